using System.Collections.Immutable;
using Autocomp.Report;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Projects.Unchanged;
using Autocomp.Search.Reference;
using Autocomp.Search.Store.Shared;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>Builds all kernels of one project: from the compiler's command line to artifacts under <c>obj</c>.</summary>
/// <param name="settings">From the build.</param>
/// <param name="evaluator">Starts an evaluating child.</param>
/// <param name="reference">Starts a reference child.</param>
/// <param name="time">The clock, for limits of model requests only.</param>
public sealed class ProjectBuilder(BuildSettings settings, EvaluatorLaunch evaluator, EvaluatorLaunch reference, TimeProvider time)
{
    /// <summary>Runs the build and writes its artifacts.</summary>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellation">Ends the build; what tuning has stored stays.</param>
    /// <returns>What was built and what there is to say. I/O failures are <see cref="IOException"/>.</returns>
    public async Task<BuildOutcome> RunAsync(IProgress<BuildProgress> progress, CancellationToken cancellation)
    {
        ArtifactFolder folder = new(settings.IntermediateDirectory);
        folder.Begin();
        UnchangedBuild.Forget(settings);
        string inputs = UnchangedBuild.InputsOf(settings);
        LoadedProject project = new ProjectLoader(settings).Load(cancellation);
        List<BuildDiagnostic> said = [.. project.Diagnostics];
        bool canRepeat = false;
        ImmutableArray<BuiltKernel> built = [];
        if (project.Succeeded && !project.Kernels.IsEmpty)
            (built, canRepeat) = await BuildKernelsAsync(project, folder, said, progress, cancellation).ConfigureAwait(false);

        ImmutableArray<BuildDiagnostic> diagnostics = [.. said.Select(Relative).OrderBy(d => d.Span?.Path ?? d.File, StringComparer.Ordinal)
            .ThenBy(d => d.Span?.StartLine).ThenBy(d => d.Span?.StartColumn).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Message, StringComparer.Ordinal)];
        bool succeeded = diagnostics.All(d => d.Severity != BuildSeverity.Error);
        if (succeeded)
        {
            folder.Write(settings.AssemblyName, built);
            folder.Finish(diagnostics);
            if (canRepeat && project.Source is { } source) UnchangedBuild.Remember(settings, inputs, source.Compilation, source.Found, said);
        }

        return new BuildOutcome(succeeded, built, diagnostics);
    }

    // The kernels, and whether the same build again would give the same without any work.
    private async Task<(ImmutableArray<BuiltKernel> Built, bool CanRepeat)> BuildKernelsAsync(
        LoadedProject project, ArtifactFolder folder, List<BuildDiagnostic> said, IProgress<BuildProgress> progress, CancellationToken cancellation)
    {
        int children = Math.Max(1, Environment.ProcessorCount);
        using EvaluatorPool pool = new(evaluator, children, new ChildLimits());
        using ReferenceRunner references = new(reference, new ChildLimits { Time = TimeSpan.FromSeconds(settings.ReferenceSeconds) }, children);
        using SharedSchedules shared = new(settings.Mode == BuildMode.Locked ? "" : settings.SharedSchedules, settings.ProjectDirectory, Environment.GetEnvironmentVariable);
        BuildServices services = new(settings, project, folder, pool, references, new BuiltInSearch(), new TuningSearch(settings, time)) { Progress = progress, Shared = shared };
        KernelPipeline pipeline = new(services);
        KernelBuild[] builds = settings.Mode == BuildMode.Tune
            ? await OneByOneAsync(project.Kernels, pipeline, progress, cancellation).ConfigureAwait(false)
            : await Task.WhenAll(project.Kernels.Select(k => Task.Run(() => pipeline.BuildAsync(k, cancellation), cancellation))).ConfigureAwait(false);
        said.AddRange(builds.SelectMany(b => b.Diagnostics));
        if (builds.Count(b => b.IsKept) is > 0 and int kept) progress.Report(new BuildProgress.Unchanged(kept, builds.Length));
        if (settings.Report)
        {
            ReportBuilder.Write(settings, services.Freshness(project.Kernels[0].Target), [.. project.Kernels.Zip(builds).Where(p => p.Second.Built is not null).Select(p => Report(p.First, p.Second.Built!))], ReportBuilder.DefaultPath(settings));
        }

        said.AddRange(shared.Troubles.Select(t => BuildDiagnostics.Shared(t, settings.ProjectFile)));
        int filled = builds.Count(b => b.Source == ScheduleSource.Filled);
        int plain = builds.Count(b => b.Source == ScheduleSource.Start);
        if (filled > 0) said.Add(BuildDiagnostics.NotKept(filled, settings.ProjectFile));
        if (plain > 0) said.Add(BuildDiagnostics.NotSearched(plain, settings.ProjectFile));
        bool canRepeat = builds.All(b => b.CanRepeat) && shared.Troubles.IsEmpty && !settings.Report;
        return ([.. builds.Select(b => b.Built).OfType<BuiltKernel>().OrderBy(b => b.Kernel.Symbol, StringComparer.Ordinal)], canRepeat);
    }

    // A long search gets all cores, and what it has found is stored before the next one starts.
    private async Task<KernelBuild[]> OneByOneAsync(
        ImmutableArray<PreparedKernel> kernels, KernelPipeline pipeline, IProgress<BuildProgress> progress, CancellationToken cancellation)
    {
        List<KernelBuild> builds = [];
        (int number, int count) = (0, kernels.Count(IsTuned));
        foreach (PreparedKernel kernel in kernels)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsTuned(kernel)) progress.Report(new BuildProgress.Started(kernel.Kernel, ++number, count));
            KernelBuild build = await pipeline.BuildAsync(kernel, cancellation).ConfigureAwait(false);
            if (IsTuned(kernel) && build.Built is { } built) progress.Report(new BuildProgress.Done(built));
            builds.Add(build);
        }

        bool IsTuned(PreparedKernel kernel) => settings.ModeOf(kernel.Kernel) == BuildMode.Tune;

        return [.. builds];
    }

    private KernelReport Report(PreparedKernel kernel, BuiltKernel built) =>
        ReportBuilder.Kernel(settings, kernel, built.Entry, built.Provenance, built.Verified, built.Start, built.Best);

    // Diagnostics are replayed from obj by later builds, and obj may have moved with the project.
    private BuildDiagnostic Relative(BuildDiagnostic diagnostic) =>
        diagnostic.Span is { } span && Path.IsPathRooted(span.Path)
            ? diagnostic with { Span = span with { Path = Path.GetRelativePath(settings.ProjectDirectory, span.Path) } }
            : diagnostic;
}
