using System.Numerics;
using System.Runtime.CompilerServices;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>mvout: scratchpad or accumulator to main memory, with activation, scale and max pooling.</summary>
[SkipLocalsInit]
internal sealed unsafe class StoreUnit(AcceleratorState state, Normalization normalization)
{
    /// <summary>Executes one command.</summary>
    /// <param name="destination">Main-memory address of row 0.</param>
    /// <param name="operand">rs2: local address, columns, rows.</param>
    public void Execute(ulong destination, ulong operand)
    {
        state.Need(ConfigurationGroup.Store);
        var local = new LocalAddress((uint)operand);
        int columns = (int)(operand >> 32) & 0xFFFF;
        int rows = (int)(operand >> 48);
        ref StoreConfiguration configuration = ref state.Store;
        bool pooling = configuration.PoolStride != 0;
        CheckOperands(local, columns, pooling ? 1 : rows, pooling, configuration);
        if (columns == 0) return;
        if (pooling) Pool(destination, local, columns, configuration);
        else Move(destination, local, columns, rows, configuration);
    }

    private void CheckOperands(LocalAddress local, int columns, int rows, bool pooling, in StoreConfiguration configuration)
    {
        Complaints complaints = state.Complaints;
        int most = state.Dim * (pooling || local.IsFullWidth ? 1 : state.Target.MaxBlockLength);
        string? problem =
            local.IsGarbage ? "has no source: the garbage address cannot be stored."
            : columns < 1 || columns > most ? $"moves {columns} columns, but 1 to {most} are possible here."
            : rows < 1 || rows > state.Dim ? $"moves {rows} rows, but 1 to {state.Dim} are possible."
            : pooling && local.IsFullWidth ? "pools full-width rows; pooling works on elements only."
            : null;
        if (problem is not null) complaints.Report(FaultKind.IllegalCommand, problem);
        if (!local.IsAccumulator || local.IsFullWidth) return;
        if (!(MathF.Abs(configuration.Scale) < 4294967296f) && state.Target.Element == ElementType.Int8) complaints.Report(RevisionDifferences.HugeScale);
        if (configuration.Activation == ActivationFunction.Relu && configuration.Scale < 0) complaints.Report(RevisionDifferences.ReluWithNegativeScale);
        if (configuration.Activation > ActivationFunction.Relu && !state.Target.HasNormalizations) complaints.Report(RevisionDifferences.NoNormalizations);
        if (local.NormCommand != 0 || !state.Target.HasNormalizations) return;
        if (configuration.Activation == ActivationFunction.LayerNorm) complaints.Report(RevisionDifferences.LayerNormRounding);
        if (configuration.Activation == ActivationFunction.Softmax && configuration.Scale != 1f) complaints.Report(RevisionDifferences.SoftmaxScale);
    }

    private void Move(ulong destination, LocalAddress local, int columns, int rows, in StoreConfiguration configuration)
    {
        LocalMemory memory = local.IsAccumulator ? state.Accumulator : state.Scratchpad;
        bool full = local.IsFullWidth;
        int laneBytes = full ? RowArithmetic.AccumulatorBytes : state.Arithmetic.ElementBytes;
        int blocks = (columns + state.Dim - 1) / state.Dim;
        int last = local.Row + (blocks - 1) * state.Dim + rows - 1;
        if (!state.CheckRows(memory, local.Row, last, "its local address")) return;

        if (local.IsAccumulator && local.NormCommand != 0)
        {
            CollectStatistics(local, columns, rows);
            return;
        }

        int chunk = Math.Min(blocks, 4);
        byte* values = stackalloc byte[chunk * state.Dim * sizeof(int)];
        for (int row = 0; row < rows; row++)
        {
            if (local.IsAccumulator) normalization.BeginRow();
            for (int block = 0; block < blocks; block += chunk)
            {
                int done = block * state.Dim;
                int count = Math.Min(chunk * state.Dim, columns - done);
                for (int part = 0; part * state.Dim < count; part++)
                {
                    int lanes = Math.Min(state.Dim, count - part * state.Dim);
                    Read(memory, local.Row + row + (block + part) * state.Dim, lanes, full, configuration, values + part * state.Dim * laneBytes);
                }

                Write(destination + (ulong)row * configuration.Stride + (ulong)(done * laneBytes), row, new ReadOnlySpan<byte>(values, count * laneBytes));
            }
        }

        Note(local, local.Row, last, destination, configuration.Stride, rows, columns * laneBytes);
    }

