using System.Collections.Immutable;
using static Autocomp.Tool.BuildProperties.BuildPropertyKind;

namespace Autocomp.Tool.BuildProperties;

/// <summary>The one table of the package's properties: <c>build/Autocomp.Build.Properties.targets</c> and <c>docs/properties.md</c> are printed from it.</summary>
internal static class BuildPropertyTable
{
    /// <summary>All of them, in the order of the documents.</summary>
    public static ImmutableArray<BuildProperty> All { get; } =
    [
        new("AutocompMode", "--mode", "Auto", Choice, "what the build may do, see the table of modes") { Choices = "Auto|Tune|Locked|Off" },
        new("AutocompTarget", "--target", "", Text, "`gemmini-int8-16x16`, `gemmini-int8-16x16-r2025`, `gemmini-fp32-4x4`, or a JSON file that describes a machine ([targets.md](targets.md))") { DefaultText = "by element type" },
        new("AutocompScheduleDirectory", "", "autocomp", Text, "folder of committed schedules, relative to the project; never compiled into your assembly. Several projects may share one"),
        new("AutocompMemoryState", "--memory-state", "Steady", Choice, "caches when cycles are measured: `Steady` (the kernel ran once before), `Written` (the core has just written the parameters), `Cold`") { Choices = "Steady|Written|Cold" },
        new("AutocompVerify", "--verify", "Quick", Choice, "how a stored schedule is checked on use: `Quick` (two trials, the timed run, the bound), `Full` (everything that a new one goes through)") { Choices = "Quick|Full" },
        new("AutocompReport", "--report", "true", Flag, "the build writes [report.html](report.md); costs full acceptance of every kernel") { When = "'$(AutocompMode)' == 'Tune'", DefaultText = "`true` in mode `Tune`" },
        new("AutocompLockedStrict", "--locked-strict", "", Flag, "in `Locked`, old entries fail too") { DefaultText = "`false`" },
        new("AutocompMaxEvaluations", "--max-evaluations", "400", Number, "most schedules that are tried a kernel when tuning"),
        new("AutocompMaxSeconds", "--max-seconds", "0", Number, "wall-clock cap a kernel when tuning; 0 is none, and keeps results repeatable"),
        new("AutocompMaxSamples", "--max-samples", "", Number, "most requests to models a kernel"),
        new("AutocompMaxTokens", "--max-tokens", "", LongNumber, "most tokens of models a kernel"),
        new("AutocompMaxMoney", "--max-money", "", Money, "most US dollars a kernel, at the prices that ship or those of a file named in `AUTOCOMP_PRICES`; a request that could pass a cap is not made"),
        new("AutocompSeed", "--seed", "1", LongNumber, "seed of every random choice"),
        new("AutocompModel", "--model", "", Text, "language model(s) for tuning: `gpt-5`, `gpt-5*2; o4-mini`, or `command:program` (prompt on its input, reply on its output); without one the built-in proposer searches"),
        new("AutocompModelOnly", "--model-only", "", Flag, "a search with a model starts from the plain schedule, without the built-in search") { DefaultText = "`false`" },
        new("AutocompStrategy", "--strategy", "beam", Choice, "how a search with a model chooses the schedules to go on from; `beam` is the paper's, [bench/README.md](../bench/README.md#strategies) compares them") { Choices = "beam|best-of-n|revision|bandit|mcts|islands" },
        new("AutocompPromptStyle", "--prompt-style", "TwoPhase", Choice, "how a model is asked: `TwoPhase` (a plan, then whole schedules), `SinglePrompt` (both in one reply), `Edits` (a plan, then edits of the schedule)") { Choices = "TwoPhase|SinglePrompt|Edits" },
        new("AutocompSteps", "--steps", "15", Number, "most steps (the paper's phases) of a search with a model"),
        new("AutocompBeamWidth", "--beam-width", "6", Number, "schedules that go on from one step to the next"),
        new("AutocompPlans", "--plans", "6", Number, "plans asked for from each of them"),
        new("AutocompImplementations", "--implementations", "2", Number, "implementations asked for from each plan"),
        new("AutocompSecondChances", "--second-chances", "1", Number, "times that a failed implementation goes back to the model with its failure"),
        new("AutocompEnoughOfPeak", "--enough-of-peak", "0.995", Share, "share of the array's peak at which a search with a model ends"),
        new("AutocompConcurrency", "--concurrency", "8", Number, "requests to a model under way at once"),
        new("AutocompRequestSeconds", "--request-seconds", "300", Number, "time limit of one request to a model"),
        new("AutocompModelEndpoint", "--model-endpoint", "", Text, "base address of a server that speaks the OpenAI protocol") { DefaultText = "the provider's own" },
        new("AutocompSharedSchedules", "--shared-schedules", "", Text, "folders and `https` addresses of schedules that machines share, separated by semicolons ([store.md](store.md#sharing)); never used in `Locked`"),
        new("AutocompShareSchedules", "--share-schedules", "", Flag, "mode `Tune` gives what it finds to them") { DefaultText = "`false`" },
        new("AutocompLlvmPath", "--llvm", "", Text, "the LLVM library, when it is neither beside the worker nor on the system's path as `libLLVM.so.19.1`"),
        new("AutocompContinuousIntegration", "--ci", "true", Flag, "this is a CI machine: `Auto` does not search") { When = "'$(ContinuousIntegrationBuild)' == 'true' or '$(CI)' == 'true' or '$(TF_BUILD)' == 'true'", DefaultText = "from `ContinuousIntegrationBuild`, `CI`, `TF_BUILD`" },
    ];
}
