using System.Runtime.CompilerServices;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The systolic array of a symbolic run: matrices of at most DIM x DIM values.</summary>
/// <param name="dim">DIM.</param>
internal sealed class SymbolicArray(int dim)
{
    private readonly ulong[] _a = new ulong[dim * dim];

    // Transposed, so that the inner loop walks two rows.
    private readonly ulong[] _b = new ulong[dim * dim];

    /// <summary>Takes B; what the operand does not have is zero.</summary>
    /// <param name="rows">The scratchpad.</param>
    /// <param name="operand">B, or garbage for zeros.</param>
    /// <param name="transposed">Whether the rows hold B transposed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void LoadB(SymbolicRows rows, SymbolicOperand operand, bool transposed)
    {
        Array.Clear(_b);
        if (operand.IsGarbage) return;
        for (int k = 0; k < operand.Rows; k++)
        {
            for (int j = 0; j < operand.Columns; j++) _b[j * dim + k] = transposed ? rows[operand.Row + j][k] : rows[operand.Row + k][j];
        }
    }

    /// <summary>Adds A * B to sums.</summary>
    /// <param name="rows">The scratchpad.</param>
    /// <param name="operand">A, or garbage for zeros.</param>
    /// <param name="stride">Rows between rows of A.</param>
    /// <param name="transposed">Whether the rows hold A transposed.</param>
    /// <param name="sums">DIM x DIM sums.</param>
    /// <param name="sumRows">Rows of the sums to work on.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(SymbolicRows rows, SymbolicOperand operand, int stride, bool transposed, ulong[] sums, int sumRows)
    {
        if (operand.IsGarbage) return;
        Array.Clear(_a);
        int used = Math.Min(operand.Rows, sumRows);
        for (int i = 0; i < used; i++)
        {
            for (int k = 0; k < operand.Columns; k++) _a[i * dim + k] = transposed ? rows[operand.Row + k * stride][i] : rows[operand.Row + i * stride][k];
        }

        for (int i = 0; i < used; i++)
        {
            ReadOnlySpan<ulong> a = _a.AsSpan(i * dim, dim);
            for (int j = 0; j < dim; j++) sums[i * dim + j] = PrimeField.Add(sums[i * dim + j], Dot(a, _b.AsSpan(j * dim, dim)));
        }
    }

    // 64 products of 122 bits fit in 128; 2^64 is 8 in the field.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Dot(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        b = b[..a.Length];
        ulong high = 0, low = 0;
        for (int k = 0; k < a.Length; k++)
        {
            ulong top = Math.BigMul(a[k], b[k], out ulong bottom);
            low += bottom;
            high += top + (low < bottom ? 1UL : 0UL);
        }

        return PrimeField.Add(PrimeField.Reduce(0, low), PrimeField.Multiply(PrimeField.Reduce(0, high), 8));
    }
}
