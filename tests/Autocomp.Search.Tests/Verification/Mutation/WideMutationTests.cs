using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;
using Autocomp.Workloads;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>Mutants of schedules of every kind that the compiler and the built-in proposer write: products, a convolution, a residual addition, a network, a chain in fp32, loop commands.</summary>
/// <remarks>
/// CI takes a sample with fewer inputs; <c>AUTOCOMP_MUTANTS=all</c> takes all with 1,000, another value those kernels whose name holds it;
/// <c>AUTOCOMP_MUTATION_REPORT</c> names a file for the tables.
/// The committed ones are in docs/mutation.md.
/// </remarks>
public sealed class WideMutationTests
{
    private const int Sample = 5;

    private static readonly string[] s_careful = ["fence", "configuration", "ordering"];

    // The kernels by name, with the number of the proposer's points that are mutated beside the start.
    private static readonly (string Kernel, int Points)[] s_corpus =
    [
        ("Sample.Layers.Dense(k=40, m=16, n=24)", 2),
        ("Sample.Layers.Dense(k=32, m=20, n=32)", 2),
        ("Sample.Layers.Dense(k=16, m=16, n=10)", 1),
        ("Autocomp.Workloads.ResnetConvolution.Condition(channels=18, filters=17, height=5, size=5, stride=1, taps=3)", 2),
        ("Autocomp.Workloads.Resnet.ResidualAdd(", 0),
        ("Autocomp.Workloads.Mlp.Classify(", 0),
        ("Autocomp.Workloads.TinyMpc.Forward(", 1),
    ];

    [Fact]
    public async Task Verifier_MutantsOfEveryKindOfSchedule_KillsThoseThatDiffer()
    {
        string wanted = Environment.GetEnvironmentVariable("AUTOCOMP_MUTANTS") ?? "";
        bool all = wanted.Length > 0;
        int inputs = all ? 1000 : 40;
        SortedDictionary<string, int[]> byKernel = new(StringComparer.Ordinal), byKind = new(StringComparer.Ordinal);
        StringBuilder survivors = new(), equal = new(), refusedEqual = new(), rejections = new();
        int careful = 0, total = 0;
        await foreach (MutationKernel kernel in KernelsAsync(wanted == "all" ? "" : wanted))
        {
            using (kernel)
            {
                using InputJudge judge = new(kernel);
                foreach ((string name, string text) in kernel.Bases)
                {
                    EvaluationResult honest = await kernel.VerifyAsync(text);
                    if (honest.Stage != EvaluationStage.Accepted || judge.Difference(text, inputs) is not null) rejections.Append(CultureInfo.InvariantCulture, $"- {name}: {honest.Stage} {honest.Message} / {judge.Difference(text, inputs)}\n");
                }

                List<Mutant> mutants = [.. kernel.Bases.SelectMany(b => ScheduleMutator.Of(b.Name, b.Text)).DistinctBy(m => m.Text)];
                (total, careful) = (total + mutants.Count, careful + mutants.Count(m => s_careful.Contains(m.Kind)));
                Random random = new(7);
                foreach (Mutant mutant in all ? mutants : [.. mutants.OrderBy(_ => random.Next()).Take(Sample)])
                {
                    string? difference = judge.Difference(mutant.Text, inputs);
                    bool isNoSchedule = difference?.StartsWith("does not compile", StringComparison.Ordinal) == true;
                    EvaluationResult? result = isNoSchedule ? null : await kernel.VerifyAsync(mutant.Text);
                    bool isRejected = result?.Stage != EvaluationStage.Accepted;
                    foreach (int[] row in new[] { Row(byKernel, mutant.Base), Row(byKind, mutant.Kind) })
                    {
                        row[0]++;
                        if (isNoSchedule) row[3]++;
                        else if (difference is not null) (row[1], row[2]) = (row[1] + 1, row[2] + (isRejected ? 1 : 0));
                        else if (isRejected) row[4]++;
                    }

                    if (isNoSchedule) continue;
                    if (difference is null && !isRejected) equal.Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}\n");
                    if (difference is null && isRejected) refusedEqual.Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}: {result!.Stage} {result.Message.Split('\n')[0]}\n");
                    if (difference is not null && !isRejected) survivors.Append(CultureInfo.InvariantCulture, $"- {mutant.Base}, {mutant.Kind}, {mutant.Change}: {difference}\n");
                }
            }
        }

        string tables = Table("schedule", byKernel) + "\n" + Table("kind", byKind);
        if (Environment.GetEnvironmentVariable("AUTOCOMP_MUTATION_REPORT") is { Length: > 0 } path)
            await File.WriteAllTextAsync(path + ".wide", $"{tables}\nSurvivors:\n{survivors}\nHonest but refused:\n{rejections}\nNot seen to differ but refused:\n{refusedEqual}\nNot seen to differ, accepted:\n{equal}", TestContext.Current.CancellationToken);
        rejections.ToString().ShouldBeEmpty();
        if (wanted is "" or "all")
        {
            total.ShouldBeGreaterThan(1000);
            careful.ShouldBeGreaterThan(120);
        }

        (int different, int killed) = (byKind.Sum(r => r.Value[1]), byKind.Sum(r => r.Value[2]));
        different.ShouldBeGreaterThan(0);
        killed.ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(different * 0.99), $"{tables}\n{survivors}");
    }

    private static async IAsyncEnumerable<MutationKernel> KernelsAsync(string wanted)
    {
        string root = typeof(WideMutationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AutocompRoot").Value!;
        // The sample's layers at sizes that a thousand inputs are quick on.
        string sample = await File.ReadAllTextAsync(Path.Combine(root, "sample-project", "Layers.cs"), TestContext.Current.CancellationToken);
        sample = sample.Replace("m=64, n=128, k=784", "m=16, n=24, k=40", StringComparison.Ordinal).Replace("m=64, n=64, k=128", "m=20, n=32, k=32", StringComparison.Ordinal).Replace("m=64, n=10, k=64", "m=16, n=10, k=16", StringComparison.Ordinal);
        WorkloadProject project = WorkloadProject.Load(small: true, TestContext.Current.CancellationToken, sample);
        foreach ((string name, int points) in s_corpus.Where(c => c.Kernel.Contains(wanted, StringComparison.Ordinal)))
        {
            ImmutableArray<AnalyzedKernel> found = [.. project.Kernels.Where(k => k.Info.DisplayName.StartsWith(name, StringComparison.Ordinal))];
            found.ShouldNotBeEmpty($"{name} is not among {string.Join(", ", project.Kernels.Select(k => k.Info.DisplayName))}");
            yield return new MutationKernel(project, found[0], points);
        }
    }

    private static int[] Row(SortedDictionary<string, int[]> rows, string name) => rows.TryGetValue(name, out int[]? row) ? row : rows[name] = new int[5];

    private static string Table(string heading, SortedDictionary<string, int[]> rows) =>
        $"| {heading} | mutants | different | killed | no schedule | not seen to differ, refused |\n|---|---|---|---|---|---|\n"
        + string.Concat(rows.Append(new("all", [.. Enumerable.Range(0, 5).Select(n => rows.Sum(r => r.Value[n]))])).Select(r => string.Create(CultureInfo.InvariantCulture, $"| {r.Key} | {r.Value[0]} | {r.Value[1]} | {r.Value[2]} | {r.Value[3]} | {r.Value[4]} |\n")));
}
