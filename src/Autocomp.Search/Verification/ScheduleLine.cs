namespace Autocomp.Search.Verification;

/// <summary>Quotes a line of a canonical schedule: whoever wrote the candidate may never have seen its line numbers.</summary>
internal static class ScheduleLine
{
    private const int MaxLength = 120;

    /// <summary>The line without white space around it, or null when there is none or nothing on it.</summary>
    public static string? Quote(string text, int line)
    {
        string[] lines = text.Split('\n');
        string quoted = line >= 1 && line <= lines.Length ? lines[line - 1].Trim() : "";
        if (quoted.Length > MaxLength) quoted = quoted[..MaxLength] + "…";
        return quoted.Length == 0 ? null : quoted;
    }
}
