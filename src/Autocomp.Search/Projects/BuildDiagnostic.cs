using System.Globalization;
using System.Text;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Projects;

/// <summary>One message of a build in the canonical form that MSBuild reads from a tool's output.</summary>
/// <param name="Severity">Error, warning or information.</param>
/// <param name="Id">For example <c>AC3001</c>.</param>
/// <param name="Message">One line: what, where, what to do. Untrusted parts are made printable here.</param>
/// <param name="Span">Place in source, or null.</param>
/// <param name="File">File named when there is no span.</param>
public sealed record BuildDiagnostic(BuildSeverity Severity, string Id, string Message, SourceSpan? Span, string File)
{
    /// <summary><c>Kernels.cs(12,5,12,20): error AC1001: text</c>; one line, whatever the message holds.</summary>
    public override string ToString()
    {
        string severity = Severity switch
        {
            BuildSeverity.Error => "error",
            BuildSeverity.Warning => "warning",
            _ => "message",
        };
        string place = Span is { } s
            ? string.Create(CultureInfo.InvariantCulture, $"{s.Path}({s.StartLine},{s.StartColumn},{s.EndLine},{s.EndColumn})")
            : File;
        return $"{place}: {severity} {Id}: {Printable(Message)}";
    }

    /// <summary>Makes untrusted text safe to print: one line, no control characters, at most 2,000 characters.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text with line breaks as <c> | </c> and other control characters as <c>?</c>.</returns>
    public static string Printable(string text)
    {
        StringBuilder builder = new();
        foreach (char c in text.ReplaceLineEndings("\n").TrimEnd('\n'))
        {
            if (builder.Length >= 2000) return builder.Append('…').ToString();
            if (c == '\n') builder.Append(" | ");
            else builder.Append(char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format ? '?' : c);
        }

        return builder.ToString();
    }
}
