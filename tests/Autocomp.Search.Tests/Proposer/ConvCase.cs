using System.Globalization;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Proposer;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Proposer;

/// <summary>A small convolution with random elements and what plain C# makes of them.</summary>
internal sealed class ConvCase
{
    private readonly byte[] x;
    private readonly byte[] w;
    private readonly byte[] bias;
    private readonly byte[] expected;

    private ConvCase(ConvShape shape, byte[] x, byte[] w, byte[] bias)
    {
        Shape = shape;
        (this.x, this.w, this.bias) = (x, w, bias);
        expected = Convolve();
    }

    public ConvShape Shape { get; }

    private TensorOperation.Convolution Operation => Shape.Convolution;

    public static ConvCase Random(Random random, bool mayBeDepthwise = false)
    {
        ConvolutionAxis vertical = Axis(random), horizontal = Axis(random);
        bool isDepthwise = mayBeDepthwise && random.Next(3) == 0;
        int inputs = Channels(random), outputs = isDepthwise ? inputs : Channels(random);
        return Of(random, random.Next(1, 4), vertical.Inputs, horizontal.Inputs, inputs, outputs, vertical, horizontal, random.Next(3) != 0, random.Next(4) != 0, random.Next(3) == 0 ? random.Next(1, 4) : 0, isDepthwise);
    }

