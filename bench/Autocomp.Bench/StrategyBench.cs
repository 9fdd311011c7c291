using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Proposer;
using Autocomp.Search.Strategies;

namespace Autocomp.Bench;

/// <summary>Strategies at equal budget with the stand-in for a model, and the reuse of a recipe for a similar operation.</summary>
internal static class StrategyBench
{
    private const int Seeds = 11;
    private const string Header = "name\tsamples\tmedian\tlower quartile\tupper quartile\tbest\tworst";

    private static readonly TargetDescription s_target = TargetPresets.Int8;

    /// <summary>The pairs of the paper: recipe from, used for.</summary>
    private static readonly (string From, string To)[] s_pairs = [("1024x1024x1024", "512x512x512"), ("12544x256x64", "12544x128x64")];

    /// <summary>Ways of the built-in search; none ends early here.</summary>
    private static readonly (string Name, BuiltInSearchOptions Options)[] s_builtIn =
    [
        ("built-in", new()),
        ("built-in as revision", new() { FirstPoints = 1, BeamWidth = 1, MovesPerPoint = 1 }),
        ("built-in as revision, 4 moves", new() { BeamWidth = 1 }),
    ];

    /// <summary>Compares all strategies on small shapes: <c>strategies [--samples N] [--output folder] [shapes…]</c>.</summary>
    public static async Task<int> CompareAsync(string[] arguments)
    {
        (int samples, string output, string[] shapes) = Read(arguments, 100);
        foreach (string shape in shapes.Length == 0 ? ["128x128x128", "64x256x64"] : shapes)
        {
            using var bench = new Bench(shape, output);
            var curves = new List<Curve>();
            foreach (string policy in SelectionPolicies.Names)
            {
                var runs = ImmutableArray.CreateBuilder<ImmutableArray<long>>();
                for (ulong seed = 1; seed <= Seeds; seed++) runs.Add(Curve.Of((await bench.RunAsync(() => SelectionPolicies.Create(policy), seed, samples).ConfigureAwait(false)).Candidates, samples));
                curves.Add(new(policy, runs.ToImmutable()));
            }

            // The space's own closed form instead of a model: no failures, no chance. As it is by default, and as revision, which wins above.
            foreach ((string name, BuiltInSearchOptions options) in s_builtIn)
            {
                ImmutableArray<long> run = Curve.Of((await bench.RunBuiltInAsync(options, samples).ConfigureAwait(false)).Candidates, samples);
                curves.Add(new(name, [.. Enumerable.Repeat(run, Seeds)]));
            }

            Publish($"strategies-{shape}", $"{shape}: cycles of the best schedule, median and middle half of {Seeds} seeds", curves, bench.Ideal, output);
            Console.WriteLine($"| {shape} (ideal {bench.Ideal}) | at 25 | at 50 | at {samples} | worst at {samples} |\n|---|---|---|---|---|");
            foreach (Curve c in curves) Console.WriteLine($"| {c.Name} | {c.Median(Math.Min(25, samples))} | {c.Median(Math.Min(50, samples))} | {c.Median(samples)} | {c.Quantile(samples, 1)} |");
        }

        return 0;
    }

    /// <summary>Measures reuse: <c>reuse [--samples N] [--output folder] [from:to …]</c>.</summary>
    public static async Task<int> ReuseAsync(string[] arguments)
    {
        (int samples, string output, string[] named) = Read(arguments, 100);
        bool holds = true;
        foreach ((string from, string to) in named.Length == 0 ? s_pairs : [.. named.Select(n => n.Split(':')).Select(n => (n[0], n[1]))])
        {
            Recipe recipe;
            using (var teacher = new Bench(from, output))
            {
                SearchOutcome taught = await teacher.RunAsync(() => new BeamPolicy(), 1, 3 * samples).ConfigureAwait(false);
                recipe = Recipe.Of(taught.Candidates, taught.Best!);
                Console.WriteLine($"{from}: {taught.Best!.Result.Cycles} cycles after {3 * samples} samples ({Share(teacher.Ideal, taught.Best.Result.Cycles)} of peak); recipe: {string.Join(", ", recipe.Options)}");
            }

            using var bench = new Bench(to, output);
            Curve without = await CurveAsync("without reuse", () => new BeamPolicy()).ConfigureAwait(false);
            Curve with = await CurveAsync("with reuse", () => new RecipePolicy(recipe, new BeamPolicy())).ConfigureAwait(false);
            Publish($"reuse-{to}-from-{from}", $"{to} with the recipe of {from}: median and middle half of {Seeds} seeds", [without, with], bench.Ideal, output);
            long bar = without.Median(samples);
            int reached = Enumerable.Range(0, samples + 1).FirstOrDefault(n => with.Median(n) <= bar, -1);
            holds &= reached is >= 0 and <= 50;
            Console.WriteLine($"{to}: without reuse at {samples} samples {bar} cycles ({Share(bench.Ideal, bar)} of peak); with reuse at 50 {with.Median(Math.Min(50, samples))}, at {samples} {with.Median(samples)}; the former is reached with reuse after {reached} samples.");

            async Task<Curve> CurveAsync(string name, Func<ISelectionPolicy> policy)
            {
                var runs = ImmutableArray.CreateBuilder<ImmutableArray<long>>();
                for (ulong seed = 1; seed <= Seeds; seed++) runs.Add(Curve.Of((await bench.RunAsync(policy, seed, samples).ConfigureAwait(false)).Candidates, samples));
                return new(name, runs.ToImmutable());
            }
        }

        return holds ? 0 : 1;
    }

