using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Tests.Proposer;

/// <summary>Chains on the fp32 array: every point computes what the operation says, on the strict machine.</summary>
public sealed class ChainSpaceTests
{
    private const int Steps = 3;

    private static readonly Epilogue s_plain = new(null, 1, false, false);

    [Fact]
    public void TryWrite_StepsInTime_ComputeTheChain()
    {
        // u = -K x - d, x' = A x + B' u, x in rows of 12.
        KernelParameter a = Tensor(0, "a", ParameterDirection.In, 12, 12), b = Tensor(1, "b", ParameterDirection.In, 4, 12), k = Tensor(2, "k", ParameterDirection.In, 4, 12), d = Tensor(3, "d", ParameterDirection.In, Steps, 4);
        KernelParameter u = Tensor(4, "u", ParameterDirection.Out, Steps, 4), x = Tensor(5, "x", ParameterDirection.InOut, Steps + 1, 12);
        var input = new TensorOperation.MatrixSum(4, 1, [new(12, new(k, 0, 12, false), Row(x, 0, 12), new(-1, null))], [new(Row(d, 0, 4), new(-1, null))], Row(u, 0, 4), s_plain);
        var state = new TensorOperation.MatrixSum(
            12, 1, [new(12, new(a, 0, 12, false), Row(x, 0, 12), Coefficient.One), new(4, new(b, 0, 12, true), Row(u, 0, 4), Coefficient.One)], [], Row(x, 12, 12), s_plain);
        var chain = new TensorOperation.Repeat("t", Steps, new TensorOperation.Sequence([input, state]));

        int points = CheckAll(chain, [a, b, k, d, u, x], v =>
        {
            for (int t = 0; t < Steps; t++)
            {
                for (int i = 0; i < 4; i++) v[4][t * 4 + i] = -Enumerable.Range(0, 12).Sum(j => v[2][i * 12 + j] * v[5][t * 12 + j]) - v[3][t * 4 + i];
                for (int i = 0; i < 12; i++) v[5][(t + 1) * 12 + i] = Enumerable.Range(0, 12).Sum(j => v[0][i * 12 + j] * v[5][t * 12 + j]) + Enumerable.Range(0, 4).Sum(j => v[1][j * 12 + i] * v[4][t * 4 + j]);
            }
        });
        points.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void TryWrite_MatricesOfUnevenSize_ComputeTheChain()
    {
        // T = A B, C = T' D + E with T in a buffer.
        KernelParameter a = Tensor(0, "a", ParameterDirection.In, 6, 7), b = Tensor(1, "b", ParameterDirection.In, 7, 9), d = Tensor(2, "d", ParameterDirection.In, 6, 5), e = Tensor(3, "e", ParameterDirection.In, 9, 5), c = Tensor(4, "c", ParameterDirection.Out, 9, 5);
        KernelParameter t = Tensor(-1, "t", ParameterDirection.InOut, 6, 9);
        var first = new TensorOperation.MatrixProduct(6, 9, 7, new(a, 0, 7, false), new(b, 0, 9, false), null, new(t, 0, 9, false), s_plain);
        var second = new TensorOperation.MatrixSum(9, 5, [new(6, new(t, 0, 9, true), new(d, 0, 5, false), Coefficient.One)], [new(new(e, 0, 5, false), Coefficient.One)], new(c, 0, 5, false), s_plain);

        CheckAll(new TensorOperation.Sequence([first, second]), [a, b, d, e, c], v =>
        {
            var sums = new float[54];
            for (int i = 0; i < 6; i++)
            {
                for (int j = 0; j < 9; j++) sums[i * 9 + j] = Enumerable.Range(0, 7).Sum(p => v[0][i * 7 + p] * v[1][p * 9 + j]);
            }

            for (int i = 0; i < 9; i++)
            {
                for (int j = 0; j < 5; j++) v[4][i * 5 + j] = v[3][i * 5 + j] + Enumerable.Range(0, 6).Sum(p => sums[p * 9 + i] * v[2][p * 5 + j]);
            }
        }).ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Unsupported_ReadInOtherBlocksThanWritten_SaysSo()
    {
        KernelParameter a = Tensor(0, "a", ParameterDirection.In, 8, 8), x = Tensor(1, "x", ParameterDirection.InOut, 4, 8);
        var shifted = new TensorOperation.MatrixSum(8, 1, [new(8, new(a, 0, 8, false), new(x, 2, 1, false), Coefficient.One)], [], new(x, 16, 1, false), s_plain);
        var first = new TensorOperation.MatrixSum(8, 1, [new(8, new(a, 0, 8, false), new(x, 8, 1, false), Coefficient.One)], [], new(x, 0, 1, false), s_plain);

        new ChainSpace(Kernel([a, x]), new TensorOperation.Sequence([first, shifted]), TargetPresets.Fp32).Unsupported!.ShouldContain("'x'");
    }

    private static int CheckAll(TensorOperation operation, KernelParameter[] parameters, Action<float[][]> compute)
    {
        KernelInfo kernel = Kernel(parameters);
        var space = new ChainSpace(kernel, operation, TargetPresets.Fp32);
        space.Unsupported.ShouldBeNull();
        using var runner = new KernelRunner(TargetPresets.Fp32);
        SchedulePoint[] points = [.. space.First().Concat(space.First().Take(2).SelectMany(m => space.Moves(m.To))).Select(m => m.To).Distinct()];
        foreach (SchedulePoint point in points)
        {
            string text = space.TryWrite(point)!;
            ScheduleResult parsed = ScheduleFrontend.Analyze(text, "schedule.cs", kernel, TestContext.Current.CancellationToken);
            parsed.Tree.ShouldNotBeNull(string.Join('\n', parsed.Diagnostics) + text);
            CompileResult compiled = ScheduleCompiler.Compile(parsed.Tree, TargetPresets.Fp32, new());
            var random = new Random(3);
            float[][] values = [.. parameters.Select(p => Enumerable.Range(0, (int)p.Elements).Select(_ => (float)random.Next(-3, 4)).ToArray())];
            KernelArgument.Tensor[] passed = [.. parameters.Select((p, n) => new KernelArgument.Tensor(Bytes(values[n]), p.Direction == ParameterDirection.In ? TensorAccess.In : p.Direction == ParameterDirection.Out ? TensorAccess.Out : TensorAccess.InOut))];
            compute(values);
            KernelRunResult run = runner.Run(compiled.Schedule!.Elf.AsMemory(), compiled.Schedule.Symbol, [.. passed], new() { LayoutSeed = 4 }, TestContext.Current.CancellationToken);
            run.Fault.ShouldBeNull($"{run.Fault?.Message}\n{text}");
            for (int n = 0; n < passed.Length; n++) passed[n].Data.ShouldBe(Bytes(values[n]), $"{parameters[n].Name}, {point}\n{text}");
        }

        return points.Length;
    }

    private static KernelInfo Kernel(KernelParameter[] parameters) => TestKernels.Kernel("Sample.Chains.Run", parameters);

    private static KernelParameter Tensor(int index, string name, ParameterDirection direction, params long[] shape) =>
        TestKernels.Tensor(index, name, ScalarType.Float32, direction, direction == ParameterDirection.In ? "System.ReadOnlySpan<float>" : "System.Span<float>", shape);

    /// <summary>A column vector that moves by a row a step.</summary>
    private static MatrixOperand Row(KernelParameter tensor, long offset, long step) => new(tensor, offset, 1, false) { Steps = [step] };

    private static byte[] Bytes(float[] values)
    {
        var bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
