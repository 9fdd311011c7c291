using System.Runtime.CompilerServices;

namespace Autocomp.Emulator;

/// <summary>Multiplies matrices of at most DIM x DIM: sums[i] += a[i] * B.</summary>
internal abstract unsafe class SystolicArray
{
    private readonly byte[] _storage;

    protected SystolicArray(int dim, int elementBytes)
    {
        Dim = dim;
        ElementBytes = elementBytes;
        _storage = GC.AllocateArray<byte>(2 * dim * dim * elementBytes, pinned: true);
        B = (byte*)Unsafe.AsPointer(ref _storage[0]);
        Scratch = B + dim * dim * elementBytes;
    }

    protected int Dim { get; }

    protected int ElementBytes { get; }

    /// <summary>B, row-major, DIM columns, zeros where the operand has no rows or columns.</summary>
    protected byte* B { get; }

    /// <summary>A, where it must be copied.</summary>
    protected byte* Scratch { get; }

    /// <summary>Takes B.</summary>
    /// <param name="source">Row 0; null for zeros.</param>
    /// <param name="stride">Bytes between rows.</param>
    /// <param name="rows">Rows of B; the others are zero.</param>
    /// <param name="columns">Columns of B; the others are zero.</param>
    /// <param name="transposed">Whether the source holds B transposed.</param>
    public virtual void LoadB(byte* source, nint stride, int rows, int columns, bool transposed) =>
        Copy(source, stride, rows, columns, transposed, B);

    /// <summary>Saves or loads B.</summary>
    public virtual void Pass(StateStream state) => state.Bytes(new Span<byte>(B, Dim * Dim * ElementBytes));

    /// <summary>Adds A * B to sums.</summary>
    /// <param name="source">Row 0 of A; null for zeros.</param>
    /// <param name="stride">Bytes between rows of the source.</param>
    /// <param name="rows">Rows of A; the others are zero.</param>
    /// <param name="columns">Columns of A; the others are zero.</param>
    /// <param name="transposed">Whether the source holds A transposed.</param>
    /// <param name="sums">Row 0 of the sums, DIM accumulator lanes each.</param>
    /// <param name="sumsStride">Bytes between rows of the sums.</param>
    /// <param name="sumRows">Rows of the sums to work on.</param>
    public void Multiply(byte* source, nint stride, int rows, int columns, bool transposed, byte* sums, nint sumsStride, int sumRows)
    {
        if (transposed || source == null || rows < sumRows)
        {
            Copy(source, stride, rows, columns, transposed, Scratch);
            source = Scratch;
            stride = Dim * ElementBytes;
            columns = Dim;
        }

        Multiply(source, stride, columns, sums, sumsStride, sumRows);
    }

    /// <summary>Adds A * B to sums; A has at least as many rows as the sums, and columns at or beyond the count are zero.</summary>
    protected abstract void Multiply(byte* a, nint stride, int columns, byte* sums, nint sumsStride, int rows);

    private void Copy(byte* source, nint stride, int rows, int columns, bool transposed, byte* destination)
    {
        int rowBytes = Dim * ElementBytes;
        Unsafe.InitBlock(destination, 0, (uint)(Dim * rowBytes));
        if (source == null) return;
        if (!transposed)
        {
            for (int i = 0; i < rows; i++) Unsafe.CopyBlock(destination + i * rowBytes, source + i * stride, (uint)(columns * ElementBytes));
            return;
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                if (ElementBytes == 1) destination[i * rowBytes + j] = source[j * stride + i];
                else ((int*)(destination + i * rowBytes))[j] = ((int*)(source + j * stride))[i];
            }
        }
    }
}
