using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Verification;

/// <summary>What acceptance runs beyond the plan's trials: other layouts and poisons, after other kernels on the same machine, and without the accelerator.</summary>
internal sealed class AcceptanceRuns(EvaluationContext context, TrialRuns runs, KernelRunner runner)
{
    private const int Layouts = 3;
    private const ulong LayoutSeed = 2000;

    /// <summary>Judges the candidate.</summary>
    /// <param name="trials">The plan's trials; the first ones are run again.</param>
    /// <param name="evidence">Gets a sentence for each check that held.</param>
    /// <param name="cancellation">Ends the runs.</param>
    /// <returns>Null, or the stage, reason and, of a fault, line of rejection.</returns>
    public (EvaluationStage Stage, string Message, int? Line)? Check(ImmutableArray<Trial> trials, List<string> evidence, CancellationToken cancellation)
    {
        for (ulong i = 0; i < Layouts; i++)
        {
            Trial trial = trials[(int)(i % (ulong)trials.Length)];
            TrialRun run = runs.RunFresh(trial, new KernelRunOptions { LayoutSeed = LayoutSeed + i, PoisonSeed = ~(LayoutSeed + i) }, cancellation);
            if (Refusal(run, "with other addresses and other contents of unwritten memory") is { } refusal) return refusal;
        }
        evidence.Add(string.Create(CultureInfo.InvariantCulture, $"layout: equal at {Layouts} more layouts with other contents of unwritten memory and local rows"));

        if (AfterPolluter(trials, cancellation) is { } dirty) return dirty;
        evidence.Add("kernel after kernel: equal after another kernel that left configuration, weights, scratchpad and accumulator dirty, and after itself, without reset");
        return WithoutAccelerator(trials[0], evidence, cancellation);
    }

    private (EvaluationStage Stage, string Message, int? Line)? AfterPolluter(ImmutableArray<Trial> trials, CancellationToken cancellation)
    {
        runner.Reset();
        Polluter.For(context.Target).Run(runner, new KernelRunOptions { LayoutSeed = LayoutSeed + 99, PoisonSeed = LayoutSeed }, cancellation);
        foreach (Trial trial in new[] { trials[^1], trials[0] })
        {
            TrialRun run = runs.Run(trial, new KernelRunOptions { LayoutSeed = LayoutSeed + 100 }, cancellation);
            if (Refusal(run, "after another kernel on the same machine without reset") is { } refusal) return refusal;
        }
        return null;
    }

    // A schedule that claims to use the accelerator has to be wrong without it.
    private (EvaluationStage Stage, string Message, int? Line)? WithoutAccelerator(Trial trial, List<string> evidence, CancellationToken cancellation)
    {
        long commands = runs.RunFresh(trial, new KernelRunOptions { LayoutSeed = LayoutSeed }, cancellation).Result.Commands;
        if (commands == 0)
        {
            evidence.Add("host core: no accelerator command is issued");
            return null;
        }
        TrialRun run = runs.RunFresh(trial, new KernelRunOptions { LayoutSeed = LayoutSeed, AcceleratorDisabled = true }, cancellation);
        if (run.Passed) return (EvaluationStage.Values, "gives the same values with the accelerator disabled: its commands do nothing for the result", null);
        evidence.Add("accelerator: with it disabled the values are others");
        return null;
    }

    private static (EvaluationStage Stage, string Message, int? Line)? Refusal(TrialRun run, string when)
    {
        if (run.Passed) return null;
        return run.Fault is { } fault ? (EvaluationStage.Execution, $"{fault} {when}", run.Line) : (EvaluationStage.Values, $"{run.Difference} {when}", null);
    }
}
