using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>One mvin or mvout since the last fence.</summary>
/// <param name="Write">Whether it writes main memory (an mvout).</param>
/// <param name="Address">Row 0.</param>
/// <param name="Stride">Bytes between rows.</param>
/// <param name="Rows">Rows.</param>
/// <param name="RowBytes">Bytes of each row.</param>
/// <param name="Local">Local rows, with the accumulator behind the scratchpad.</param>
/// <param name="Loop">0 outside loops; else the number of the loop that unrolled it, positive for a product of loop_ws.</param>
/// <param name="Command">The command as the core issued it.</param>
/// <param name="ProgramCounter">Its instruction.</param>
internal readonly record struct DmaRecord(
    bool Write,
    ulong Address,
    ulong Stride,
    int Rows,
    int RowBytes,
    RowRange Local,
    int Loop,
    EncodedCommand Command,
    ulong ProgramCounter)
{
    /// <summary>Writes a record, or reads one.</summary>
    public static DmaRecord Pass(StateStream state, in DmaRecord record) => new(
        state.Value(record.Write),
        state.Value(record.Address),
        state.Value(record.Stride),
        state.Value(record.Rows),
        state.Value(record.RowBytes),
        state.Value(record.Local),
        state.Value(record.Loop),
        new EncodedCommand(state.Value(record.Command.Funct7), state.Value(record.Command.Rs1), state.Value(record.Command.Rs2)),
        state.Value(record.ProgramCounter));

    /// <summary>Whether some row overlaps a range of main memory.</summary>
    public bool Touches(ulong address, ulong length)
    {
        for (int row = 0; row < Rows; row++)
        {
            ulong start = Address + (ulong)row * Stride;
            if (start < address + length && address < start + (ulong)RowBytes) return true;
        }

        return false;
    }

    /// <summary>Whether some row overlaps some row of another record.</summary>
    public bool Touches(in DmaRecord other)
    {
        if (Address >= other.End || other.Address >= End) return false;
        for (int row = 0; row < other.Rows; row++)
        {
            if (Touches(other.Address + (ulong)row * other.Stride, (ulong)other.RowBytes)) return true;
        }

        return false;
    }

    private ulong End => Address + (ulong)Math.Max(Rows - 1, 0) * Stride + (ulong)RowBytes;
}
