using System.Globalization;
using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Proposer;
using Autocomp.Search.Strategies;

namespace Autocomp.Bench;

/// <summary>Measurements of convolutions.</summary>
internal static class ConvolutionBench
{
    /// <summary>Cycles of the starting schedules, memory without added latency, as in the published tables.</summary>
    public static int Starts(string[] shapes)
    {
        TargetDescription target = Target(0);
        foreach (ConvolutionWorkload workload in Chosen(shapes))
        {
            var kernel = workload.Kernel;
            string text = ScheduleLowering.Lower(workload.Operation(kernel), kernel, target);
            if (shapes.Contains("text")) Console.WriteLine(text);
            using var evaluator = new DirectEvaluator(workload.Data(), kernel, target);
            EvaluationResult result = evaluator.Evaluate(new(0, text, TrialPlan.Search, MemoryState.Cold), false, out _);
            Console.WriteLine($"{workload.Name} {result.Stage} {result.Message} {result.Cycles}");
        }

        return 0;
    }

    /// <summary>The built-in search on each shape, memory without added latency, second run in a row, without loop commands. Code 1 when a published program is faster.</summary>
    public static async Task<int> SearchAsync(string[] shapes, int most)
    {
        TargetDescription target = Target(0);
        var baselines = Baselines.Load();
        int missed = 0;
        Console.WriteLine("| shape | start | built-in search | of peak | Exo expert | vendor's loop program | evaluations (until 95 % of the final speed) | plan |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (ConvolutionWorkload workload in Chosen(shapes))
        {
            var kernel = workload.Kernel;
            var operation = workload.Operation(kernel);
            using var evaluator = new DirectEvaluator(workload.Data(), kernel, target);
            SearchOutcome outcome = await new BuiltInSearch().SearchAsync(
                new(kernel, operation, target, [ScheduleLowering.Lower(operation, kernel, target)], evaluator, most, MemoryState.Steady, 1, null), CancellationToken.None);
            long ideal = new ConvShape(kernel, operation, target).IdealCycles;
            if (outcome.Best is not { } best)
            {
                Console.WriteLine($"| {workload.Name} | none | | | | | {outcome.Evaluations} | {outcome.Candidates.FirstOrDefault()?.Result.Message} |");
                missed++;
                continue;
            }

            long? expert = baselines.Steady(workload.BaselineShape, "exoo", 0), vendor = baselines.Steady(workload.BaselineShape, "vfsm", 0);
            missed += best.Result.Cycles > Math.Min(expert ?? long.MaxValue, vendor ?? long.MaxValue) ? 1 : 0;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {workload.Name} | {outcome.Candidates[0].Result.Cycles:N0} | {best.Result.Cycles:N0} | {100.0 * ideal / best.Result.Cycles:F1} % | {expert:N0} | {vendor:N0} | {outcome.Evaluations} ({Curve.NearlyDone(outcome.Candidates)}) | {best.Plan} ({outcome.StoppedBecause}) |"));
        }

        return missed == 0 ? 0 : 1;
    }

    private static TargetDescription Target(int latency) => TargetPresets.Int8 with { Timing = TargetPresets.Int8.Timing with { MemoryExtraLatency = latency } };

    /// <summary>One point of the built-in space: cycles and causes; <c>text</c> prints the schedule.</summary>
    public static int Point(string shape, int blocks, int rows, int images, string[] options)
    {
        ConvolutionWorkload workload = ConvolutionWorkload.Parse(shape);
        TargetDescription target = Target(options.Contains("55") ? 55 : 0);
        var kernel = workload.Kernel;
        var conv = new ConvShape(kernel, workload.Operation(kernel), target);
        var parameters = new ConvParameters(blocks, rows, images, !options.Contains("nodouble"), !options.Contains("nopingpong"), !options.Contains("packed"));
        if (ConvScheduleWriter.TryWrite(conv, parameters) is not { } text)
        {
            Console.WriteLine("does not fit");
            return 1;
        }

        if (options.Contains("text")) Console.WriteLine(text);
        using var evaluator = new DirectEvaluator(workload.Data(), kernel, target);
        EvaluationResult result = evaluator.Evaluate(new(0, text, TrialPlan.Search), options.Contains("asm"), out string assembly);
        if (options.Contains("asm")) Console.WriteLine(assembly);
        Console.WriteLine($"{result.Stage} {result.Message} {result.Cycles} cycles, {100.0 * conv.IdealCycles / Math.Max(1, result.Cycles):F1} % of peak; estimate {ConvCostModel.Estimate(conv, parameters):F0}");
        if (result.Profile is { } profile)
        {
            foreach ((string cause, long cycles) in profile.Causes.OrderByDescending(c => c.Value).Where(c => c.Value > 0)) Console.WriteLine($"  {cause,-40} {cycles,10}");
        }

        return 0;
    }

    /// <summary>The ranking of the built-in space.</summary>
    public static int Rank(string shape)
    {
        ConvolutionWorkload workload = ConvolutionWorkload.Parse(shape);
        var conv = new ConvShape(workload.Kernel, workload.Operation(workload.Kernel), TargetPresets.Int8);
        foreach (ConvParameters point in new ConvSpace(conv).Ranked().Take(12)) Console.WriteLine($"{ConvCostModel.Estimate(conv, point):F0} {point}");
        return 0;
    }

    public static IEnumerable<ConvolutionWorkload> Chosen(string[] shapes)
    {
        string[] named = [.. shapes.Where(shape => shape.Contains('x', StringComparison.Ordinal) && char.IsAsciiDigit(shape[0]))];
        return named.Length == 0 ? ConvolutionWorkload.Published : named.Select(ConvolutionWorkload.Parse);
    }
}
