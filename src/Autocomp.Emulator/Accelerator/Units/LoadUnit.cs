using System.Runtime.CompilerServices;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>mvin, mvin2 and mvin3: main memory to scratchpad or accumulator.</summary>
[SkipLocalsInit]
internal sealed unsafe class LoadUnit(AcceleratorState state, ExecuteUnit execute)
{
    private const uint RowMask = 0x1FFF_FFFF;

    /// <summary>Executes one command.</summary>
    /// <param name="id">0 mvin, 1 mvin2, 2 mvin3: whose configuration counts.</param>
    /// <param name="source">Main-memory address of row 0; 0 for zeros.</param>
    /// <param name="operand">rs2: local address, columns, rows.</param>
    public void Execute(int id, ulong source, ulong operand)
    {
        state.Need((ConfigurationGroup)((int)ConfigurationGroup.Load0 << id));
        ref LoadConfiguration configuration = ref state.Load[id];
        var local = new LocalAddress((uint)operand);
        var move = new Move
        {
            Source = source,
            Columns = (int)(operand >> 32) & 0xFFFF,
            Rows = (int)(operand >> 48),
            First = (int)(local.Bits & RowMask),
            Accumulate = local.Accumulates,
            Memory = local.IsAccumulator ? state.Accumulator : state.Scratchpad,
            Narrow = !local.IsAccumulator || configuration.Shrunk,
        };
        move.SourceLaneBytes = move.Narrow ? state.Arithmetic.ElementBytes : RowArithmetic.AccumulatorBytes;
        move.Blocks = (move.Columns + state.Dim - 1) / state.Dim;
        CheckOperands(local, move, configuration);
        if (move.Rows == 0 || move.Columns == 0) return;

        long last = move.First + (long)(move.Blocks - 1) * configuration.BlockStride + move.Rows - 1;
        if (!state.CheckRows(move.Memory, move.First, last, "its local address")) return;
        if (state.Complaints.IsStrict) execute.CheckOverwrite(move.Memory, move.First, (int)last);
        bool copies = move.Memory == state.Scratchpad && configuration.Scale == 1f && configuration.PixelRepeats == 1;
        for (int row = 0; row < move.Rows; row++)
        {
            if (copies) CopyRow(move, configuration, row);
            else LoadRow(move, configuration, row);
        }

        if (source == 0) return;

        // Stride 0 fetches one row and repeats it (LoadController.scala:105).
        int rowBytes = move.Columns * move.SourceLaneBytes;
        state.BytesRead += (long)(configuration.Stride == 0 ? 1 : move.Rows) * rowBytes;
        state.NoteMove(write: false, source, configuration.Stride, move.Rows, rowBytes, move.Memory, Math.Max(0, move.First - configuration.PixelRepeats + 1), (int)last);
    }

    private void CheckOperands(LocalAddress local, in Move move, in LoadConfiguration configuration)
    {
        Complaints complaints = state.Complaints;
        int most = state.Dim * (move.Narrow ? state.Target.MaxBlockLength : state.Target.MaxBlockLengthAccumulator);
        if (move.Columns < 1 || move.Columns > most)
        {
            complaints.Report(FaultKind.IllegalCommand, $"moves {move.Columns} columns, but 1 to {most} are possible here.");
        }
        else if (move.Rows < 1 || move.Rows > state.Dim)
        {
            complaints.Report(FaultKind.IllegalCommand, $"moves {move.Rows} rows, but 1 to {state.Dim} are possible.");
        }
        else if (move.Blocks > 1 && configuration.BlockStride < move.Rows)
        {
            complaints.Report(FaultKind.IllegalCommand, $"moves {move.Blocks} blocks of {move.Rows} rows, which a block stride of {configuration.BlockStride} makes overlap; set blockStride to {move.Rows} or more.");
        }
        else if (configuration.PixelRepeats > 1 && configuration.PixelRepeats * move.Columns > state.Dim)
        {
            complaints.Report(FaultKind.IllegalCommand, $"repeats {move.Columns} columns {configuration.PixelRepeats} times, but a local row has {state.Dim}.");
        }
        else if (local.IsGarbage)
        {
            complaints.Report(FaultKind.IllegalCommand, "has no destination: the garbage address cannot be written.");
        }

        int half = state.Scratchpad.Rows / 2;
        if (configuration.PixelRepeats > 1 && move.First >= half && move.First - configuration.PixelRepeats + 1 < half)
        {
            complaints.Report(RevisionDifferences.PixelRepeatBelowHalf);
        }
    }