    /// <summary>A convolution of whole tensors; the output has <paramref name="gap"/> unused columns behind each row.</summary>
    public static ConvCase Of(
        Random random, int batch, int rows, int columns, int inputs, int outputs, ConvolutionAxis vertical, ConvolutionAxis horizontal, bool hasBias, bool narrow, int gap, bool isDepthwise = false)
    {
        long width = horizontal.Outputs + gap;
        KernelParameter x = TestKernels.Tensor(0, "x", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", batch, rows, columns, inputs);
        KernelParameter w = TestKernels.Tensor(1, "w", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", vertical.Taps, horizontal.Taps, isDepthwise ? 1 : inputs, outputs);
        KernelParameter bias = TestKernels.Tensor(2, "bias", ScalarType.Int32, ParameterDirection.In, "System.ReadOnlySpan<int>", outputs);
        KernelParameter y = TestKernels.Tensor(3, "y", narrow ? ScalarType.Int8 : ScalarType.Int32, ParameterDirection.InOut, narrow ? "System.Span<sbyte>" : "System.Span<int>", batch, vertical.Outputs, width, outputs);
        KernelInfo kernel = TestKernels.Kernel("Sample.Layers.Convolution", [x, w, bias, y]);
        long perInput = isDepthwise ? outputs : (long)inputs * outputs;
        var operation = new TensorOperation.Convolution(
            batch, inputs, outputs, vertical, horizontal,
            new(x, 0, (long)rows * columns * inputs, (long)columns * inputs, inputs),
            new(w, 0, horizontal.Taps * perInput, perInput, isDepthwise ? 1 : outputs, false),
            hasBias ? bias : null,
            new(y, 0, vertical.Outputs * width * outputs, width * outputs, outputs),
            isDepthwise, narrow ? new(null, 1f / 32, random.Next(2) == 0, true) : new(null, 1, false, false));
        byte[] xs = new byte[x.Bytes], ws = new byte[w.Bytes], biases = new byte[bias.Bytes];
        random.NextBytes(xs);
        random.NextBytes(ws);
        for (int k = 0; k < outputs; k++) BitConverter.TryWriteBytes(biases.AsSpan(4 * k), random.Next(-4000, 4000));
        return new(new ConvShape(kernel, operation, TargetPresets.Int8), xs, ws, biases);
    }

    /// <summary>Runs a schedule; null when the output is right.</summary>
    public string? Run(KernelRunner runner, string text)
    {
        ScheduleResult parsed = ScheduleFrontend.Analyze(text, "schedule.cs", Shape.Kernel, TestContext.Current.CancellationToken);
        if (parsed.Tree is not { } tree) return string.Join('\n', parsed.Diagnostics);
        if (ObliviousnessCheck.Check(tree, TargetPresets.Int8.Revision) is { } dependent) return dependent;
        CompileResult compiled = ScheduleCompiler.Compile(tree, TargetPresets.Int8, new());
        if (compiled.Schedule is not { } schedule) return compiled.Error;
        runner.Reset();
        var output = new KernelArgument.Tensor(new byte[expected.Length], TensorAccess.InOut);
        KernelRunResult run = runner.Run(
            schedule.Elf.AsMemory(), schedule.Symbol, [new KernelArgument.Tensor(x, TensorAccess.In), new KernelArgument.Tensor(w, TensorAccess.In), new KernelArgument.Tensor(bias, TensorAccess.In), output], new() { LayoutSeed = 3 }, TestContext.Current.CancellationToken);
        return run.Fault is { } fault ? $"{fault.Kind}: {fault.Message} {fault.Line}" : output.Data.AsSpan().SequenceEqual(expected) ? null : $"values differ from byte {output.Data.AsSpan().CommonPrefixLength(expected)} of {expected.Length}";
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Operation.Description}, vertical {Operation.Vertical}, horizontal {Operation.Horizontal}");

    private static int Channels(Random random) => random.Next(3) switch { 0 => random.Next(1, 20), 1 => 16 * random.Next(1, 6), _ => random.Next(1, 90) };

    private static ConvolutionAxis Axis(Random random)
    {
        int outputs = random.Next(1, 24), taps = random.Next(1, 4), stride = random.Next(1, 4) == 1 ? 2 : 1, dilation = random.Next(4) == 0 ? 2 : 1, reach = (taps - 1) * dilation;
        int padding = random.Next(2) == 0 ? 0 : random.Next(0, reach + 1);
        int inputs = (outputs - 1) * stride + reach + 1 - padding - (random.Next(2) == 0 ? 0 : random.Next(0, padding + 1));
        return new(outputs, taps, Math.Max(1, inputs), stride, dilation, padding);
    }

    private byte[] Convolve()
    {
        TensorOperation.Convolution c = Operation;
        byte[] y = new byte[c.Y.Tensor.Bytes];
        for (int n = 0; n < c.Batch; n++)
        for (int p = 0; p < c.Vertical.Outputs; p++)
        for (int q = 0; q < c.Horizontal.Outputs; q++)
        for (int k = 0; k < c.OutputChannels; k++)
        {
            int sum = c.Bias is null ? 0 : BitConverter.ToInt32(bias, 4 * k);
            for (int r = 0; r < c.Vertical.Taps; r++)
            for (int s = 0; s < c.Horizontal.Taps; s++)
            {
                int row = p * c.Vertical.Stride + r * c.Vertical.Dilation - c.Vertical.Padding, column = q * c.Horizontal.Stride + s * c.Horizontal.Dilation - c.Horizontal.Padding;
                if (row < 0 || row >= c.Vertical.Inputs || column < 0 || column >= c.Horizontal.Inputs) continue;
                long at = n * c.X.BatchStride + row * c.X.RowStride + column * c.X.ColumnStride, weights = r * c.W.RowStride + s * c.W.ColumnStride + k;
                if (c.IsDepthwise) sum += (sbyte)x[at + k] * (sbyte)w[weights];
                else for (int i = 0; i < c.InputChannels; i++) sum += (sbyte)x[at + i] * (sbyte)w[weights + i * c.W.ChannelStride];
            }

            long target = n * c.Y.BatchStride + p * c.Y.RowStride + q * c.Y.ColumnStride + k;
            if (!c.Epilogue.Narrow) BitConverter.TryWriteBytes(y.AsSpan((int)(4 * target)), sum);
            else y[target] = (byte)(sbyte)Math.Clamp(MathF.Round(sum * c.Epilogue.ScaleConstant), c.Epilogue.Relu ? 0f : -128f, 127f);
        }

        return y;
    }
}
