using System.Collections.Immutable;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Tests.Verification.Symbolic;

/// <summary>The symbolic check proves schedules that are right and finds every single mistake in the sums of one that is not.</summary>
public sealed class SymbolicCheckTests : IDisposable
{
    public const string DenseMethod =
        """
        [Kernel]
        public static void Dense([Shape("32, 48")] ReadOnlySpan<sbyte> x, [Shape("48, 32")] ReadOnlySpan<sbyte> w, [Shape("32")] ReadOnlySpan<int> bias, [Output, Shape("32, 32")] Span<sbyte> y, [ValueRange(0, 1)] float scale)
        {
            for (int i = 0; i < 32; i++)
                for (int j = 0; j < 32; j++)
                {
                    int sum = bias[j];
                    for (int k = 0; k < 48; k++) sum += x[i * 48 + k] * w[k * 32 + j];
                    y[i * 32 + j] = Quantize.ScaleToInt8(sum, scale);
                }
        }
        """;

    private const string Tiles =
        """
        using Autocomp;
        internal static unsafe class Schedule
        {
            internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
            {
                Gemmini.ConfigEx(Dataflow.WeightStationary);
                Gemmini.ConfigSt(32, scale);
                Gemmini.ConfigLd(0, 48);
                Gemmini.ConfigLd(1, 32);
                Gemmini.ConfigLd(2, 0);
                for (int i = 0; i < 32; i += 16)
                {
                    for (int j = 0; j < 32; j += 16)
                    {
                        Gemmini.Mvin3(bias + j, 0x80000000u, 16, 16);
                        for (int k = 0; k < 48; k += 16)
                        {
                            Gemmini.Mvin(x + i * 48 + k, 0u, 16, 16);
                            Gemmini.Mvin2(w + k * 32 + j, 16u, 16, 16);
                            Gemmini.Preload(16u, 0xC0000000u, 16, 16, 16, 16);
                            Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);
                        }
                        Gemmini.Mvout(y + i * 32 + j, 0x80000000u, 16, 16);
                    }
                }
                Gemmini.Fence();
            }
        }
        """;

    private readonly ProofCase _dense = ProofCase.Of(DenseMethod);

    public void Dispose() => _dense.Dispose();

