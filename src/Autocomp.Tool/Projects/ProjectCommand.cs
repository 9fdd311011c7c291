using System.Collections.Immutable;
using System.CommandLine;
using Autocomp.Search.Processes;
using Autocomp.Search.Projects;
using Autocomp.Tool.Commands;

namespace Autocomp.Tool.Projects;

/// <summary>The road of every command about a project: describe it through MSBuild, hand over to the worker that it restored, load its kernels there, work.</summary>
internal static class ProjectCommand
{
    /// <summary>Makes a command that works on a loaded project.</summary>
    /// <param name="command">The command, with its own options.</param>
    /// <param name="options">The project's options; added here.</param>
    /// <param name="work">What to do; gives the exit code.</param>
    public static void OnSession(Command command, ProjectOptions options, Func<ParseResult, ProjectSession, CancellationToken, Task<int>> work) =>
        OnSettings(command, options, async (parsed, settings, cancellation) =>
        {
            LoadedProject project = new ProjectLoader(settings).Load(cancellation);
            foreach (BuildDiagnostic diagnostic in project.Diagnostics.Where(d => d.Severity == BuildSeverity.Error)) Console.Error.WriteLine(diagnostic);
            if (!project.Succeeded) return ExitCodes.Failed;
            using ProjectSession session = new(
                settings, project, EvaluatorLaunch.ForCurrentProcess(EvaluatorCommand.Name), EvaluatorLaunch.ForCurrentProcess(ReferenceCommand.Name), TimeProvider.System);
            return await work(parsed, session, cancellation).ConfigureAwait(false);
        });

    /// <summary>Makes a command that works on a project's settings.</summary>
    /// <param name="command">The command, with its own options.</param>
    /// <param name="options">The project's options; added here.</param>
    /// <param name="work">What to do; gives the exit code.</param>
    public static void OnSettings(Command command, ProjectOptions options, Func<ParseResult, BuildSettings, CancellationToken, Task<int>> work)
    {
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                string[] files = parsed.GetValue(options.Settings) ?? [];
                return files.Length > 0
                    ? await work(parsed, SettingsFile.Read(files[0]), cancellation).ConfigureAwait(false)
                    : await DescribeAsync(parsed, options, work, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("Interrupted.").ConfigureAwait(false);
                return ExitCodes.Cancelled;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                return ExitCodes.Failed;
            }
        });
    }

    /// <summary>The kernels that the command line names: all without <c>--kernel</c>.</summary>
    /// <returns>The kernels; none with a message when nothing fits.</returns>
    public static ImmutableArray<PreparedKernel> Select(ParseResult parsed, ProjectOptions options, ProjectSession session)
    {
        string[] wanted = parsed.GetValue(options.Kernel) ?? [];
        ImmutableArray<PreparedKernel> selected =
        [
            .. session.Kernels.Where(k => wanted.Length == 0 || wanted.Any(w =>
                k.Kernel.DisplayName.Contains(w, StringComparison.OrdinalIgnoreCase) || k.Kernel.Symbol.Contains(w, StringComparison.OrdinalIgnoreCase))),
        ];
        if (selected.IsEmpty)
        {
            Console.Error.WriteLine(session.Kernels.IsEmpty
                ? "The project has no kernel: mark a static method with [Kernel]."
                : $"No kernel contains '{string.Join("' or '", wanted)}'; the project has {string.Join(", ", session.Kernels.Select(k => k.Kernel.DisplayName))}.");
        }

        return selected;
    }

    private static async Task<int> DescribeAsync(
        ParseResult parsed, ProjectOptions options, Func<ParseResult, BuildSettings, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        string path = ProjectPath.Resolve(parsed.GetRequiredValue(options.Project), out string? error);
        if (error is null && Properties(parsed.GetValue(options.Property) ?? [], out error) is { } properties)
        {
            ProjectRequest request = new(
                path, parsed.GetValue(options.Configuration)!, parsed.GetValue(options.Framework), properties, !parsed.GetValue(options.NoRestore));
            DescribedProject project = ProjectHost.Describe(request);
            if (project.Errors.IsEmpty)
            {
                cancellation.ThrowIfCancellationRequested();
                string here = Path.GetFullPath(typeof(ProjectCommand).Assembly.Location);
                return project.Worker == here
                    ? await work(parsed, SettingsFile.Read(project.Settings), cancellation).ConfigureAwait(false)
                    : ProjectHost.HandOver(project.Worker, [.. parsed.Tokens.Select(t => t.Value), "--settings", project.Settings]);
            }

            error = string.Join('\n', project.Errors);
        }

        await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
        return ExitCodes.Failed;
    }

    private static ImmutableSortedDictionary<string, string>? Properties(string[] texts, out string? error)
    {
        error = null;
        ImmutableSortedDictionary<string, string>.Builder properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                error = $"-p:{text} is no property; write -p:NAME=VALUE.";
                return null;
            }

            properties[text[..equals]] = text[(equals + 1)..];
        }

        return properties.ToImmutable();
    }
}
