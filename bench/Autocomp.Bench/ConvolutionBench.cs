using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;

namespace Autocomp.Bench;

/// <summary>Measurements of convolutions.</summary>
internal static class ConvolutionBench
{
    /// <summary>Cycles of the starting schedules, memory without added latency, as in the published tables.</summary>
    public static int Starts(string[] shapes)
    {
        TargetDescription target = TargetPresets.Int8 with { Timing = TargetPresets.Int8.Timing with { MemoryExtraLatency = 0 } };
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

    public static IEnumerable<ConvolutionWorkload> Chosen(string[] shapes)
    {
        string[] named = [.. shapes.Where(shape => shape.Contains('x', StringComparison.Ordinal) && char.IsAsciiDigit(shape[0]))];
        return named.Length == 0 ? ConvolutionWorkload.Published : named.Select(ConvolutionWorkload.Parse);
    }
}
