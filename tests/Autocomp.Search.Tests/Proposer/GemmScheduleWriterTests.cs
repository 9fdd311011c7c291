using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Tests.Proposer;

public sealed class GemmScheduleWriterTests
{
    private static readonly GemmParameters AllOn = new(StationaryOperand.B, 2, 4, 4, true, true, true, true, true, true, true, false);

    /// <summary>Points of the space run on the strict machine, where poison, races and rows out of range are faults.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Write_AnyPointAndShape_ComputesTheProduct(int seed)
    {
        int samples = int.TryParse(Environment.GetEnvironmentVariable("AUTOCOMP_TEST_SAMPLES"), out int n) ? n : 12;
        var random = new Random(seed);
        using var runner = new KernelRunner(TargetPresets.Int8);
        for (int sample = 0; sample < samples; sample++)
        {
            GemmShape shape = Shape(Length(), Length(), Length(), random.Next(2) == 0, random.Next(4) != 0, random.Next(2) == 0, (Transposition)random.Next(3));
            var point = new GemmParameters(
                (StationaryOperand)random.Next(2), random.Next(1, 9), random.Next(1, 9), random.Next(1, 10), Coin(), Often(), Often(), Often(), Often(), Often(), Coin(), Coin());
            if (GemmScheduleWriter.TryWrite(shape, point) is { } text) Run(runner, shape, text).ShouldBeNull($"seed {seed}, sample {sample}: {shape.Product.I}x{shape.Product.J}x{shape.Product.K} bias {shape.Product.Bias != null}, {(shape.Product.A.Transposed ? "A transposed, " : "")}{(shape.Product.B.Transposed ? "B transposed" : "")}, {point}\n{text}");
        }

        int Length() => random.Next(3) switch { 0 => random.Next(1, 40), 1 => 16 * random.Next(1, 9), _ => random.Next(1, 150) };
        bool Coin() => random.Next(2) == 0;
        bool Often() => random.Next(4) != 0;
    }

    [Theory]
    [InlineData(64, 10, 128)]
    [InlineData(1, 1, 1)]
    [InlineData(64, 128, 784)]
    [InlineData(17, 33, 65)]
    public void Ranked_BestPoint_ComputesTheProduct(int i, int j, int k)
    {
        using var runner = new KernelRunner(TargetPresets.Int8);
        GemmShape shape = Shape(i, j, k, bias: true, narrow: true, relu: true);

        foreach (GemmParameters point in GemmCommandSpace.Ranked(shape).Take(3)) Run(runner, shape, GemmScheduleWriter.TryWrite(shape, point)!).ShouldBeNull(point.ToString());
    }

    [Fact]
    public void TryWrite_TileLargerThanTheAccumulator_IsNone() =>
        GemmScheduleWriter.TryWrite(Shape(512, 512, 512, false, true, false), AllOn with { TileRows = 8, TileColumns = 8 }).ShouldBeNull();

    [Fact]
    public void TryWrite_NamesThatAreKeywords_AreEscaped()
    {
        GemmShape shape = Shape(16, 16, 16, false, true, false);
        KernelParameter a = shape.Product.A.Tensor with { Name = "in" };
        shape = shape with
        {
            Kernel = shape.Kernel with { Parameters = shape.Kernel.Parameters.SetItem(0, a) },
            Product = shape.Product with { A = shape.Product.A with { Tensor = a } },
        };

        GemmScheduleWriter.TryWrite(shape, AllOn)!.ShouldContain("Dense(sbyte* @in, ");
    }

