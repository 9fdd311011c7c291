using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>Instructions and cycles of the core by program counter.</summary>
internal sealed class PcProfile
{
    private readonly CycleTable _table = new();

    /// <summary>Instructions and cycles of each program counter, in no particular order.</summary>
    public IEnumerable<(ulong ProgramCounter, long Instructions, long Cycles)> Entries => _table.Entries;

    public void Add(ulong pc, long cycles) => _table.Add(pc, cycles);

    /// <summary>Adds up by source line; instructions without a line are left out.</summary>
    public ImmutableArray<LineProfile> ByLine(Func<ulong, SourceLine?> lineOf)
    {
        var lines = new Dictionary<SourceLine, (long Instructions, long Cycles)>();
        foreach (var (pc, instructions, cycles) in _table.Entries)
        {
            if (lineOf(pc) is { } line)
            {
                var sum = lines.GetValueOrDefault(line);
                lines[line] = (sum.Instructions + instructions, sum.Cycles + cycles);
            }
        }

        return [.. lines
            .OrderBy(entry => entry.Key.File, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Line)
            .Select(entry => new LineProfile(entry.Key, entry.Value.Instructions, entry.Value.Cycles))];
    }

    public void Clear() => _table.Clear();
}
