using System.Globalization;
using System.Numerics;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Bench;

/// <summary>A square 3x3 convolution of stride 1 over images that are padded already: int8 in, int32 bias and sums, int8 out.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Size">Rows and columns of the output.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
internal sealed record ConvolutionWorkload(int Batch, int Size, int Inputs, int Outputs)
{
    private const int Taps = 3;
    private const float Scale = 1f / 128;

    /// <summary>The four convolutions of the published comparison.</summary>
    public static IReadOnlyList<ConvolutionWorkload> Published { get; } = [new(4, 56, 64, 64), new(4, 28, 128, 128), new(4, 14, 256, 256), new(4, 14, 128, 128)];

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Batch}x{Size}x{Inputs}x{Outputs}");

    /// <summary>How the table of published programs names it.</summary>
    public string BaselineShape => string.Create(CultureInfo.InvariantCulture, $"n{Batch}p{Size}c{Inputs}k{Outputs}");

    private int Padded => Size + Taps - 1;

    public KernelInfo Kernel => new(
        "Bench.Convolution",
        Specialization.None,
        "Bench_Convolution",
        [
            Tensor(0, "x", ScalarType.Int8, ParameterDirection.In, Batch, Padded, Padded, Inputs),
            Tensor(1, "w", ScalarType.Int8, ParameterDirection.In, Taps, Taps, Inputs, Outputs),
            Tensor(2, "bias", ScalarType.Int32, ParameterDirection.In, Outputs),
            Tensor(3, "y", ScalarType.Int8, ParameterDirection.Out, Batch, Size, Size, Outputs),
        ],
        new Statement.Block([]),
        new SourceSpan("Bench.cs", 1, 1, 1, 1));

    public TensorOperation.Convolution Operation(KernelInfo kernel)
    {
        ConvolutionAxis axis = new(Size, Taps, Padded, 1, 1, 0);
        return new(
            Batch, Inputs, Outputs, axis, axis,
            new(kernel.Parameters[0], 0, (long)Padded * Padded * Inputs, (long)Padded * Inputs, Inputs),
            new(kernel.Parameters[1], 0, (long)Taps * Inputs * Outputs, (long)Inputs * Outputs, Outputs, false),
            kernel.Parameters[2],
            new(kernel.Parameters[3], 0, (long)Size * Size * Outputs, (long)Size * Outputs, Outputs),
            false, new Epilogue(null, Scale, false, true));
    }

    /// <summary>Random inputs and what plain C# makes of them.</summary>
    public WorkloadData Data()
    {
        var random = new Random(7);
        byte[] x = new byte[Batch * Padded * Padded * Inputs], w = new byte[Taps * Taps * Inputs * Outputs], bias = new byte[4 * Outputs];
        random.NextBytes(x);
        random.NextBytes(w);
        for (int k = 0; k < Outputs; k++) BitConverter.TryWriteBytes(bias.AsSpan(4 * k), random.Next(-4000, 4000));
        return new([x, w, bias, null], Convolve(x, w, bias));
    }

    public static ConvolutionWorkload Parse(string text)
    {
        int[] sizes = [.. text.Split('x').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return new(sizes[0], sizes[1], sizes[2], sizes[3]);
    }

    private byte[] Convolve(byte[] x, byte[] w, byte[] bias)
    {
        int[] wide = [.. w.Select(v => (int)(sbyte)v)], sums = new int[Outputs];
        byte[] y = new byte[Batch * Size * Size * Outputs];
        for (int pixel = 0; pixel < Batch * Size * Size; pixel++)
        {
            Buffer.BlockCopy(bias, 0, sums, 0, bias.Length);
            for (int tap = 0; tap < Taps * Taps; tap++)
            {
                int row = pixel / Size % Size + tap / Taps, column = pixel % Size + tap % Taps;
                int source = ((pixel / Size / Size * Padded + row) * Padded + column) * Inputs;
                for (int c = 0; c < Inputs; c++) Add(sums, (sbyte)x[source + c], wide, (tap * Inputs + c) * Outputs);
            }

            for (int k = 0; k < Outputs; k++) y[pixel * Outputs + k] = (byte)(sbyte)Math.Clamp(MathF.Round(sums[k] * Scale), -128f, 127f);
        }

        return y;
    }

    private static void Add(int[] sums, int factor, int[] row, int start)
    {
        var factors = new Vector<int>(factor);
        int k = 0;
        for (; k + Vector<int>.Count <= sums.Length; k += Vector<int>.Count) (new Vector<int>(sums, k) + factors * new Vector<int>(row, start + k)).CopyTo(sums, k);
        for (; k < sums.Length; k++) sums[k] += factor * row[start + k];
    }

    private static KernelParameter Tensor(int index, string name, ScalarType type, ParameterDirection direction, params long[] shape) =>
        new(index, name, ParameterKind.Tensor, type, direction, [.. shape], $"System.{(direction == ParameterDirection.In ? "ReadOnly" : "")}Span<{(type == ScalarType.Int8 ? "sbyte" : "int")}>", false, null);
}
