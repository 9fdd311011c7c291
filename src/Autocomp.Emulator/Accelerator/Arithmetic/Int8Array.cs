using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autocomp.Emulator;

/// <summary>int8 with int32 sums, which wrap. The 16x16 array uses multiply-add of 16-bit pairs on hosts that have it.</summary>
[SkipLocalsInit]
internal sealed unsafe class Int8Array : SystolicArray
{
    private const int Pairs = 8;
    private readonly short[] _packed = GC.AllocateArray<short>(16 * 16 + 32, pinned: true);
    private readonly short* _pairs;

    public Int8Array(int dim)
        : base(dim, sizeof(sbyte))
    {
        nint start = (nint)Unsafe.AsPointer(ref _packed[0]);
        _pairs = (short*)((start + 63) & ~(nint)63);
    }

    /// <inheritdoc/>
    public override void LoadB(byte* source, nint stride, int rows, int columns, bool transposed)
    {
        if (Dim != 16 || !Avx2.IsSupported)
        {
            base.LoadB(source, stride, rows, columns, transposed);
        }
        else if (!transposed && source != null && rows == 16 && columns == 16)
        {
            Pack(source, stride);
        }
        else
        {
            base.LoadB(source, stride, rows, columns, transposed);
            Pack(B, 16);
        }
    }

    /// <inheritdoc/>
    public override void Pass(StateStream state)
    {
        bool packs = Dim == 16 && Avx2.IsSupported;
        if (packs && !state.IsReading) Unpack();
        base.Pass(state);
        if (packs) Pack(B, 16);
    }

    protected override void Multiply(byte* a, nint stride, int columns, byte* sums, nint sumsStride, int rows)
    {
        if (Dim != 16 || !Avx2.IsSupported)
        {
            MultiplyByOnes(a, stride, columns, sums, sumsStride, rows);
            return;
        }

        // A as 16-bit values, so that one 32-bit lane is the pair that meets a pair of B's rows.
        short* wide = stackalloc short[16 * 16];
        Vector128<byte> kept = Vector128.LessThan(Indices, Vector128.Create((byte)columns));
        for (int i = 0; i < rows; i++)
        {
            Vector128<sbyte> row = (Vector128.Load(a + i * stride) & kept).AsSByte();
            Avx2.ConvertToVector256Int16(row).Store(wide + 16 * i);
        }

        if (Avx512BW.IsSupported) Multiply512(wide, _pairs, sums, sumsStride, rows);
        else Multiply256(wide, _pairs, sums, sumsStride, rows);
    }

    private static Vector128<byte> Indices => Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /// <summary>Rows 2k and 2k+1 of B interleaved as 16-bit pairs, one pair a column.</summary>
    private void Pack(byte* b, nint stride)
    {
        for (int k = 0; k < Pairs; k++)
        {
            Vector128<sbyte> even = Vector128.Load(b + 2 * k * stride).AsSByte();
            Vector128<sbyte> odd = Vector128.Load(b + (2 * k + 1) * stride).AsSByte();
            Avx2.ConvertToVector256Int16(Sse2.UnpackLow(even, odd)).Store(_pairs + 32 * k);
            Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(even, odd)).Store(_pairs + 32 * k + 16);
        }
    }

    private void Unpack()
    {
        for (int k = 0; k < Pairs; k++)
        {
            for (int j = 0; j < 16; j++)
            {
                B[2 * k * 16 + j] = (byte)_pairs[32 * k + 2 * j];
                B[(2 * k + 1) * 16 + j] = (byte)_pairs[32 * k + 2 * j + 1];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply512(short* wide, short* pairs, byte* sums, nint sumsStride, int rows)
    {
        Vector512<short> b0 = Vector512.Load(pairs);
        Vector512<short> b1 = Vector512.Load(pairs + 32);
        Vector512<short> b2 = Vector512.Load(pairs + 64);
        Vector512<short> b3 = Vector512.Load(pairs + 96);
        Vector512<short> b4 = Vector512.Load(pairs + 128);
        Vector512<short> b5 = Vector512.Load(pairs + 160);
        Vector512<short> b6 = Vector512.Load(pairs + 192);
        Vector512<short> b7 = Vector512.Load(pairs + 224);
        for (int i = 0; i < rows; i++)
        {
            int* a = (int*)(wide + 16 * i);
            int* sum = (int*)(sums + i * sumsStride);
            Vector512<int> first = Avx512BW.MultiplyAddAdjacent(b0, Vector512.Create(a[0]).AsInt16())
                + Avx512BW.MultiplyAddAdjacent(b1, Vector512.Create(a[1]).AsInt16());
            Vector512<int> second = Avx512BW.MultiplyAddAdjacent(b2, Vector512.Create(a[2]).AsInt16())
                + Avx512BW.MultiplyAddAdjacent(b3, Vector512.Create(a[3]).AsInt16());
            Vector512<int> third = Avx512BW.MultiplyAddAdjacent(b4, Vector512.Create(a[4]).AsInt16())
                + Avx512BW.MultiplyAddAdjacent(b5, Vector512.Create(a[5]).AsInt16());
            Vector512<int> fourth = Avx512BW.MultiplyAddAdjacent(b6, Vector512.Create(a[6]).AsInt16())
                + Avx512BW.MultiplyAddAdjacent(b7, Vector512.Create(a[7]).AsInt16());
            (Vector512.Load(sum) + ((first + second) + (third + fourth))).Store(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply256(short* wide, short* pairs, byte* sums, nint sumsStride, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            int* a = (int*)(wide + 16 * i);
            int* sum = (int*)(sums + i * sumsStride);
            Vector256<int> low = Vector256.Load(sum);
            Vector256<int> high = Vector256.Load(sum + 8);
            for (int k = 0; k < Pairs; k++)
            {
                Vector256<short> pair = Vector256.Create(a[k]).AsInt16();
                low += Avx2.MultiplyAddAdjacent(Vector256.Load(pairs + 32 * k), pair);
                high += Avx2.MultiplyAddAdjacent(Vector256.Load(pairs + 32 * k + 16), pair);
            }

            low.Store(sum);
            high.Store(sum + 8);
        }
    }

    private void MultiplyByOnes(byte* a, nint stride, int columns, byte* sums, nint sumsStride, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            int* sum = (int*)(sums + i * sumsStride);
            for (int k = 0; k < columns; k++)
            {
                int factor = (sbyte)a[i * stride + k];
                sbyte* right = (sbyte*)B + k * Dim;
                for (int j = 0; j < Dim; j++) sum[j] += factor * right[j];
            }
        }
    }
}