    private void Pool(ulong destination, LocalAddress local, int columns, in StoreConfiguration configuration)
    {
        LocalMemory memory = local.IsAccumulator ? state.Accumulator : state.Scratchpad;
        int last = local.Row + (configuration.OutRows * configuration.OutCols) - 1;
        if (!state.CheckRows(memory, local.Row, last, "its image")) return;
        int lanes = Math.Min(columns, state.Dim);
        byte* best = stackalloc byte[state.Dim * sizeof(int)];
        byte* element = stackalloc byte[state.Dim * sizeof(int)];
        for (int outRow = 0; outRow < configuration.PoolOutRows; outRow++)
        {
            for (int outColumn = 0; outColumn < configuration.PoolOutCols; outColumn++)
            {
                state.Arithmetic.Least(best, lanes);
                for (int i = 0; i < configuration.PoolSize * configuration.PoolSize; i++)
                {
                    int row = outRow * configuration.PoolStride + i / configuration.PoolSize - configuration.UpperPadding;
                    int column = outColumn * configuration.PoolStride + i % configuration.PoolSize - configuration.LeftPadding;
                    bool inside = row >= 0 && column >= 0 && row < configuration.OutRows && column < configuration.OutCols;
                    if (inside) Read(memory, local.Row + row * configuration.OutCols + column, lanes, false, configuration, element);
                    state.Arithmetic.Max(best, inside ? element : null, lanes);
                }

                ulong pixel = (ulong)(outRow * configuration.PoolOutDim + outColumn);
                Write(destination + pixel * configuration.Stride, outRow, new ReadOnlySpan<byte>(best, lanes * state.Arithmetic.ElementBytes));
            }

            ulong start = destination + (ulong)(outRow * configuration.PoolOutDim) * configuration.Stride;
            Note(local, local.Row, last, start, configuration.Stride, configuration.PoolOutCols, lanes * state.Arithmetic.ElementBytes);
        }
    }

    /// <summary>One local row as it goes to main memory.</summary>
    private void Read(LocalMemory memory, int row, int lanes, bool full, in StoreConfiguration configuration, byte* destination)
    {
        CheckPoison(memory, row, lanes);
        byte* source = memory.Row(row);
        if (memory == state.Scratchpad)
        {
            Buffer.MemoryCopy(source, destination, lanes * memory.LaneBytes, lanes * memory.LaneBytes);
            return;
        }

        byte* activated = stackalloc byte[64 * sizeof(int)];
        if (configuration.Activation > ActivationFunction.Relu)
        {
            Buffer.MemoryCopy(source, activated, lanes * sizeof(int), lanes * sizeof(int));
            normalization.Activate(activated, lanes);
            source = activated;
        }

        if (full) Buffer.MemoryCopy(source, destination, lanes * sizeof(int), lanes * sizeof(int));
        else state.Arithmetic.Narrow(source, destination, lanes, configuration.Scale, configuration.Activation == ActivationFunction.Relu);
    }

    /// <summary>An mvout with a norm command feeds the statistics of its rows and stores nothing.</summary>
    private void CollectStatistics(LocalAddress local, int columns, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int done = 0; done < columns; done += state.Dim)
            {
                CheckPoison(state.Accumulator, local.Row + row + done, Math.Min(state.Dim, columns - done));
            }

            normalization.Collect(local, row, columns);
        }
    }

    private void CheckPoison(LocalMemory memory, int row, int lanes)
    {
        ulong poison = memory.Poison[row] & LocalMemory.FirstLanes(lanes);
        if (poison == 0 || !state.Complaints.Hears(FaultKind.PoisonRead)) return;
        int lane = BitOperations.TrailingZeroCount(poison);
        PoisonOrigin origin = memory.OriginOf(row, lane);
        string what = origin.Reader == 0
            ? $"stores {memory.Name} row 0x{row:x}, column {lane}, which the kernel has not written; load or compute it first."
            : $"stores {memory.Name} row 0x{row:x}, column {lane}, whose value depends on {origin.Memory.Name} row 0x{origin.Row:x}, column {origin.Lane}, " +
                $"which the instruction at 0x{origin.Reader:x} read before the kernel wrote it.";
        state.Complaints.Report(FaultKind.PoisonRead, what, (ulong)row);
    }

    private void Write(ulong address, int row, ReadOnlySpan<byte> values)
    {
        if (state.Memory.TryWrite(address, values) is { } refusal && state.Complaints.Hears(refusal))
        {
            state.Complaints.Report(
                refusal,
                $"writes {values.Length} bytes of main memory at 0x{address:x} (row {row}): {state.Memory.Explain(refusal, address, values.Length)}.",
                address);
        }
    }

    private void Note(LocalAddress local, int first, int last, ulong address, ulong stride, int rows, int rowBytes)
    {
        state.BytesWritten += (long)rows * rowBytes;
        state.NoteMove(write: true, address, stride, rows, rowBytes, local.IsAccumulator ? state.Accumulator : state.Scratchpad, first, last);
    }
}
