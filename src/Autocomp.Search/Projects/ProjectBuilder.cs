using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;
using Autocomp.Search.Strategies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Projects;

/// <summary>Builds all kernels of one project: from the compiler's command line to artifacts under <c>obj</c>.</summary>
/// <param name="settings">From the build.</param>
/// <param name="evaluator">Starts an evaluating child.</param>
/// <param name="reference">Starts a reference child.</param>
/// <param name="time">The clock, for limits of model requests only.</param>
public sealed class ProjectBuilder(BuildSettings settings, EvaluatorLaunch evaluator, EvaluatorLaunch reference, TimeProvider time)
{
    /// <summary>Runs the build and writes its artifacts.</summary>
    /// <param name="progress">Told in plain sentences what is done.</param>
    /// <param name="cancellation">Ends the build; what tuning has stored stays.</param>
    /// <returns>What was built and what there is to say. I/O failures are <see cref="IOException"/>.</returns>
    public async Task<BuildOutcome> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        ArtifactFolder folder = new(settings.IntermediateDirectory);
        folder.Begin();
        CSharpCompilation compilation = CompilationLoader.Load(settings.CompilerArguments, settings.ProjectDirectory, cancellation);
        FrontendResult found = KernelFrontend.Analyze(compilation, cancellation);
        List<BuildDiagnostic> said = [.. found.Diagnostics.Select(d => FromRoslyn(d))];
        ImmutableArray<BuiltKernel> built = [];
        if (said.TrueForAll(d => d.Severity != BuildSeverity.Error) && !found.Kernels.IsEmpty)
        {
            built = await BuildKernelsAsync(compilation, found, folder, said, progress, cancellation).ConfigureAwait(false);
        }

        ImmutableArray<BuildDiagnostic> diagnostics = [.. said.OrderBy(d => d.Span?.Path ?? d.File, StringComparer.Ordinal)
            .ThenBy(d => d.Span?.StartLine).ThenBy(d => d.Span?.StartColumn).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Message, StringComparer.Ordinal)];
        bool succeeded = diagnostics.All(d => d.Severity != BuildSeverity.Error);
        if (succeeded)
        {
            folder.Write(settings.AssemblyName, built);
            folder.Finish(diagnostics);
        }

        return new BuildOutcome(succeeded, built, diagnostics);
    }

    private async Task<ImmutableArray<BuiltKernel>> BuildKernelsAsync(
        CSharpCompilation compilation, FrontendResult found, ArtifactFolder folder, List<BuildDiagnostic> said, IProgress<string> progress, CancellationToken cancellation)
    {
        LlvmLocation llvm = LlvmLibrary.Locate(new LlvmSearch(settings.LlvmPath.Length > 0 ? settings.LlvmPath : null, AppContext.BaseDirectory));
        if (llvm.Error is { } missing)
        {
            said.Add(BuildDiagnostics.Llvm(missing, settings.ProjectFile));
            return [];
        }

        TargetDescription? named = null;
        if (settings.Target.Length > 0)
        {
            named = TargetChoice.Named(settings.Target, settings.ProjectDirectory, out string? error);
            if (named is null)
            {
                said.Add(BuildDiagnostics.Target(error!, settings.ProjectFile));
                return [];
            }
        }

        int children = Math.Max(1, Environment.ProcessorCount);
        using EvaluatorPool pool = new(evaluator, children, new ChildLimits());
        using ReferenceRunner references = new(reference, new ChildLimits { Time = TimeSpan.FromSeconds(settings.ReferenceSeconds) }, children);
        BuildServices services = new(settings, found.Kernels.Length, llvm.Version!, folder, pool, references, new BuiltInSearch(), new TuningSearch(settings, time));
        KernelPipeline pipeline = new(services);
        async Task<KernelBuild> BuildAsync(AnalyzedKernel kernel)
        {
            PreparedKernel prepared = Prepare(compilation, found, kernel, named ?? TargetChoice.For(kernel.Info), cancellation);
            KernelBuild build = await pipeline.BuildAsync(prepared, cancellation).ConfigureAwait(false);
            if (build.Built is { } b && settings.Mode == BuildMode.Tune) progress.Report(KernelSummary.Print(b));
            return build;
        }

        KernelBuild[] builds = settings.Mode == BuildMode.Tune
            ? await OneByOneAsync(found.Kernels, BuildAsync).ConfigureAwait(false)
            : await Task.WhenAll(found.Kernels.Select(k => Task.Run(() => BuildAsync(k), cancellation))).ConfigureAwait(false);
        said.AddRange(builds.SelectMany(b => b.Diagnostics).Select(Relative));
        int filled = builds.Count(b => b.Source == ScheduleSource.Filled);
        int plain = builds.Count(b => b.Source == ScheduleSource.Start);
        if (filled > 0) said.Add(BuildDiagnostics.NotKept(filled, settings.ProjectFile));
        if (plain > 0) said.Add(BuildDiagnostics.NotSearched(plain, settings.ProjectFile));
        return [.. builds.Select(b => b.Built).OfType<BuiltKernel>().OrderBy(b => b.Kernel.Symbol, StringComparer.Ordinal)];
    }

    // A long search gets all cores, and what it has found is stored before the next one starts.
    private static async Task<KernelBuild[]> OneByOneAsync(ImmutableArray<AnalyzedKernel> kernels, Func<AnalyzedKernel, Task<KernelBuild>> build)
    {
        List<KernelBuild> builds = [];
        foreach (AnalyzedKernel kernel in kernels) builds.Add(await build(kernel).ConfigureAwait(false));
        return [.. builds];
    }

    private static PreparedKernel Prepare(
        CSharpCompilation compilation, FrontendResult found, AnalyzedKernel kernel, TargetDescription target, CancellationToken cancellation)
    {
        LiftResult lift = Lifter.Lift(kernel.Info, target);
        string start = lift.Operation is { } operation
            ? ScheduleLowering.Lower(operation, kernel.Info, target)
            : ScheduleLowering.LowerBody(kernel.Info);
        ImmutableArray<HandSchedule> hands = [.. found.Schedules.Where(s => s.Tree.Kernel.Symbol == kernel.Info.Symbol)];
        return new PreparedKernel(
            kernel.Info,
            target,
            lift,
            [start, .. hands.Select(h => h.Tree.Text)],
            [.. hands.Select(h => h.Method.Name)],
            KernelIdentity.Of(kernel.Info, CanonicalPrinter.Print(kernel.Info), target),
            ReferenceEmitter.Emit(compilation, kernel.Info, kernel.Method, kernel.Uses, cancellation));
    }

    private BuildDiagnostic FromRoslyn(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetMappedLineSpan();
        SourceSpan span = new(
            place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1, place.EndLinePosition.Line + 1, place.EndLinePosition.Character + 1);
        BuildSeverity severity = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => BuildSeverity.Error,
            DiagnosticSeverity.Warning => BuildSeverity.Warning,
            _ => BuildSeverity.Information,
        };
        return Relative(new BuildDiagnostic(severity, diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), span, place.Path));
    }

    // Diagnostics are replayed from obj by later builds, and obj may have moved with the project.
    private BuildDiagnostic Relative(BuildDiagnostic diagnostic) =>
        diagnostic.Span is { } span && Path.IsPathRooted(span.Path)
            ? diagnostic with { Span = span with { Path = Path.GetRelativePath(settings.ProjectDirectory, span.Path) } }
            : diagnostic;
}