    [Fact]
    public void Moves_AnyPoint_LeadOneStepAwayAndFit()
    {
        GemmShape shape = Shape(200, 300, 100, true, true, false);
        ImmutableArray<ScheduleMove> moves = GemmCommandSpace.Moves(shape, AllOn);

        moves.ShouldNotBeEmpty();
        moves.Select(m => m.To).Distinct().Count().ShouldBe(moves.Length);
        moves.ShouldAllBe(m => m.To != AllOn && GemmScheduleWriter.TryWrite(shape, (GemmParameters)m.To) != null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LoopWriter_AnyPointAndShape_ComputesTheProduct(int seed)
    {
        var random = new Random(seed);
        using var runner = new KernelRunner(TargetPresets.Int8);
        int written = 0;
        for (int sample = 0; sample < 12; sample++)
        {
            bool bias = random.Next(2) == 0;
            GemmShape shape = Shape(random.Next(1, 150), bias ? 16 * random.Next(1, 9) : random.Next(1, 150), 16 * random.Next(1, 9), bias, random.Next(4) != 0, random.Next(2) == 0, (Transposition)random.Next(3));
            var point = new GemmLoopParameters(random.Next(1, Math.Min(6, shape.RowBlocks + 1)), random.Next(1, Math.Min(6, shape.ColumnBlocks + 1)), random.Next(1, shape.DepthBlocks + 1), random.Next(2) == 0);
            if (GemmLoopWriter.TryWrite(shape, point) is not { } text) continue;
            written++;
            Run(runner, shape, text).ShouldBeNull($"seed {seed}, sample {sample}: {shape.Product.I}x{shape.Product.J}x{shape.Product.K} bias {bias}, {shape.Product.A.Transposed}, {shape.Product.B.Transposed}, {point}\n{text}");
        }

        written.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void First_LoopCommandsAllowedOrNot_HoldsThemOrNot()
    {
        GemmShape shape = Shape(512, 512, 512, false, true, false);

        new GemmSpace(shape).First().Take(8).Count(m => m.To is GemmLoopParameters).ShouldBe(3);
        new GemmSpace(shape, loopCommands: false).First().ShouldAllBe(m => m.To is GemmParameters);
        new GemmSpace(shape, loopCommands: false).Moves(AllOn).ShouldAllBe(m => m.To is GemmParameters);
    }

    private enum Transposition
    {
        None,
        A,
        B,
    }

    private static string? Run(KernelRunner runner, GemmShape shape, string text)
    {
        ScheduleResult parsed = ScheduleFrontend.Analyze(text, "schedule.cs", shape.Kernel, TestContext.Current.CancellationToken);
        if (parsed.Tree is not { } tree) return string.Join('\n', parsed.Diagnostics);
        CompileResult compiled = ScheduleCompiler.Compile(tree, shape.Target, new());
        if (compiled.Schedule is not { } schedule) return compiled.Error;

        TensorOperation.MatrixProduct p = shape.Product;
        var random = new Random(p.I * 31 + p.J * 7 + p.K);
        byte[] a = new byte[p.I * p.K], b = new byte[p.K * p.J], bias = new byte[p.J * 4], c = new byte[p.I * p.J * shape.ResultBytes];
        random.NextBytes(a);
        random.NextBytes(b);
        for (int j = 0; j < p.J; j++) BitConverter.TryWriteBytes(bias.AsSpan(4 * j), random.Next(-20_000, 20_000));
        List<KernelArgument> arguments = [new KernelArgument.Tensor(a, TensorAccess.In), new KernelArgument.Tensor(b, TensorAccess.In)];
        if (p.Bias is not null) arguments.Add(new KernelArgument.Tensor(bias, TensorAccess.In));
        arguments.Add(new KernelArgument.Tensor(c, TensorAccess.Out));
        KernelRunResult run = runner.Run(schedule.Elf.AsMemory(), schedule.Symbol, arguments, new() { LayoutSeed = 3 }, TestContext.Current.CancellationToken);
        if (run.Fault is { } fault) return $"{fault.Kind}: {fault.Message} {fault.Line}";
        for (int i = 0; i < p.I; i++)
        {
            for (int j = 0; j < p.J; j++)
            {
                int sum = p.Bias is null ? 0 : BitConverter.ToInt32(bias, 4 * j);
                for (int k = 0; k < p.K; k++) sum += (sbyte)a[p.A.Transposed ? k * p.I + i : i * p.K + k] * (sbyte)b[p.B.Transposed ? j * p.K + k : k * p.J + j];
                int expected = p.Epilogue.Narrow ? (int)Math.Clamp(MathF.Round(sum * p.Epilogue.ScaleConstant), -128f, 127f) : sum;
                if (p.Epilogue.Relu) expected = Math.Max(0, expected);
                int found = p.Epilogue.Narrow ? (sbyte)c[i * p.J + j] : BitConverter.ToInt32(c, 4 * (i * p.J + j));
                if (found != expected) return $"c[{i}, {j}] is {found}, expected {expected}";
            }
        }

        return null;
    }

    private static GemmShape Shape(int i, int j, int k, bool bias, bool narrow, bool relu, Transposition transposed = Transposition.None)
    {
        KernelParameter a = TestKernels.Tensor(0, "x", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", i, k);
        KernelParameter b = TestKernels.Tensor(1, "w", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", k, j);
        KernelParameter row = TestKernels.Tensor(2, "bias", ScalarType.Int32, ParameterDirection.In, "System.ReadOnlySpan<int>", j);
        KernelParameter c = TestKernels.Tensor(3, "y", narrow ? ScalarType.Int8 : ScalarType.Int32, ParameterDirection.Out, narrow ? "System.Span<sbyte>" : "System.Span<int>", i, j);
        KernelInfo kernel = TestKernels.Kernel("Sample.Layers.Dense", bias ? [a, b, row, c] : [a, b, c]);
        var product = new TensorOperation.MatrixProduct(
            i, j, k, new(a, 0, transposed == Transposition.A ? i : k, transposed == Transposition.A), new(b, 0, transposed == Transposition.B ? k : j, transposed == Transposition.B), bias ? row : null, new(c, 0, j, false), new Epilogue(null, narrow ? 0.01f : 1f, narrow && relu, narrow));
        return new(kernel, product, TargetPresets.Int8);
    }
}
