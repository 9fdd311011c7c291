using System.CommandLine;
using Autocomp.Search.Projects;
using Autocomp.Tool.Commands;

namespace Autocomp.Tool.Projects;

/// <summary>Reads the worker's arguments that a build has left in <c>obj/…/autocomp/options.rsp</c>.</summary>
internal static class SettingsFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The settings. A file that cannot be read, or is another version's, is an <see cref="IOException"/>.</returns>
    public static BuildSettings Read(string path)
    {
        string[] arguments = [.. File.ReadLines(path).Where(line => line.Length > 0)];
        ParseResult parsed = BuildCommand.Create(out Func<ParseResult, BuildSettings> settings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count == 0 ? settings(parsed) : throw new IOException($"'{path}' cannot be read: {parsed.Errors[0].Message}");
    }
}
