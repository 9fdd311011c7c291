using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Tests.Verification.Symbolic;

/// <summary>Methods that mean the same leave the same values at a point, however they are written; others don't.</summary>
public sealed class SymbolicMethodTests
{
    [Theory]
    [InlineData("y[i] = Quantize.ScaleToInt8(sum, 0.01f);", "y[i] = (sbyte)Math.Clamp(MathF.Round(sum * 0.01f), -128f, 127f);")]
    [InlineData("y[i] = Quantize.ScaleToInt8(sum, 0.01f);", "float f = MathF.Round(sum * 0.01f); if (f > 127f) f = 127f; if (f < -128f) f = -128f; y[i] = (sbyte)f;")]
    [InlineData("y[i] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, 0.01f));", "if (sum < 0) sum = 0; y[i] = Quantize.ScaleToInt8(sum, 0.01f);")]
    [InlineData("y[i] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, 0.01f));", "y[i] = sum > 0 ? Quantize.ScaleToInt8(sum, 0.01f) : (sbyte)0;")]
    public void Run_EpilogueWrittenAnotherWay_LeavesTheSameValues(string one, string other) => Values(one).ShouldBe(Values(other));

    [Theory]
    [InlineData("y[i] = Quantize.ScaleToInt8(sum, 0.01f);", "y[i] = Quantize.ScaleToInt8(sum, 0.0100001f);")]
    [InlineData("y[i] = Quantize.ScaleToInt8(sum, 0.01f);", "y[i] = (sbyte)Math.Clamp(MathF.Floor(sum * 0.01f + 0.5f), -128f, 127f);")]
    [InlineData("y[i] = Quantize.ScaleToInt8(sum, 0.01f);", "y[i] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, 0.01f));")]
    [InlineData("y[i] = Quantize.ScaleToInt8(sum, 0.01f);", "y[i] = Quantize.ScaleToInt8(sum + 1, 0.01f);")]
    public void Run_AnotherEpilogue_LeavesOtherValues(string one, string other)
    {
        ulong[] first = Values(one), second = Values(other);

        first.Zip(second).ShouldAllBe(pair => pair.First != pair.Second);
    }

    [Fact]
    public void Run_LargestOfSeveral_IsTheSameInAnyOrderAndStyle()
    {
        const string Up = "int best = -128; for (int k = 0; k < 4; k++) best = Math.Max(best, x[i + k]); y[i] = (sbyte)best;";
        const string Down = "sbyte best = -128; for (int k = 3; k >= 0; k--) if (x[i + k] > best) best = x[i + k]; y[i] = best;";
        const string Fewer = "int best = -128; for (int k = 0; k < 3; k++) best = Math.Max(best, x[i + k]); y[i] = (sbyte)best;";

        Values(Up).ShouldBe(Values(Down));
        Values(Up).Zip(Values(Fewer)).ShouldAllBe(pair => pair.First != pair.Second);
    }

    [Theory]
    [InlineData("y[i] = x[x[i] & 31];", "is part of an index")]
    [InlineData("int n = 0; while (n < x[i]) n++; y[i] = (sbyte)n;", "decides how often a loop runs")]
    [InlineData("y[i] = (sbyte)(x[i] & x[i + 1]);", "not linear (And)")]
    public void Run_ControlByInputs_IsNotProvable(string body, string reason)
    {
        using ProofCase proof = Case(body);

        Should.Throw<NotProvableException>(() => proof.Expect(1)).Message.ShouldContain(reason);
    }

    private static ulong[] Values(string body)
    {
        using ProofCase proof = Case(body);
        return proof.Expect(7).Outputs.Single().Values;
    }

    private static ProofCase Case(string body) => ProofCase.Of(
        $$"""
        [Kernel]
        public static void Sums([Shape("36")] ReadOnlySpan<sbyte> x, [Shape("32")] ReadOnlySpan<sbyte> w, [Output, Shape("16")] Span<sbyte> y)
        {
            for (int i = 0; i < 16; i++)
            {
                int sum = 0;
                for (int k = 0; k < 16; k++) sum += x[i + k] * w[k + 3];
                {{body}}
            }
        }
        """);
}
