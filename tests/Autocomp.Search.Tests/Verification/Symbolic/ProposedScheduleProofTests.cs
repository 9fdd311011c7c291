using Autocomp.Search.Proposer;
using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Tests.Verification.Symbolic;

/// <summary>What the built-in proposer writes is proved: single commands, loop commands, convolutions, chains of floats.</summary>
public sealed class ProposedScheduleProofTests
{
    public const string Product =
        """
        [Kernel]
        public static void Dense([Shape("70, 96")] ReadOnlySpan<sbyte> x, [Shape("96, 48")] ReadOnlySpan<sbyte> w, [Shape("48")] ReadOnlySpan<int> bias, [Output, Shape("70, 48")] Span<sbyte> y)
        {
            for (int i = 0; i < 70; i++)
                for (int j = 0; j < 48; j++)
                {
                    int sum = bias[j];
                    for (int k = 0; k < 96; k++) sum += x[i * 96 + k] * w[k * 48 + j];
                    y[i * 48 + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, 0.015625f));
                }
        }
        """;

    public const string Transposed =
        """
        [Kernel]
        public static void Transposed([Shape("33, 40")] ReadOnlySpan<sbyte> x, [Shape("50, 40")] ReadOnlySpan<sbyte> w, [Output, Shape("33, 50")] Span<int> y)
        {
            for (int i = 0; i < 33; i++)
                for (int j = 0; j < 50; j++)
                {
                    int sum = 0;
                    for (int k = 0; k < 40; k++) sum += x[i * 40 + k] * w[j * 40 + k];
                    y[i * 50 + j] = sum;
                }
        }
        """;

    public const string Convolution =
        """
        [Kernel]
        public static void Convolve([Shape("10, 9, 16")] ReadOnlySpan<sbyte> x, [Shape("3, 3, 16, 20")] ReadOnlySpan<sbyte> w, [Output, Shape("10, 9, 20")] Span<sbyte> y, [ValueRange(0, 1)] float scale)
        {
            for (int p = 0; p < 10; p++)
                for (int q = 0; q < 9; q++)
                    for (int k = 0; k < 20; k++)
                    {
                        int sum = 0;
                        for (int r = 0; r < 3; r++)
                            for (int s = 0; s < 3; s++)
                                for (int c = 0; c < 16; c++)
                                {
                                    int row = p + r - 1, column = q + s - 1;
                                    if (row >= 0 && row < 10 && column >= 0 && column < 9) sum += x[(row * 9 + column) * 16 + c] * w[((r * 3 + s) * 16 + c) * 20 + k];
                                }
                        y[(p * 9 + q) * 20 + k] = Quantize.ScaleToInt8(sum, scale);
                    }
        }
        """;

    public const string Chain =
        """
        [Kernel]
        public static void Chain([Shape("12, 12")] ReadOnlySpan<float> a, [Shape("12, 4")] ReadOnlySpan<float> b, [Shape("5, 4")] ReadOnlySpan<float> u, [Shape("6, 12")] Span<float> x)
        {
            for (int t = 0; t < 5; t++)
                for (int i = 0; i < 12; i++)
                {
                    float sum = 0;
                    for (int j = 0; j < 12; j++) sum += a[i * 12 + j] * x[t * 12 + j];
                    for (int j = 0; j < 4; j++) sum -= b[i * 4 + j] * u[t * 4 + j];
                    x[(t + 1) * 12 + i] = sum;
                }
        }
        """;

    public const string Layers =
        """
        [Kernel]
        public static void Layers([Shape("20, 24")] ReadOnlySpan<sbyte> x, [Shape("24, 36")] ReadOnlySpan<sbyte> w1, [Shape("36")] ReadOnlySpan<int> b1, [Shape("36, 8")] ReadOnlySpan<sbyte> w2, [Output, Shape("20, 8")] Span<sbyte> y, [ValueRange(0, 1)] float s)
        {
            Span<sbyte> h = stackalloc sbyte[20 * 36];
            for (int i = 0; i < 20; i++)
                for (int o = 0; o < 36; o++)
                {
                    int sum = b1[o];
                    for (int k = 0; k < 24; k++) sum += x[i * 24 + k] * w1[k * 36 + o];
                    h[i * 36 + o] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, s));
                }
            for (int i = 0; i < 20; i++)
                for (int o = 0; o < 8; o++)
                {
                    int sum = 0;
                    for (int k = 0; k < 36; k++) sum += h[i * 36 + k] * w2[k * 8 + o];
                    y[i * 8 + o] = Quantize.ScaleToInt8(sum, s);
                }
        }
        """;

    public const string Heads =
        """
        [Kernel]
        public static void Heads([Shape("3, 20, 24")] ReadOnlySpan<sbyte> q, [Shape("3, 18, 24")] ReadOnlySpan<sbyte> k, [Output, Shape("3, 20, 18")] Span<sbyte> scores)
        {
            for (int h = 0; h < 3; h++)
                for (int i = 0; i < 20; i++)
                    for (int j = 0; j < 18; j++)
                    {
                        int sum = 0;
                        for (int c = 0; c < 24; c++) sum += q[(h * 20 + i) * 24 + c] * k[(h * 18 + j) * 24 + c];
                        scores[(h * 20 + i) * 18 + j] = Quantize.ScaleToInt8(sum, 0.25f);
                    }
        }
        """;

    [Theory]
    [InlineData(Layers)]
    [InlineData(Heads)]
    [InlineData(Product)]
    [InlineData(Transposed)]
    [InlineData(Convolution)]
    [InlineData(Chain)]
    public void Proposer_FirstPointsOfEverySpace_AreProved(string method)
    {
        using ProofCase proof = ProofCase.Of(method);
        IScheduleSpace space = ScheduleSpaces.For(proof.Kernel, proof.Lift.Operation, proof.Target, loopCommands: true, proof.Lift).ShouldNotBeNull();
        string[] texts = [proof.Start, .. space.First().Take(10).Select(m => space.TryWrite(m.To)).OfType<string>()];

        texts.Length.ShouldBeGreaterThan(2);
        foreach (string text in texts) proof.Check(text).ShouldStartWith(ProofRun.Proved, customMessage: text);
    }

    [Fact]
    public void Proposer_LoopCommands_AreAmongTheProvedOnes()
    {
        using ProofCase proof = ProofCase.Of(Product);
        IScheduleSpace space = ScheduleSpaces.For(proof.Kernel, proof.Lift.Operation, proof.Target, loopCommands: true)!;

        string loop = space.First().Select(m => space.TryWrite(m.To)).OfType<string>().First(t => t.Contains("LoopWs(", StringComparison.Ordinal));

        proof.Check(loop).ShouldStartWith(ProofRun.Proved, customMessage: loop);
    }

    [Theory]
    [InlineData("-1f", "1f")]
    [InlineData("Gemmini.Mvin", "Gemmini.Mvin2")]
    public void FloatChain_MistakeInASign_IsNeverProved(string right, string wrong)
    {
        using ProofCase proof = ProofCase.Of(Chain);
        int at = proof.Start.IndexOf(right, StringComparison.Ordinal);
        Assert.SkipWhen(at < 0, $"the start of the chain has no '{right}'");

        proof.Check(proof.Start[..at] + wrong + proof.Start[(at + right.Length)..]).ShouldNotStartWith(ProofRun.Proved);
    }
}
