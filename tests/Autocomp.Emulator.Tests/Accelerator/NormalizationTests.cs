using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Accelerator;

/// <summary>Layer normalisation, softmax and iGELU against their definitions, written out for one row of 16.</summary>
public class NormalizationTests
{
    private const int Qln2 = 11;
    private const int Qln2Inverse = 65536 / 11;
    private const int Qb = 22;
    private const int Qc = 60;
    private static readonly int[] Row = [-40, 3, 17, 90, -5, 0, 8, 41, -77, 12, 30, -1, 55, 66, -60, 7];

    [Fact]
    public void LayerNorm_OfARow_SubtractsMeanAndDividesByDeviation()
    {
        int mean = Row.Sum() / 16;
        int variance = Row.Sum(x => (x - mean) * (x - mean)) / 16;
        float inverse = 1f / (int)Math.Sqrt(variance);
        Run(activation: 2, passes: [2, 4, 0], scale: 8f).ShouldBe(Row.Select(x => Saturate((int)((x - mean) * inverse) * 8f)));
    }

    [Fact]
    public void Softmax_OfARow_DividesExponentialsByTheirSum()
    {
        int max = Row.Max();
        float inverse = 127f / Row.Sum(x => Exp(x - max));
        Run(activation: 4, passes: [5, 7, 0], scale: 1f).ShouldBe(Row.Select(x => Saturate(Exp(x - max) * inverse)));
    }

    [Fact]
    public void IGelu_OfARow_FollowsThePolynomial()
    {
        int[] expected = [.. Row.Select(q =>
        {
            int clipped = Math.Min(Math.Abs(q), Qb);
            int polynomial = (clipped - Qb) * (clipped - Qb) + Qc;
            return (int)Saturate(q * (Math.Sign(q == 0 ? 1 : q) * polynomial + Qc) * 0.01f);
        })];
        Run(activation: 3, passes: [0], scale: 0.01f, qb: -Qb).Select(x => (int)x).ShouldBe(expected);
    }

    [Fact]
    public void Normalization_WithoutConstants_IsUnset()
    {
        using var bench = new CommandBench(TargetPresets.Int8R2025 with { HasNormalizations = true });
        bench.Configured();
        bench.Issue("ConfigSt", ("stride", 16), ("activation", 3));
        bench.Mvin(CommandBench.Other, CommandBench.Acc, rows: 1);
        Fault fault = CommandBench.Fault(() => bench.Mvout(CommandBench.Output, CommandBench.Acc, rows: 1));
        fault.Kind.ShouldBe(FaultKind.UnsetConfiguration);
        fault.Message.ShouldContain("issue config_norm before it");
    }

    [Theory]
    [InlineData(2, 1f, "layer normalisation rounds to the nearest even")]
    [InlineData(4, 0.5f, "with softmax the RTL scales by the statistics only")]
    public void Normalization_ThatTheRtlDoesOtherwise_IsRefusedByStrict(ulong activation, float scale, string text) =>
        CommandBench.Fault(() => Run(activation, [0], scale, policy: Policy.Strict)).Message.ShouldContain(text);

    [Fact]
    public void LayerNorm_OfFloats_FollowsLibgemmini()
    {
        using var bench = new CommandBench(TargetPresets.Fp32, Policy.Permissive);
        bench.Configured();
        float[] row = [1, 2, 5, 12];
        bench.Machine.Memory.Initialize(CommandBench.Other, [.. row.SelectMany(BitConverter.GetBytes)]);
        bench.Mvin(CommandBench.Other, CommandBench.Acc, cols: 4, rows: 1);
        bench.Issue("ConfigSt", ("stride", 16), ("activation", 2));
        bench.Issue("ConfigNorm", ("qConst", 0), ("qb", 0), ("qc", 0), ("qConstType", 0), ("setStatsIdOnly", 0), ("activationMsb", 0));
        foreach (uint pass in (uint[])[2, 4, 0]) bench.Mvout(CommandBench.Output, CommandBench.Acc | pass << 26, cols: 4, rows: 1);
        byte[] result = new byte[16];
        bench.Machine.Memory.Inspect(CommandBench.Output, result);
        float inverse = 1f / (float)Math.Sqrt((16f + 9f + 0f + 49f) / 4f);
        Enumerable.Range(0, 4).Select(i => BitConverter.ToSingle(result, i * 4)).ShouldBe(row.Select(x => (x - 5f) * inverse));
    }

    private static sbyte[] Run(ulong activation, int[] passes, float scale, int qb = Qb, Policy policy = Policy.Permissive)
    {
        using var bench = new CommandBench(TargetPresets.Int8R2025 with { HasNormalizations = true }, policy);
        bench.Configured();
        bench.Machine.Memory.Initialize(CommandBench.Other, [.. Row.SelectMany(BitConverter.GetBytes)]);
        bench.Mvin(CommandBench.Other, CommandBench.Acc, rows: 1);
        bench.Issue("ConfigSt", ("stride", 16), ("scale", BitConverter.SingleToUInt32Bits(scale)), ("activation", activation & 3));
        foreach ((ulong type, int constant) in new[] { (0UL, Qln2), (1UL, Qln2Inverse) })
        {
            bench.Issue(
                "ConfigNorm", ("qConst", (uint)constant), ("qb", (uint)qb), ("qc", (uint)Qc), ("qConstType", type), ("activationMsb", activation >> 2));
        }

        foreach (int pass in passes) bench.Mvout(CommandBench.Output, CommandBench.Acc | (uint)pass << 26, rows: 1);
        byte[] result = new byte[16];
        bench.Machine.Memory.Inspect(CommandBench.Output, result);
        return [.. result.Select(value => (sbyte)value)];
    }

    private static int Exp(int q)
    {
        int z = -q * Qln2Inverse >> 16;
        int p = q + z * Qln2;
        return ((p + Qb) * (p + Qb) + Qc) >> z;
    }

    private static sbyte Saturate(float value) => (sbyte)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), -128, 127);
}
