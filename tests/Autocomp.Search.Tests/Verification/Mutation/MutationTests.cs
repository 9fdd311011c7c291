using System.Globalization;
using System.Text;
using Autocomp.Backend.Lift;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Proposer;
using Autocomp.Workloads;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>How many wrong schedules the verifier lets through: single changes of correct ones, judged by something that is not the verifier.</summary>
/// <remarks>CI takes a sample; <c>AUTOCOMP_MUTANTS=all</c> takes all, <c>AUTOCOMP_MUTATION_REPORT</c> names a file for the table and the survivors.</remarks>
public sealed class MutationTests : IDisposable
{
    private const int Sample = 70;
    private static readonly string[] s_careful = ["fence", "configuration", "ordering"];

    private readonly DenseKernel _dense = new();

    public void Dispose() => _dense.Dispose();

    [Fact]
    public async Task Verifier_MutantsOfCorrectSchedules_KillsThoseThatDiffer()
    {
        bool all = Environment.GetEnvironmentVariable("AUTOCOMP_MUTANTS") == "all";
        List<Mutant> mutants = [.. Bases(_dense).SelectMany(b => ScheduleMutator.Of(b.Name, b.Text)).DistinctBy(m => m.Text)];
        mutants.Count.ShouldBeGreaterThan(500);
        mutants.Count(m => s_careful.Contains(m.Kind)).ShouldBeGreaterThan(60);
        var random = new Random(4);
        if (!all) mutants = [.. mutants.OrderBy(_ => random.Next()).Take(Sample)];

        var rows = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        var survivors = new StringBuilder();
        var refusedEqual = new StringBuilder();
        int different = 0, killed = 0;
        foreach (Mutant mutant in mutants)
        {
            int[] row = rows.TryGetValue(mutant.Kind, out int[]? known) ? known : rows[mutant.Kind] = new int[4];
            string? difference = MutationJudge.Difference(mutant.Text);
            row[0]++;
            if (difference?.StartsWith("does not compile", StringComparison.Ordinal) == true)
            {
                row[3]++;
                continue;
            }

            EvaluationResult result = await _dense.EvaluateAsync(mutant.Text);
            bool rejected = result.Stage != EvaluationStage.Accepted;
            if (difference is null)
            {
                if (rejected) refusedEqual.Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}: {result.Stage} {result.Message.Split('\n')[0]}\n");
                continue;
            }

            different++;
            row[1]++;
            if (rejected)
            {
                killed++;
                row[2]++;
            }
            else survivors.Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}: {difference}\n");
        }

        string table = "| kind | mutants | different | killed | not C# |\n|---|---|---|---|---|\n"
            + string.Concat(rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"| {r.Key} | {r.Value[0]} | {r.Value[1]} | {r.Value[2]} | {r.Value[3]} |\n")))
            + string.Create(CultureInfo.InvariantCulture, $"| all | {mutants.Count} | {different} | {killed} | {rows.Sum(r => r.Value[3])} |\n");
        if (Environment.GetEnvironmentVariable("AUTOCOMP_MUTATION_REPORT") is { Length: > 0 } path)
            await File.WriteAllTextAsync(path, $"{table}\nSurvivors:\n{survivors}\nEqual but refused:\n{refusedEqual}", TestContext.Current.CancellationToken);
        different.ShouldBeGreaterThan(mutants.Count / 3);
        killed.ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(different * 0.99), $"{table}\n{survivors}");
    }

    [Fact]
    public async Task Verifier_CorrectSchedules_AreAcceptedAndTheJudgeAgrees()
    {
        foreach ((string name, string text) in Bases(_dense))
        {
            MutationJudge.Difference(text).ShouldBeNull(name);
            (await _dense.EvaluateAsync(text)).Message.ShouldBe("", name);
        }
    }

    /// <summary>The two judges have nothing in common: one knows the hardware's text and legal orders, the other inputs in bulk.</summary>
    [Fact]
    public async Task Judges_OfEachOther_FindNoAcceptedMutantThatDiffers()
    {
        const string Method =
            """
            using Autocomp;
            namespace Mutation;
            public static class Layers
            {
                [Kernel]
                public static void Dense([Shape("32, 48")] ReadOnlySpan<sbyte> x, [Shape("48, 32")] ReadOnlySpan<sbyte> w, [Shape("32")] ReadOnlySpan<int> bias, [Output, Shape("32, 32")] Span<sbyte> y, [ValueRange(0, 1)] float scale)
                {
                    for (int i = 0; i < 32; i++)
                    {
                        for (int j = 0; j < 32; j++)
                        {
                            int sum = bias[j];
                            for (int p = 0; p < 48; p++) sum += x[i * 48 + p] * w[p * 32 + j];
                            y[i * 32 + j] = Quantize.ScaleToInt8(sum, scale);
                        }
                    }
                }
            }
            """;
        bool all = Environment.GetEnvironmentVariable("AUTOCOMP_MUTANTS") == "all";
        WorkloadProject project = WorkloadProject.Load(small: true, TestContext.Current.CancellationToken, Method);
        using MutationKernel kernel = new(project, project.Kernels.Single(k => k.Info.DisplayName.StartsWith("Mutation.", StringComparison.Ordinal)), 0);
        using InputJudge inputs = new(kernel);
        List<Mutant> mutants = [.. Bases(_dense).SelectMany(b => ScheduleMutator.Of(b.Name, b.Text)).DistinctBy(m => m.Text)];
        Random random = new(5);
        int both = 0, neither = 0;
        StringBuilder onlyModel = new(), onlyInputs = new(), accepted = new();
        foreach (Mutant mutant in all ? mutants : [.. mutants.OrderBy(_ => random.Next()).Take(12)])
        {
            string? byInputs = inputs.Difference(mutant.Text, all ? 1000 : 40);
            if (byInputs?.StartsWith("does not compile", StringComparison.Ordinal) == true) continue;
            string? byModel = MutationJudge.Difference(mutant.Text);
            if (byModel is null && byInputs is null) neither++;
            else if (byModel is not null && byInputs is not null) both++;
            else (byModel is not null ? onlyModel : onlyInputs).Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}: {byModel ?? byInputs}\n");
            if (byInputs is not null && (await _dense.EvaluateAsync(mutant.Text)).Stage == EvaluationStage.Accepted) accepted.Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}: {byInputs}\n");
        }

        if (Environment.GetEnvironmentVariable("AUTOCOMP_MUTATION_REPORT") is { Length: > 0 } path)
            await File.WriteAllTextAsync(path + ".judges", $"both: {both}\nneither: {neither}\n\nOnly the model:\n{onlyModel}\nOnly inputs:\n{onlyInputs}\nAccepted though inputs differ:\n{accepted}", TestContext.Current.CancellationToken);
        accepted.ToString().ShouldBeEmpty();
        both.ShouldBeGreaterThan(0);
    }

    internal static IEnumerable<(string Name, string Text)> Bases(DenseKernel dense)
    {
        var shape = new GemmShape(dense.Kernel, (TensorOperation.MatrixProduct)dense.Operation, dense.Context.Target);
        GemmParameters plain = new(StationaryOperand.B, 1, 1, 1, false, false, false, false, false, false, false, false);
        GemmParameters[] points =
        [
            plain,
            plain with { TileRows = 2, TileColumns = 2, TileDepth = 3, WideLoads = true, WideStores = true },
            plain with { DoubleBuffer = true, SpreadBanks = true },
            plain with { PingPong = true, TileColumns = 2, WideStores = true },
            plain with { Stationary = StationaryOperand.A, Resident = true, DoubleBuffer = true, LateLoads = true, TileDepth = 3 },
            plain with { ReuseWeights = true, TileRows = 2, PingPong = true, DoubleBuffer = true, WideLoads = true },
        ];
        return points.Select((p, n) => (string.Create(CultureInfo.InvariantCulture, $"point {n}"), GemmScheduleWriter.TryWrite(shape, p)!));
    }
}
