using System.Globalization;
using System.Numerics;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Bench;

/// <summary>A matrix product of int8 with results narrowed to int8, the published workloads' operation.</summary>
/// <param name="I">Rows of A.</param>
/// <param name="J">Columns of B.</param>
/// <param name="K">Inner dimension.</param>
/// <param name="HasBias">Whether a row of int32 starts the sums.</param>
/// <param name="Scale">Scale of the results.</param>
internal sealed record GemmWorkload(int I, int J, int K, bool HasBias = false, float Scale = 1f / 64)
{
    /// <summary>The six shapes of the published comparison.</summary>
    public static IReadOnlyList<GemmWorkload> Published { get; } =
    [
        new(512, 512, 512),
        new(12544, 256, 64),
        new(12544, 64, 256),
        new(3136, 512, 128),
        new(3136, 128, 512),
        new(784, 1024, 256),
    ];

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{I}x{J}x{K}{(HasBias ? "b" : "")}");

    public KernelInfo Kernel
    {
        get
        {
            KernelParameter a = Tensor(0, "a", ParameterDirection.In, I, K), b = Tensor(1, "b", ParameterDirection.In, K, J), c = Tensor(2, "c", ParameterDirection.Out, I, J);
            KernelParameter bias = new(3, "bias", ParameterKind.Tensor, ScalarType.Int32, ParameterDirection.In, [J], "System.ReadOnlySpan<int>", false, null);
            return new("Bench.Gemm", Specialization.None, "Bench_Gemm", HasBias ? [a, b, c, bias] : [a, b, c], new Statement.Block([]), new SourceSpan("Bench.cs", 1, 1, 1, 1));
        }
    }

    public TensorOperation.MatrixProduct Operation(KernelInfo kernel) => new(
        I, J, K,
        new(kernel.Parameters[0], 0, K, false),
        new(kernel.Parameters[1], 0, J, false),
        HasBias ? kernel.Parameters[3] : null,
        new(kernel.Parameters[2], 0, J, false),
        new Epilogue(null, Scale, false, true));

    public static GemmWorkload Parse(string text)
    {
        int[] sizes = [.. text.TrimEnd('b').Split('x').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return new(sizes[0], sizes[1], sizes[2], text.EndsWith('b'));
    }

    /// <summary>Random inputs and what plain C# makes of them.</summary>
    public WorkloadData Data()
    {
        var random = new Random(7);
        byte[] a = new byte[I * K], b = new byte[K * J], bias = new byte[HasBias ? J * 4 : 0];
        random.NextBytes(a);
        random.NextBytes(b);
        for (int j = 0; 4 * j < bias.Length; j++) BitConverter.TryWriteBytes(bias.AsSpan(4 * j), random.Next(-4000, 4000));
        return new(HasBias ? [a, b, null, bias] : [a, b, null], Multiply(a, b, bias));
    }

    private byte[] Multiply(byte[] a, byte[] b, byte[] bias)
    {
        var c = new byte[I * J];
        var wide = new int[K * J];
        for (int n = 0; n < wide.Length; n++) wide[n] = (sbyte)b[n];
        var sums = new int[J];
        for (int i = 0; i < I; i++)
        {
            Array.Clear(sums);
            Buffer.BlockCopy(bias, 0, sums, 0, bias.Length);
            for (int k = 0; k < K; k++)
            {
                var x = new Vector<int>((sbyte)a[i * K + k]);
                int j = 0;
                for (; j + Vector<int>.Count <= J; j += Vector<int>.Count) (new Vector<int>(sums, j) + x * new Vector<int>(wide, k * J + j)).CopyTo(sums, j);
                for (; j < J; j++) sums[j] += (sbyte)a[i * K + k] * wide[k * J + j];
            }

            for (int j = 0; j < J; j++) c[i * J + j] = (byte)(sbyte)Math.Clamp(MathF.Round(sums[j] * Scale), -128f, 127f);
        }

        return c;
    }

    private static KernelParameter Tensor(int index, string name, ParameterDirection direction, int rows, int columns) =>
        new(index, name, ParameterKind.Tensor, ScalarType.Int8, direction, [rows, columns], direction == ParameterDirection.In ? "System.ReadOnlySpan<sbyte>" : "System.Span<sbyte>", false, null);
}
