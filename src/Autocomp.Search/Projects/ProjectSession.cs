using System.Collections.Immutable;
using Autocomp.Frontend.Schedules;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;
using Autocomp.Search.Store.Shared;
using Autocomp.Search.Strategies;
using Microsoft.CodeAnalysis;

namespace Autocomp.Search.Projects;

/// <summary>A loaded project for people who ask about it: its kernels, what is stored for them, and evaluations on demand. Children start when first needed.</summary>
internal sealed class ProjectSession : IDisposable
{
    private readonly BuildServices _services;
    private readonly EvaluatorPool _pool;
    private readonly ReferenceRunner _references;
    private readonly SharedSchedules _shared = new("", "", _ => null);

    /// <summary>A session on a project without errors.</summary>
    public ProjectSession(BuildSettings settings, LoadedProject project, EvaluatorLaunch evaluator, EvaluatorLaunch reference, TimeProvider time)
    {
        int children = Math.Max(1, Environment.ProcessorCount);
        (Settings, Kernels) = (settings, project.Kernels);
        _pool = new(evaluator, children, new ChildLimits());
        _references = new(reference, new ChildLimits { Time = TimeSpan.FromSeconds(settings.ReferenceSeconds) }, children);
        _services = new(settings, project, new ArtifactFolder(settings.IntermediateDirectory), _pool, _references, new BuiltInSearch(), new TuningSearch(settings, time)) { Shared = _shared };
    }

    /// <summary>The project's settings.</summary>
    public BuildSettings Settings { get; }

    /// <summary>Its kernels.</summary>
    public ImmutableArray<PreparedKernel> Kernels { get; }

    /// <summary>The committed store.</summary>
    public ScheduleStore Store => _services.Committed;

    /// <summary>Versions and settings now.</summary>
    public Freshness Freshness(PreparedKernel kernel) => _services.Freshness(kernel.Target);

    /// <summary>What is stored for a kernel, judged.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="store">Another store than the project's, or null.</param>
    public StoredEntry Find(PreparedKernel kernel, ScheduleStore? store = null) => (store ?? Store).Find(kernel.Identity, Freshness(kernel));

    /// <summary>What the last bounded search of mode Auto has left under <c>obj</c>, judged like any entry.</summary>
    public StoredEntry FindLocal(PreparedKernel kernel) => _services.Local.Find(kernel.Identity, Freshness(kernel) with { Search = _services.BoundedSearch });

    /// <summary>What the kernel's evaluations depend on.</summary>
    public EvaluationContext Context(PreparedKernel kernel) => _services.Context(kernel);

    /// <summary>Runs the kernel's C# method on the inputs of a plan, unless an earlier run has.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Ends the work; children are killed.</param>
    /// <returns>Why it cannot serve as the reference, or null.</returns>
    public async Task<string?> PrepareAsync(PreparedKernel kernel, TrialPlan plan, CancellationToken cancellation) =>
        (await _references.PrepareAsync(_services.ReferenceJob(kernel), plan, cancellation).ConfigureAwait(false)).Problem;

    /// <summary>Evaluates schedules of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">How thoroughly.</param>
    /// <param name="texts">Schedules.</param>
    /// <param name="cancellation">Ends the work; children are killed.</param>
    /// <returns>A result a schedule; a failure of the reference is the failure of all.</returns>
    public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(
        PreparedKernel kernel, TrialPlan plan, ImmutableArray<string> texts, CancellationToken cancellation)
    {
        if (await PrepareAsync(kernel, plan, cancellation).ConfigureAwait(false) is { } problem)
            return [.. texts.Select((_, i) => new EvaluationResult(i, EvaluationStage.Process, "the C# method cannot serve as the reference: " + problem, Evidence: []))];
        return await BuildServices.Evaluator(_pool, _services.Context(kernel), kernel).EvaluateAsync(
            [.. texts.Select((text, i) => new EvaluationRequest(i, text, plan, Settings.MemoryState))], cancellation).ConfigureAwait(false);
    }

    /// <summary>Puts an accepted schedule into the project's store.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="accepted">Its evaluation.</param>
    /// <param name="start">Evaluation of the baseline.</param>
    /// <param name="provenance">Who made it.</param>
    public void Save(PreparedKernel kernel, EvaluationResult accepted, EvaluationResult start, string provenance) => Store.Save(
        kernel.Identity,
        Freshness(kernel),
        accepted.CanonicalText!,
        new EntryEvidence(accepted.Cycles, start.Cycles, kernel.IdealCycles, provenance, accepted.Evidence));

    /// <summary>Compiles a schedule with its listing.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="text">The schedule.</param>
    /// <param name="error">Why there is no code, or null.</param>
    public static CompiledSchedule? Compile(PreparedKernel kernel, string text, out string? error)
    {
        ScheduleResult analyzed = ScheduleFrontend.Analyze(text, kernel.Kernel.Symbol + ".schedule.cs", kernel.Kernel);
        if (analyzed.Tree is null)
        {
            Diagnostic? first = analyzed.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
            error = first?.ToString() ?? "the front end refused the schedule";
            return null;
        }

        CompileResult compiled = ScheduleCompiler.Compile(analyzed.Tree, kernel.Target, new CompileOptions { Listing = true });
        error = compiled.Error;
        return compiled.Schedule;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _references.Dispose();
        _shared.Dispose();
    }
}
