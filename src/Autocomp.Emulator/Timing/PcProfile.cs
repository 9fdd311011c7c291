using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>Instructions and cycles by program counter.</summary>
internal sealed class PcProfile
{
    private ulong[] _pcs = new ulong[1024];
    private long[] _instructions = new long[1024];
    private long[] _cycles = new long[1024];
    private int _used;

    public void Add(ulong pc, long cycles)
    {
        var mask = _pcs.Length - 1;
        var index = (int)((pc >> 1) * 0x9E37_79B1 >> 7) & mask;
        while (_pcs[index] != pc)
        {
            if (_pcs[index] == 0)
            {
                _pcs[index] = pc;
                if (++_used > mask / 2)
                {
                    Grow();
                    Add(pc, cycles);
                    return;
                }

                break;
            }

            index = (index + 1) & mask;
        }

        _instructions[index]++;
        _cycles[index] += cycles;
    }

    /// <summary>Adds up by source line; instructions without a line are left out.</summary>
    public ImmutableArray<LineProfile> ByLine(Func<ulong, SourceLine?> lineOf)
    {
        var lines = new Dictionary<SourceLine, (long Instructions, long Cycles)>();
        for (var i = 0; i < _pcs.Length; i++)
        {
            if (_instructions[i] != 0 && lineOf(_pcs[i]) is { } line)
            {
                var sum = lines.GetValueOrDefault(line);
                lines[line] = (sum.Instructions + _instructions[i], sum.Cycles + _cycles[i]);
            }
        }

        return [.. lines
            .OrderBy(entry => entry.Key.File, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Line)
            .Select(entry => new LineProfile(entry.Key, entry.Value.Instructions, entry.Value.Cycles))];
    }

    public void Clear()
    {
        Array.Clear(_pcs);
        Array.Clear(_instructions);
        Array.Clear(_cycles);
        _used = 0;
    }

    private void Grow()
    {
        var (pcs, instructions, cycles) = (_pcs, _instructions, _cycles);
        (_pcs, _instructions, _cycles) = (new ulong[pcs.Length * 2], new long[pcs.Length * 2], new long[pcs.Length * 2]);
        _used = 0;
        var mask = _pcs.Length - 1;
        for (var i = 0; i < pcs.Length; i++)
        {
            if (pcs[i] == 0)
            {
                continue;
            }

            var index = (int)((pcs[i] >> 1) * 0x9E37_79B1 >> 7) & mask;
            while (_pcs[index] != 0)
            {
                index = (index + 1) & mask;
            }

            (_pcs[index], _instructions[index], _cycles[index]) = (pcs[i], instructions[i], cycles[i]);
            _used++;
        }
    }
}
