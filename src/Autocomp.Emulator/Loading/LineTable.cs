using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Source lines by code address.</summary>
internal sealed class LineTable(ImmutableArray<LineRow> rows)
{
    /// <summary>A table without lines.</summary>
    public static LineTable Empty { get; } = new([]);

    /// <summary>Rows by address; each counts up to the next.</summary>
    public ImmutableArray<LineRow> Rows { get; } = rows;

    /// <summary>The source line of an instruction, or null when the table has none.</summary>
    public SourceLine? Find(ulong address)
    {
        int low = 0;
        int high = Rows.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (Rows[middle].Address <= address) low = middle + 1;
            else high = middle - 1;
        }

        return high >= 0 ? Rows[high].Line : null;
    }
}

/// <summary>From an address on, a line; or none, after the end of a sequence and for code that the compiler made up.</summary>
internal readonly record struct LineRow(ulong Address, SourceLine? Line);
