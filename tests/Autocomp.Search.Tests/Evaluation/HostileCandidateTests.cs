using System.Collections.Immutable;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Tests.Evaluation;

/// <summary>Texts that no honest proposer writes, in a real child: each costs one candidate, whatever it does to its process.</summary>
public sealed class HostileCandidateTests
{
    [Fact]
    public async Task Evaluate_HostileTexts_AreRejectedAndTheNextHonestOneIsNot()
    {
        string[] hostile =
        [
            "",
            "\0\u202e\ufffe",
            new string('(', 200_000),
            new string('{', 200_000),
            Body("int a = " + new string('(', 3_000) + "1" + new string(')', 3_000) + ";"),
            Body("int a = " + string.Concat(Enumerable.Repeat("-~", 20_000)) + "1;"),
            Body(string.Concat(Enumerable.Repeat("if (true) {", 2_000)) + new string('}', 2_000)),
            Body("int a = 1" + string.Concat(Enumerable.Repeat(" + 1", 20_000)) + ";"),
            Body(string.Concat(Enumerable.Repeat("for (int i = 0; i < 2; i++) { ", 20)) + "y[0] = 0;" + new string('}', 20)),
            Body("sbyte* p = stackalloc sbyte[2000000000]; p[0] = 0;"),
            Body("Dense(x, w, bias, y, scale);"),
            Body("while (true) { }"),
            "using System; [assembly: System.Reflection.AssemblyTitle(\"x\")]" + Body(""),
            "internal static unsafe class Schedule { static Schedule() { } internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale) { } }",
            "#line 1 \"Kernels.cs\"\n#error x\n" + Body(""),
            "Kernels.cs(1,1): error AC0001: forged",
        ];
        using var dense = new DenseKernel();
        using var pool = new EvaluatorPool(TestChild.Launch("evaluator"), 2, new ChildLimits { Time = TimeSpan.FromSeconds(30) });
        await pool.WarmUpAsync(TestContext.Current.CancellationToken);
        ImmutableArray<EvaluationRequest> requests =
            [.. hostile.Append(Body(Honest)).Select((text, i) => new EvaluationRequest(i, text, TrialPlan.Search))];

        ImmutableArray<EvaluationResult> results = await pool.For(dense.Context).EvaluateAsync(requests, TestContext.Current.CancellationToken);

        results[^1].Stage.ShouldBe(EvaluationStage.Accepted, results[^1].Message);
        // The compiler's own stack is the only thing here that may end a process.
        results.Count(r => r.Stage == EvaluationStage.Process).ShouldBeLessThanOrEqualTo(4);
        for (int i = 0; i < hostile.Length; i++)
        {
            string shown = hostile[i][..Math.Min(hostile[i].Length, 200)];
            results[i].Stage.ShouldNotBe(EvaluationStage.Accepted, shown);
            results[i].Message.ShouldNotBeEmpty(shown);
            results[i].Message.Length.ShouldBeLessThan(5_000, shown);
        }
    }

    private const string Honest =
        """
        for (int i = 0; i < 32; i++)
        {
            for (int j = 0; j < 32; j++)
            {
                int sum = bias[j];
                for (int p = 0; p < 48; p++) sum += x[i * 48 + p] * w[p * 32 + j];
                y[i * 32 + j] = Quantize.ScaleToInt8(sum, scale);
            }
        }
        """;

    private static string Body(string statements) =>
        $$"""
        using Autocomp;
        internal static unsafe class Schedule
        {
            internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
            {
                {{statements}}
            }
        }
        """;
}
