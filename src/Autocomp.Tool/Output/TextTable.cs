using System.Collections.Immutable;
using System.Text;

namespace Autocomp.Tool.Output;

/// <summary>A table for terminals and logs: columns as wide as their widest cell, numbers to the right, no colours.</summary>
/// <param name="headings">Column headings; one that begins with <c>&gt;</c> is right-aligned.</param>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<ImmutableArray<string>> _rows = [];

    /// <summary>Adds a row with a cell a column.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(c => Search.Projects.BuildDiagnostic.Printable(c))]);

    /// <inheritdoc/>
    public override string ToString()
    {
        bool[] right = [.. headings.Select(h => h.StartsWith('>'))];
        ImmutableArray<string> head = [.. headings.Select(h => h.TrimStart('>'))];
        int[] widths = [.. head.Select((h, i) => _rows.Select(r => r[i].Length).Append(h.Length).Max())];
        StringBuilder text = new();
        foreach (ImmutableArray<string> row in _rows.Prepend(head))
            text.Append(string.Join("  ", row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        return text.ToString().TrimEnd('\n');
    }
}
