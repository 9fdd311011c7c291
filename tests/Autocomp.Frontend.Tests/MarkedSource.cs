using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Frontend.Tests;

/// <summary>Source with the expected place of a diagnostic between <c>«</c> and <c>»</c>.</summary>
internal static class MarkedSource
{
    /// <summary>The text without marks, and the span between them.</summary>
    public static (string Text, TextSpan Span) Parse(string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal), end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        return (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), TextSpan.FromBounds(start, end));
    }

    /// <summary>Asserts that one diagnostic is reported, with this id, text and place.</summary>
    public static void ShouldBeReported(IEnumerable<Diagnostic> diagnostics, string id, string message, TextSpan expected, int offset = 0)
    {
        string wanted = $"{id} at {expected.Start + offset} to {expected.End + offset}: {message}";
        string found = string.Join("\n", diagnostics.Select(d =>
            $"{d.Id} at {d.Location.SourceSpan.Start} to {d.Location.SourceSpan.End}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
        Assert.Equal(wanted, found);
    }
}
