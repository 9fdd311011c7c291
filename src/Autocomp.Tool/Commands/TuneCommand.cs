using System.CommandLine;
using System.Diagnostics;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp tune</c>: a project's build in mode Tune.</summary>
internal static class TuneCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string> project = new("project") { Description = "Project file or folder.", DefaultValueFactory = _ => "." };
        Option<string?> model = new("--model") { Description = "Model to ask: a name, or command:PROGRAM; by default what the project configures." };
        Option<int?> evaluations = new("--max-evaluations") { Description = "Most evaluations a kernel; by default what the project configures." };
        Command command = new("tune", "Search for faster schedules and write them to the project's schedule folder. Example: autocomp tune src/App --max-evaluations 200")
        {
            project, model, evaluations,
        };
        command.SetAction((parsed, cancellation) =>
        {
            List<string> arguments = ["build", parsed.GetRequiredValue(project), "-c", "Release", "-nologo", "-v", "minimal", "-p:AutocompMode=Tune"];
            if (parsed.GetValue(model) is { } name) arguments.Add($"-p:AutocompModel={Escape(name)}");
            if (parsed.GetValue(evaluations) is { } most) arguments.Add(FormattableString.Invariant($"-p:AutocompMaxEvaluations={most}"));
            return BuildAsync(arguments, cancellation);
        });
        return command;
    }

    private static async Task<int> BuildAsync(List<string> arguments, CancellationToken cancellation)
    {
        // The build's worker must not inherit which Roslyn this command found for itself: it uses the build's own.
        ProcessStartInfo start = new("dotnet", arguments) { UseShellExecute = false };
        start.Environment.Remove(RoslynResolver.Variable);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return 130;
        }
    }

    // Semicolons, commas and percent signs mean something on MSBuild's command line.
    private static string Escape(string value) => value.Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