    /// <summary>The usual row: elements that stay as they are.</summary>
    private void CopyRow(in Move move, in LoadConfiguration configuration, int row)
    {
        for (int block = 0; block < move.Blocks; block++)
        {
            int local = move.First + row + block * configuration.BlockStride;
            int lanes = Math.Min(state.Dim, move.Columns - block * state.Dim);
            ReadRow(move, configuration, row, block * state.Dim, new Span<byte>(move.Memory.Row(local), lanes * move.SourceLaneBytes));
            move.Memory.NoteLoad(local, LocalMemory.FirstLanes(lanes));
        }
    }

    private void LoadRow(in Move move, in LoadConfiguration configuration, int row)
    {
        RowArithmetic arithmetic = state.Arithmetic;
        int chunk = state.Dim * 4;
        byte* values = stackalloc byte[chunk * sizeof(int)];
        for (int done = 0; done < move.Columns; done += chunk)
        {
            int columns = Math.Min(chunk, move.Columns - done);
            ReadRow(move, configuration, row, done, new Span<byte>(values, columns * move.SourceLaneBytes));
            if (move.Narrow)
            {
                if (configuration.Scale != 1f && move.Source != 0) arithmetic.ScaleElements(values, values, columns, configuration.Scale);
            }
            else if (state.Target.ScalesAccumulatorLoads)
            {
                arithmetic.ScaleAccumulator(values, columns, configuration.Scale);
            }

            for (int column = 0; column < columns; column += state.Dim)
            {
                int local = move.First + row + (done + column) / state.Dim * configuration.BlockStride;
                int lanes = Math.Min(state.Dim, columns - column);
                for (int pixel = 0; pixel < configuration.PixelRepeats && pixel <= local; pixel++)
                {
                    Write(move, local - pixel, pixel * move.Columns, lanes, values + column * move.SourceLaneBytes);
                }
            }
        }
    }

    private void ReadRow(in Move move, in LoadConfiguration configuration, int row, int column, Span<byte> destination)
    {
        if (move.Source == 0)
        {
            destination.Clear();
            return;
        }

        ulong address = move.Source + (ulong)row * configuration.Stride + (ulong)(column * move.SourceLaneBytes);
        if (state.Memory.TryRead(address, destination) is { } refusal && state.Complaints.Hears(refusal))
        {
            state.Complaints.Report(
                refusal,
                $"reads {destination.Length} bytes of main memory at 0x{address:x} (row {row}): {state.Memory.Explain(refusal, address, destination.Length)}.",
                address);
        }
    }

    private void Write(in Move move, int row, int lane, int lanes, byte* values)
    {
        lanes = Math.Min(lanes, state.Dim - lane);
        if (lanes <= 0) return;
        LocalMemory memory = move.Memory;
        byte* destination = memory.Row(row) + lane * memory.LaneBytes;
        ulong mask = LocalMemory.FirstLanes(lanes) << lane;
        byte* widened = stackalloc byte[64 * sizeof(int)];
        if (memory == state.Accumulator && move.Narrow)
        {
            state.Arithmetic.Widen(values, widened, lanes);
            values = widened;
        }

        if (!move.Accumulate)
        {
            Buffer.MemoryCopy(values, destination, lanes * memory.LaneBytes, lanes * memory.LaneBytes);
            memory.NoteWrite(row, mask, 0);
            return;
        }

        state.Arithmetic.Add(destination, values, lanes);
        ulong poison = memory.Poison[row] & mask;
        if (poison != 0) memory.NoteSpread(row, row, poison, memory, state.Complaints.ProgramCounter);
        memory.NoteWrite(row, 0, 0);
    }

    private struct Move
    {
        public ulong Source;
        public int Columns;
        public int Rows;
        public int Blocks;
        public int First;
        public int SourceLaneBytes;
        public bool Accumulate;
        public bool Narrow;
        public LocalMemory Memory;
    }
}
