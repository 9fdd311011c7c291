using System.Diagnostics;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Proposer;
using Autocomp.Search.Strategies;

namespace Autocomp.Bench;

/// <summary>The built-in search on matrix products, without and with loop commands, beside published programs at the same memory latency.</summary>
internal static class GemmBench
{
    /// <summary>Runs the search on each shape twice and prints the comparison.</summary>
    /// <param name="arguments">Shapes, <c>--evaluations N</c>, <c>--latency N</c>.</param>
    /// <returns>0 when every measured bar is met, otherwise 1.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int most = Number(arguments, "--evaluations", 60);
        int latency = Number(arguments, "--latency", 0);
        string[] shapes = [.. arguments.Where(a => a.Contains('x', StringComparison.Ordinal) && char.IsAsciiDigit(a[0]))];
        TargetDescription target = TargetPresets.Int8 with { Timing = TargetPresets.Int8.Timing with { MemoryExtraLatency = latency } };
        Baselines baselines = Baselines.Load();
        Console.WriteLine($"Memory latency {latency}, memory state steady, at most {most} evaluations. Published programs: cycles of the RTL; the search: cycles of the emulator.");
        Console.WriteLine("| shape | commands | of peak | Exo expert | ratio | with loop commands | of peak | vendor's loop program | ratio | evaluations (until 95 % of the final speed) | seconds | plans |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var expert = new List<double>();
        bool missed = false;
        foreach (GemmWorkload workload in shapes.Length == 0 ? GemmWorkload.Published : [.. shapes.Select(GemmWorkload.Parse)])
        {
            var watch = Stopwatch.StartNew();
            var kernel = workload.Kernel;
            long ideal = new GemmShape(kernel, workload.Operation(kernel), target).IdealCycles;
            using var evaluator = new DirectEvaluator(workload.Data(), kernel, target);
            (long commands, string plan, string spent) = await SearchAsync(false).ConfigureAwait(false);
            (long loops, string loopPlan, string more) = await SearchAsync(true).ConfigureAwait(false);
            long? exo = baselines.Steady(workload.Name, "exoo", latency), vendor = baselines.Steady(workload.Name, "vfsm", latency);
            if (exo is { } e) expert.Add((double)commands / e);
            missed |= commands > (exo ?? long.MaxValue) || loops > (vendor ?? long.MaxValue);
            Console.WriteLine($"| {workload.Name} | {commands} | {Share(ideal, commands)} | {exo} | {Ratio(commands, exo)} | {loops} | {Share(ideal, loops)} | {vendor} | {Ratio(loops, vendor)} | {spent} + {more} | {watch.Elapsed.TotalSeconds:F0} | {plan}; {(loopPlan == plan ? "the same" : loopPlan)} |");

            async Task<(long, string, string)> SearchAsync(bool loopCommands)
            {
                SearchOutcome outcome = await new BuiltInSearch(new() { LoopCommands = loopCommands }).SearchAsync(
                    new(kernel, workload.Operation(kernel), target, [], evaluator, most, MemoryState.Steady, 1, null), CancellationToken.None).ConfigureAwait(false);
                return outcome.Best is { } best
                    ? (best.Result.Cycles, best.Plan, string.Create(CultureInfo.InvariantCulture, $"{outcome.Evaluations} ({Curve.NearlyDone(outcome.Candidates)})"))
                    : throw new InvalidOperationException($"{workload.Name}: {outcome.Candidates.FirstOrDefault()?.Result.Message}");
            }
        }

        if (expert.Count > 0)
        {
            double mean = Math.Exp(expert.Average(Math.Log));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Geometric mean against Exo expert: {mean:F3} (bar 1/1.2 = 0.833). {(missed || mean > 1 / 1.2 ? "A bar is missed." : "Every bar holds.")}"));
            missed |= mean > 1 / 1.2;
        }

        return missed ? 1 : 0;
    }

    private static string Share(long ideal, long cycles) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * ideal / cycles:F1} %");

    private static string Ratio(long cycles, long? baseline) => baseline is { } b ? ((double)cycles / b).ToString("F3", CultureInfo.InvariantCulture) : "";

    private static int Number(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