    [Fact]
    public void Check_RightSchedules_AreProvedAtAnyPoint()
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            _dense.Check(Tiles, seed).ShouldStartWith("proved: for all inputs each of 1024 results");
            _dense.Check(_dense.Start, seed).ShouldStartWith(ProofRun.Proved);
        }
    }

    /// <summary>Each is a single change of the linear part. All of them run without a fault.</summary>
    [Theory]
    [InlineData("k < 48; k += 16", "k < 32; k += 16", "the last tile of k is left out")]
    [InlineData("Gemmini.Preload(16u, 0xC0000000u", "Gemmini.Preload(16u, 0x80000000u", "overwrites where it should accumulate")]
    [InlineData("Gemmini.Mvin3(bias + j, 0x80000000u", "Gemmini.Mvin3(bias + i, 0x80000000u", "the bias of other columns")]
    [InlineData("Gemmini.Mvin3(bias + j, 0x80000000u, 16, 16);", "Gemmini.Mvin3(null, 0x80000000u, 16, 16);", "no bias")]
    [InlineData("Gemmini.ConfigLd(0, 48);", "Gemmini.ConfigLd(0, 32);", "rows at another distance")]
    [InlineData("x + i * 48 + k, 0u", "x + (16 - i) * 48 + k, 0u", "other rows")]
    [InlineData("w + k * 32 + j, 16u", "w + j * 32 + k % 32, 16u", "other weights")]
    [InlineData("Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu", "Gemmini.ComputePreloaded(0u, 0u", "an element added beside the product")]
    [InlineData("Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16", "Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 15, 16", "one position of k is left out of each tile")]
    [InlineData("Gemmini.Preload(16u, 0xC0000000u, 16, 16, 16, 16);", "Gemmini.Preload(0u, 0xC0000000u, 16, 16, 16, 16);", "the input in the place of the weights")]
    [InlineData("Gemmini.Mvout(y + i * 32 + j", "Gemmini.Mvout(y + j * 32 + i", "tiles of the result swapped")]
    [InlineData("Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);", "Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);\nGemmini.Preload(0xFFFFFFFFu, 0xC0000000u, 16, 16, 16, 16);\nGemmini.ComputeAccumulated(0u, 0xFFFFFFFFu, 16, 16, 16, 16);", "each product twice")]
    [InlineData("Gemmini.ConfigEx(Dataflow.WeightStationary);", "Gemmini.ConfigEx(Dataflow.WeightStationary, transposeA: true);", "A transposed")]
    [InlineData("Gemmini.ConfigEx(Dataflow.WeightStationary);", "Gemmini.ConfigEx(Dataflow.WeightStationary, transposeB: true);", "B transposed")]
    public void Check_OneMistakeInTheSums_IsFound(string right, string wrong, string what)
    {
        Tiles.ShouldContain(right);

        _dense.Check(Tiles.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain("is not the right combination of the inputs", customMessage: what);
    }

    [Fact]
    public void Check_OnePositionOfKLeftOutOnce_IsFound()
    {
        // One of 49,152 products is missing: whoever draws small inputs and scales them down may never see it.
        string wrong = Tiles.Replace(
            "Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);",
            """
            if (i + j + k > 0)
            {
                Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);
            }
            else
            {
                Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 15, 16, 16);
                Gemmini.Preload(0xFFFFFFFFu, 0xC000000Fu, 16, 16, 16, 1);
                Gemmini.ComputeAccumulated(15u, 0xFFFFFFFFu, 15, 1, 16, 16);
            }
            """,
            StringComparison.Ordinal);

        _dense.Check(wrong).ShouldContain("element 480 of 'y' is not the right combination of the inputs");
    }

    [Theory]
    [InlineData("Gemmini.ConfigSt(32, scale);", "Gemmini.ConfigSt(32, scale, activation: Activation.Relu);")]
    [InlineData("Gemmini.ConfigSt(32, scale);", "Gemmini.ConfigSt(32, scale * 1.01f);")]
    [InlineData("Gemmini.ConfigSt(32, scale);", "float s = scale; Gemmini.ConfigSt(32, -s);")]
    public void Check_AnotherFunctionBehindTheSums_IsNotProved(string right, string wrong)
    {
        Tiles.ShouldContain(right);

        _dense.Check(Tiles.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain("functions or factors other than the method's");
    }

    [Theory]
    [InlineData("System.Math.Min(scale, 0.9f)")]
    [InlineData("scale * scale * 0.5f")]
    [InlineData("scale + 0f")]
    public void Check_FactorComputedFromAScalar_IsNotProved(string factor) =>
        _dense.Check(Tiles.Replace("(32, scale)", $"(32, {factor})", StringComparison.Ordinal)).ShouldBe(
            ProofRun.NotProved + "operand 'scale' of Gemmini.ConfigSt is computed from scalar parameters and no multiple of one");

    [Theory]
    [InlineData("y[0] = y[0];", "proved: ")]
    [InlineData("y[0] = y[1];", "element 0 of 'y' is not the right combination of the inputs")]
    [InlineData("y[5] = 0;", "element 5 of 'y' is not the right combination of the inputs")]
    [InlineData("sbyte* row = stackalloc sbyte[32]; for (int j = 0; j < 32; j++) row[j] = y[j]; for (int j = 0; j < 32; j++) y[j] = row[31 - j];", "element 0 of 'y' is not")]
    [InlineData("sbyte* row = stackalloc sbyte[32]; for (int j = 0; j < 32; j++) row[j] = y[j]; for (int j = 0; j < 32; j++) { sbyte* at = row + j; y[j] = *at; }", "proved: ")]
    [InlineData("y[7] = (sbyte)(y[7] & y[8]);", "tested, not proved: ")]
    public void Check_ElementsMovedByTheCore_AreFollowed(string moves, string said) =>
        _dense.Check(Tiles.Replace("Gemmini.Fence();", "Gemmini.Fence();\n" + moves, StringComparison.Ordinal)).ShouldContain(said);

    [Fact]
    public async Task Acceptance_OfAWrongSumThatNoTrialShows_IsRejectedByTheProof()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var blind = new BlindEvaluator(_dense);
        var proving = new ProvingEvaluator(blind, _dense.Kernel, _dense.Context);
        string wrong = Tiles.Replace("k < 48", "k < 32", StringComparison.Ordinal);

        var results = await proving.EvaluateAsync([new(7, Tiles, TrialPlan.Acceptance), new(8, wrong, TrialPlan.Acceptance), new(9, wrong, TrialPlan.Search)], cancellation);

        results.Select(r => r.Stage).ShouldBe([EvaluationStage.Accepted, EvaluationStage.Values, EvaluationStage.Accepted]);
        results.Select(r => r.CandidateId).ShouldBe([7, 8, 9]);
        results.Select(r => r.Verified).ShouldBe(["proved", "tested", "tested"]);
        Directory.GetFiles(_dense.Context.TrialFolder, "symbolic-*").ShouldBeEmpty();
    }

    /// <summary>Accepts whatever it is asked to try, and proves in earnest.</summary>
    private sealed class BlindEvaluator(ProofCase proof) : IEvaluator
    {
        public Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation)
        {
            using var evaluation = new CandidateEvaluation(proof.Context);
            return Task.FromResult(ImmutableArray.CreateRange(requests.Select(r => r.Trials == TrialPlan.Proof
                ? evaluation.Evaluate(r, cancellation)
                : new EvaluationResult(r.CandidateId, EvaluationStage.Accepted, "", r.ScheduleText, Evidence: []))));
        }
    }
}
