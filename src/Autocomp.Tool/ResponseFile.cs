namespace Autocomp.Tool;

/// <summary>Response files as the build task writes them: one argument a line, taken as it stands, so that paths with spaces need no quoting.</summary>
internal static class ResponseFile
{
    /// <summary>Reads the file behind an <c>@file</c> argument.</summary>
    /// <param name="path">The path without the at sign.</param>
    /// <param name="arguments">The arguments, or null on failure.</param>
    /// <param name="error">What to tell the user on failure.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryRead(string path, out IReadOnlyList<string>? arguments, out string? error)
    {
        arguments = null;
        error = null;
        try
        {
            arguments = [.. File.ReadLines(path).Where(line => line.Length > 0)];
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"The response file '{path}' cannot be read: {e.Message}";
            return false;
        }
    }
}