    private static void Publish(string name, string title, IReadOnlyList<Curve> curves, long ideal, string output)
    {
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, name + ".tsv"), string.Join('\n', curves.SelectMany(c => c.Lines()).Prepend(Header)) + "\n");
        File.WriteAllText(Path.Combine(output, name + ".svg"), CurveChart.Draw(title, curves, ideal));
    }

    private static string Share(long ideal, long cycles) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * ideal / cycles:F1} %");

    private static (int Samples, string Output, string[] Named) Read(string[] arguments, int samples)
    {
        string output = Path.Combine("bench", "results");
        var rest = new List<string>();
        for (int n = 0; n < arguments.Length; n++)
        {
            if (arguments[n] == "--samples") samples = int.Parse(arguments[++n], CultureInfo.InvariantCulture);
            else if (arguments[n] == "--output") output = arguments[++n];
            else rest.Add(arguments[n]);
        }

        return (samples, output, [.. rest]);
    }

    /// <summary>One shape with its evaluator.</summary>
    private sealed class Bench : IDisposable
    {
        private readonly GemmWorkload workload;
        private readonly Autocomp.Frontend.Kernels.KernelInfo kernel;
        private readonly GemmSpace space;
        private readonly DirectEvaluator direct;
        private readonly CachingEvaluator cached;

        public Bench(string shape, string output)
        {
            workload = GemmWorkload.Parse(shape);
            kernel = workload.Kernel;
            // Without loop commands: one move to them would end most searches.
            space = new(new GemmShape(kernel, workload.Operation(kernel), s_target), loopCommands: false);
            direct = new(workload.Data(), kernel, s_target);
            cached = new(direct, Path.Combine(output, "cache"), shape, s_target.Timing.MemoryExtraLatency);
        }

        public long Ideal => space.IdealCycles;

        public Task<SearchOutcome> RunAsync(Func<ISelectionPolicy> policy, ulong seed, int samples)
        {
            // Room for every sample, so that only the samples count; no early end. Cold runs take half the time of steady ones.
            var options = new BeamSearchOptions { Iterations = samples, BarrenSteps = samples, Patience = 0, EnoughOfPeak = 1.01 };
            var problem = new SearchProblem(kernel, workload.Operation(kernel), s_target, [FallibleProposer.Start(space)], cached, 2 * samples + 10, MemoryState.Cold, seed, null);
            var search = new ProposingSearch(policy, (_, ledger) => new FallibleProposer(ledger, space, new(), seed, samples), options);
            return search.SearchAsync(problem, CancellationToken.None);
        }

        /// <summary>The built-in search from the same start; each evaluation counts as a sample.</summary>
        public Task<SearchOutcome> RunBuiltInAsync(BuiltInSearchOptions options, int samples)
        {
            var problem = new SearchProblem(kernel, workload.Operation(kernel), s_target, [FallibleProposer.Start(space)], cached, samples + 4, MemoryState.Cold, 1, null);
            return new BuiltInSearch(options with { LoopCommands = false, Patience = samples, EnoughOfPeak = 1.01 }).SearchAsync(problem, CancellationToken.None);
        }

        public void Dispose() => direct.Dispose();
    }
}
