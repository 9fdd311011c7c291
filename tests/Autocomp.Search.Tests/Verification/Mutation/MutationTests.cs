using System.Globalization;
using System.Text;
using Autocomp.Backend.Lift;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Proposer;

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
        List<Mutant> mutants = [.. Bases().SelectMany(b => ScheduleMutator.Of(b.Name, b.Text)).DistinctBy(m => m.Text)];
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
        foreach ((string name, string text) in Bases())
        {
            MutationJudge.Difference(text).ShouldBeNull(name);
            (await _dense.EvaluateAsync(text)).Message.ShouldBe("", name);
        }
    }

    private IEnumerable<(string Name, string Text)> Bases()
    {
        var shape = new GemmShape(_dense.Kernel, (TensorOperation.MatrixProduct)_dense.Operation, _dense.Context.Target);
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
