using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Projects;

/// <summary>Reads a project's kernels from the compiler's command line and settles everything that needs no run: machine, lift, start, identity.</summary>
/// <param name="settings">From the build.</param>
internal sealed class ProjectLoader(BuildSettings settings)
{
    /// <summary>Loads the project.</summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Kernels or errors. I/O failures are <see cref="IOException"/>.</returns>
    public LoadedProject Load(CancellationToken cancellation)
    {
        CSharpCompilation compilation = CompilationLoader.Load(settings.CompilerArguments, settings.ProjectDirectory, cancellation);
        FrontendResult found = KernelFrontend.Analyze(compilation, cancellation);
        ImmutableArray<BuildDiagnostic> said = [.. found.Diagnostics.Select(FromRoslyn)];
        if (found.Kernels.IsEmpty || said.Any(d => d.Severity == BuildSeverity.Error)) return new([], said, "");

        LlvmLocation llvm = LlvmLibrary.Locate(new LlvmSearch(settings.LlvmPath.Length > 0 ? settings.LlvmPath : null, AppContext.BaseDirectory));
        if (llvm.Error is { } missing) return new([], said.Add(BuildDiagnostics.Llvm(missing, settings.ProjectFile)), "");
        string? error = null;
        TargetDescription? named = settings.Target.Length > 0 ? TargetChoice.Named(settings.Target, settings.ProjectDirectory, out error) : null;
        if (error is not null) return new([], said.Add(BuildDiagnostics.Target(error, settings.ProjectFile)), "");

        PreparedKernel[] kernels = new PreparedKernel[found.Kernels.Length];
        Parallel.For(0, kernels.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            AnalyzedKernel kernel = found.Kernels[i];
            kernels[i] = Prepare(compilation, found, kernel, named ?? TargetChoice.For(kernel.Info), cancellation);
        });
        return new([.. kernels], said, llvm.Version!) { Source = (compilation, found) };
    }

    private static PreparedKernel Prepare(
        CSharpCompilation compilation, FrontendResult found, AnalyzedKernel kernel, TargetDescription target, CancellationToken cancellation)
    {
        LiftResult lift = Lifter.Lift(kernel.Info, target);
        string start = ScheduleLowering.Lower(lift, kernel.Info, target);
        ImmutableArray<HandSchedule> hands = [.. found.Schedules.Where(s => s.Tree.Kernel.Symbol == kernel.Info.Symbol)];
        return new PreparedKernel(
            kernel.Info,
            target,
            lift,
            [start, .. hands.Select(h => h.Tree.Text)],
            [.. hands.Select(h => h.Method.Name)],
            KernelIdentity.Of(kernel.Info, CanonicalPrinter.Print(kernel.Info), target),
            new Lazy<ReferenceAssembly>(() => ReferenceEmitter.Emit(compilation, kernel.Info, kernel.Method, kernel.Uses, cancellation)));
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
        return new(severity, diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), span, place.Path);
    }
}
