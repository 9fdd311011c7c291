using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Functions of an executable by code address.</summary>
internal sealed class FunctionTable
{
    private const string Unknown = "(no symbol)";
    private readonly ulong[] _addresses;
    private readonly string[] _names;

    /// <summary>Takes functions, and labels of assembly code where no function begins.</summary>
    public FunctionTable(ElfFile file)
    {
        ElfSymbol[] symbols =
        [
            .. file.Symbols
                .Where(symbol => IsCode(file, symbol))
                .GroupBy(symbol => symbol.Value)
                .Select(group => group.OrderByDescending(symbol => symbol.IsFunction).ThenBy(symbol => symbol.IsLocal).ThenBy(symbol => symbol.Name, StringComparer.Ordinal).First())
                .OrderBy(symbol => symbol.Value),
        ];
        _addresses = [.. symbols.Select(symbol => symbol.Value)];
        _names = [.. symbols.Select(symbol => symbol.Name)];
    }

    /// <summary>Adds up by function, the most expensive first.</summary>
    /// <param name="profile">Instructions and cycles by program counter.</param>
    public ImmutableArray<FunctionProfile> Sum(IEnumerable<(ulong ProgramCounter, long Instructions, long Cycles)> profile) =>
    [
        .. profile
            .GroupBy(entry => Find(entry.ProgramCounter), StringComparer.Ordinal)
            .Select(group => new FunctionProfile(group.Key, group.Sum(entry => entry.Instructions), group.Sum(entry => entry.Cycles)))
            .OrderByDescending(function => function.Cycles)
            .ThenBy(function => function.Name, StringComparer.Ordinal),
    ];

    /// <summary>The function that holds an instruction.</summary>
    public string Find(ulong programCounter)
    {
        int index = Array.BinarySearch(_addresses, programCounter);
        if (index < 0) index = ~index - 1;
        return index >= 0 ? _names[index] : Unknown;
    }

    private static bool IsCode(ElfFile file, ElfSymbol symbol)
    {
        if (symbol.Name.Length == 0 || symbol.Name[0] is '$' or '.') return false;
        if (symbol.Section <= 0 || symbol.Section >= file.Sections.Length || !file.Sections[symbol.Section].IsExecutable) return false;
        return symbol.IsFunction || (symbol.HasNoType && !symbol.IsLocal);
    }
}
