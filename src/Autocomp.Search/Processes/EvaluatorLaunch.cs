using System.Collections.Immutable;
using System.Reflection;

namespace Autocomp.Search.Processes;

/// <summary>How to start a child of the worker.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">All its arguments, the hidden command (<c>evaluator</c>, <c>reference</c>) last.</param>
/// <param name="Environment">Variables set on top of the worker's own.</param>
public sealed record EvaluatorLaunch(
    string FileName,
    ImmutableArray<string> Arguments,
    ImmutableDictionary<string, string> Environment)
{
    /// <summary>The running process' own program with another command: the <c>dotnet</c> host with the entry assembly, or a single executable.</summary>
    /// <param name="command"><c>evaluator</c> or <c>reference</c>.</param>
    public static EvaluatorLaunch ForCurrentProcess(string command)
    {
        string program = System.Environment.ProcessPath ?? "dotnet";
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        ImmutableArray<string> arguments = isHost && Assembly.GetEntryAssembly()?.Location is { Length: > 0 } entry
            ? ["exec", entry, command]
            : [command];
        return new(program, arguments, ImmutableDictionary<string, string>.Empty);
    }
}
