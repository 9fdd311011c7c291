using System.Runtime.CompilerServices;
using Autocomp.Isa;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>mvout of a symbolic run.</summary>
internal sealed class SymbolicStore(
    int dim,
    int elementBytes,
    SymbolicConfiguration configuration,
    SymbolicRows scratchpad,
    SymbolicRows accumulator,
    SymbolicMemory memory,
    AcceleratorFunctions functions,
    SymbolicPoints points)
{
    private const int AccumulatorBytes = 4;

    /// <summary>Executes one command.</summary>
    /// <param name="destination">Main-memory address of row 0.</param>
    /// <param name="operand">rs2: local address, columns, rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute(ulong destination, ulong operand)
    {
        var local = new LocalAddress((uint)operand);
        int columns = (int)(operand >> 32) & 0xFFFF, rows = (int)(operand >> 48);
        if (local.IsAccumulator && local.NormCommand != 0) throw new NotProvableException("the schedule normalises rows");
        if (configuration.Pooling.Stride != 0)
        {
            Pool(destination, local, columns);
            return;
        }

        int bytes = local.IsFullWidth ? AccumulatorBytes : elementBytes;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ulong value = Value(local, local.Row + row + column / dim * dim, column % dim);
                memory.Write(destination + (ulong)row * configuration.StoreStride + (ulong)(column * bytes), bytes, value);
            }
        }
    }

    private ulong Value(LocalAddress local, int row, int lane)
    {
        if (!local.IsAccumulator) return scratchpad[row][lane];
        ulong value = accumulator[row][lane];
        return local.IsFullWidth ? value : functions.Narrow(value, configuration.StoreScale, configuration.StoreRelu);
    }

    private void Pool(ulong destination, LocalAddress local, int columns)
    {
        SymbolicConfiguration.Pool pool = configuration.Pooling;
        for (int pixel = 0; pixel < pool.Rows * pool.Columns; pixel++)
        {
            (int outRow, int outColumn) = Math.DivRem(pixel, pool.Columns);
            for (int lane = 0; lane < Math.Min(columns, dim); lane++)
            {
                var maximum = new SymbolicMaximum();
                for (int i = 0; i < pool.Size * pool.Size; i++)
                {
                    int row = outRow * pool.Stride + i / pool.Size - pool.Upper, column = outColumn * pool.Stride + i % pool.Size - pool.Left;
                    bool inside = row >= 0 && column >= 0 && row < pool.ImageRows && column < pool.ImageColumns;
                    if (inside) maximum.Add(Value(local, local.Row + row * pool.ImageColumns + column, lane), points);
                    else maximum.Add(0.0);
                }

                ulong at = (ulong)(outRow * pool.Pitch + outColumn) * configuration.StoreStride + (ulong)(lane * elementBytes);
                memory.Write(destination + at, elementBytes, maximum.Value(points));
            }
        }
    }
}
