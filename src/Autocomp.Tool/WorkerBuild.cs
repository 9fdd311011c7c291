using Autocomp.Search.Processes;
using Autocomp.Search.Projects;
using Autocomp.Search.Projects.Unchanged;

namespace Autocomp.Tool;

/// <summary>Runs a project build and prints what it has to say in the form that MSBuild reads.</summary>
internal static class WorkerBuild
{
    /// <summary>Builds the kernels of one project.</summary>
    /// <param name="settings">From the build task.</param>
    /// <param name="cancellation">Ctrl+C or the build's cancel.</param>
    /// <returns>0 without errors, 1 with, 130 when cancelled.</returns>
    public static async Task<int> RunAsync(BuildSettings settings, CancellationToken cancellation)
    {
        try
        {
            ConsoleProgress progress = new();
            if (UnchangedBuild.Find(settings, cancellation) is { } proof)
            {
                progress.Report(new BuildProgress.Unchanged(proof.Kernels, proof.Kernels));
                foreach (string line in proof.Lines) Console.WriteLine(line);
                return 0;
            }

            ProjectBuilder builder = new(settings, EvaluatorLaunch.ForCurrentProcess("evaluator"), EvaluatorLaunch.ForCurrentProcess("reference"), TimeProvider.System);
            BuildOutcome outcome = await builder.RunAsync(progress, cancellation).ConfigureAwait(false);
            foreach (BuildDiagnostic diagnostic in outcome.Diagnostics) Console.WriteLine(diagnostic);
            if (outcome.Succeeded && settings.Mode == BuildMode.Tune)
            {
                string Relative(string path) => BuildDiagnostic.Printable(Path.GetRelativePath(settings.ProjectDirectory, path));
                Console.WriteLine($"autocomp: schedules are in {Relative(settings.ScheduleDirectory)} (commit it){(settings.Report ? $"; report: {Relative(ReportBuilder.DefaultPath(settings))}" : "")}");
            }

            return outcome.Succeeded ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("autocomp: cancelled; what was found so far is kept in " + settings.IntermediateDirectory);
            return 130;
        }
        catch (IOException e)
        {
            Console.WriteLine(BuildDiagnostics.File(e.Message, settings.ProjectFile));
            return 1;
        }
    }
}
