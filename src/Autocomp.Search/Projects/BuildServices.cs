using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;
using Autocomp.Search.Store.Shared;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>What all kernels of one build share: children, stores, strategies, versions.</summary>
internal sealed class BuildServices
{
    // About ten seconds a project on two cores with kernels of the usual sizes; counted, not timed, so that results repeat.
    private const int BoundedEvaluationsPerProject = 48;
    private const int LeastEvaluationsPerKernel = 8;

    private readonly int _kernels;
    private readonly string _llvm;

    /// <summary>Services of one build.</summary>
    public BuildServices(
        BuildSettings settings, LoadedProject project, ArtifactFolder folder, EvaluatorPool pool, ReferenceRunner reference, ISearchStrategy builtIn, TuningSearch tuning)
    {
        (Settings, _kernels, _llvm, Pool, Reference, BuiltIn, Tuning, Folder) = (settings, project.Kernels.Length, project.Llvm, pool, reference, builtIn, tuning, folder);
        Committed = new ScheduleStore(settings.ScheduleDirectory);
        Local = new ScheduleStore(folder.LocalStore);
    }

    /// <summary>The build's settings.</summary>
    public BuildSettings Settings { get; }

    /// <summary>The schedule folder of the project.</summary>
    public ScheduleStore Committed { get; }

    /// <summary>Results of bounded searches, under <c>obj</c>.</summary>
    public ScheduleStore Local { get; }

    /// <summary>Where machines share schedules; empty in mode Locked, which uses no network.</summary>
    public required SharedSchedules Shared { get; init; }

    /// <summary>Results of earlier builds.</summary>
    public KeptKernels Kept => Folder.Kept;

    /// <summary>Warm evaluating children.</summary>
    public EvaluatorPool Pool { get; }

    /// <summary>Runs users' methods.</summary>
    public ReferenceRunner Reference { get; }

    /// <summary>The built-in search.</summary>
    public ISearchStrategy BuiltIn { get; }

    /// <summary>What mode Tune does.</summary>
    public TuningSearch Tuning { get; }

    /// <summary>Evaluations of a bounded search of one kernel.</summary>
    public int BoundedEvaluations => Math.Max(LeastEvaluationsPerKernel, BoundedEvaluationsPerProject / Math.Max(1, _kernels));

    /// <summary>How a bounded search is recorded.</summary>
    public string BoundedSearch => FormattableString.Invariant($"bounded {BuiltIn.Name}, {BoundedEvaluations} evaluations, seed {Settings.Seed}");

    /// <summary>How thoroughly a stored schedule is checked on use. A report needs what only acceptance records.</summary>
    public TrialPlan UsePlan => Settings.Verify == VerifyDepth.Full || Settings.Report ? TrialPlan.Acceptance : TrialPlan.Quick;

    /// <summary>Told of searches; null tells nobody.</summary>
    public IProgress<BuildProgress>? Progress { get; init; }

    private ArtifactFolder Folder { get; }

    /// <summary>Versions and settings now.</summary>
    public Freshness Freshness(TargetDescription target) => new(
        Package: PackageVersion,
        TimingModel: TimingVersion(target),
        Llvm: _llvm,
        Menu: Tuning.MenuVersion,
        Prompts: Tuning.PromptVersion,
        Search: Tuning.Description,
        MemoryState: Settings.MemoryState.ToString().ToLowerInvariant());

    /// <summary>What evaluating children need to know of a kernel.</summary>
    public EvaluationContext Context(PreparedKernel prepared) => new(
        KernelSignature.Of(prepared.Kernel), prepared.Lift.Operation, prepared.Target, TrialFolder(prepared))
    {
        LlvmPath = Settings.LlvmPath.Length > 0 ? Settings.LlvmPath : null,
    };

    /// <summary>Evaluates a kernel's schedules in children, proves what is accepted, and names the kernel's lines in faults.</summary>
    public static IEvaluator Evaluator(EvaluatorPool pool, EvaluationContext context, PreparedKernel prepared) =>
        new KernelLineEvaluator(new ProvingEvaluator(pool.For(context), prepared.Kernel, context), prepared.Kernel);

    /// <summary>What reference children need to know of a kernel.</summary>
    public ReferenceJob ReferenceJob(PreparedKernel prepared) =>
        new(KernelSignature.Of(prepared.Kernel), prepared.Lift.Operation, prepared.Assembly.Value, TrialFolder(prepared));

    /// <summary>The problem that a strategy is given.</summary>
    public SearchProblem Problem(PreparedKernel prepared, ImmutableArray<string> starts, IEvaluator evaluator, int budget) => new(
        prepared.Kernel, prepared.Lift.Operation, prepared.Target, starts, evaluator, budget, Settings.MemoryState, Settings.Seed,
        Progress is { } told && Settings.ModeOf(prepared.Kernel) == BuildMode.Tune ? new KernelSearchProgress(told, prepared) : null)
    {
        Lift = prepared.Lift,
    };

    /// <summary>Machine code of an accepted schedule, the very object that was measured.</summary>
    /// <exception cref="InvalidOperationException">The object differs from the measured one: a bug.</exception>
    public static CompiledSchedule Compile(PreparedKernel prepared, EvaluationResult accepted)
    {
        ScheduleResult analyzed = ScheduleFrontend.Analyze(accepted.CanonicalText!, prepared.Kernel.Symbol + ".schedule.cs", prepared.Kernel);
        CompileResult compiled = ScheduleCompiler.Compile(
            analyzed.Tree ?? throw new InvalidOperationException("An accepted schedule was refused: " + string.Join("; ", analyzed.Diagnostics)),
            prepared.Target,
            new CompileOptions { Listing = true });
        CompiledSchedule code = compiled.Schedule ?? throw new InvalidOperationException("An accepted schedule did not compile: " + compiled.Error);
        string hash = Convert.ToHexStringLower(SHA256.HashData([.. code.Elf]));
        return hash == accepted.ObjectHash ? code : throw new InvalidOperationException($"The object of {prepared.Kernel.DisplayName} is not the measured one.");
    }

    private static string PackageVersion =>
        typeof(BuildServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static string TimingVersion(TargetDescription target)
    {
        byte[] parameters = System.Text.Encoding.UTF8.GetBytes(target.Timing.ToString());
        return $"{TimingModel.Version}, parameters {Convert.ToHexStringLower(SHA256.HashData(parameters))[..12]}";
    }

    private string TrialFolder(PreparedKernel prepared) => Path.Combine(Folder.References, prepared.Identity.MeaningHash);
}
