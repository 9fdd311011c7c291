using System.Runtime.InteropServices;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Knows for every byte of main memory which accelerator reads and writes no fence has covered.</summary>
/// <remarks>
/// The RTL orders commands by local rows only (ReservationStation.scala: dependences are computed on scratchpad and
/// accumulator ranges). One order of main-memory accesses follows from that and is allowed: an mvout whose source rows
/// an mvin wrote waits until that mvin has its data, so it may overwrite what the mvin read. Everything else that shares
/// bytes is a race: a read of bytes that an mvout may still be writing, and two mvouts to the same bytes (their writes
/// leave in order but are acknowledged in any order, DMA.scala StreamWriter).
/// </remarks>
internal sealed class RaceTable(TargetDescription target, Memory memory) : IAccessWatcher, IDisposable
{
    private const int LogLimit = 1 << 18;
    private readonly ByteSet _reads = new();
    private readonly ByteSet _writes = new();
    private readonly List<DmaRecord> _log = [];

    /// <summary>The first mvout that no fence has covered.</summary>
    public DmaRecord? FirstWrite => Find(record => record.Write);

    /// <summary>The first mvin that no fence has covered.</summary>
    public DmaRecord? FirstRead => Find(record => !record.Write);

    /// <summary>Whether an mvout is not covered.</summary>
    public bool HasWrites => !_writes.IsEmpty;

    /// <summary>Whether an mvin is not covered.</summary>
    public bool HasReads => !_reads.IsEmpty;

    /// <summary>Notes an mvin or mvout, and says which earlier one it races with.</summary>
    /// <param name="record">The access.</param>
    /// <param name="complaint">The end of a sentence about the command, null when there is no race.</param>
    public void Note(in DmaRecord record, out string? complaint)
    {
        complaint = null;
        bool meetsWrites = false;
        bool meetsReads = false;
        for (int row = 0; row < record.Rows; row++)
        {
            ulong address = record.Address + (ulong)row * record.Stride;
            if (address >= Memory.AddressLimit - (ulong)record.RowBytes) continue;
            meetsWrites |= _writes.Meets(address, record.RowBytes);
            if (record.Write) meetsReads |= _reads.Meets(address, record.RowBytes);
            if ((record.Write ? _writes : _reads).Add(address, record.RowBytes)) memory.Watch(address, record.RowBytes, record.Write);
        }

        if (meetsWrites) complaint = WithWrite(record);
        else if (meetsReads) complaint = WithUnorderedRead(record);
        if (_log.Count < LogLimit) _log.Add(record);
    }

    /// <inheritdoc/>
    public Fault? OnCoreAccess(ulong address, int length, bool write, ulong programCounter)
    {
        bool meetsWrite = _writes.Meets(address, length);
        if (!meetsWrite && !(write && _reads.Meets(address, length))) return null;
        DmaRecord? earlier = Find(record => record.Write == meetsWrite && record.Touches(address, (ulong)length));
        string what = meetsWrite ? "may still be writing" : "may still be reading";
        string message = $"The core {(write ? "writes" : "reads")} {length} bytes at 0x{address:x} (pc 0x{programCounter:x}), which {Name(earlier)} {what}: " +
            "no fence is between them. Issue Gemmini.Fence() before the core touches the bytes.";
        return new Fault(FaultKind.CoreRace, message, programCounter, address, earlier is { } e ? Disassembler.Print(e.Command, target) : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reads.Dispose();
        _writes.Dispose();
    }

    /// <summary>A fence covered everything.</summary>
    public void Clear()
    {
        _reads.Clear();
        _writes.Clear();
        _log.Clear();
    }

    /// <summary>The command and place of a record, for messages.</summary>
    public string Name(DmaRecord? record) =>
        record is { } r ? $"{Disassembler.Print(r.Command, target)} at 0x{r.ProgramCounter:x}" : "an earlier command";

    private string WithWrite(DmaRecord record)
    {
        DmaRecord? earlier = Find(other => other.Write && other.Touches(record)) ?? (record.Write ? record : null);
        return record.Write
            ? $"writes main memory that {Name(earlier)} may still be writing: nothing orders two mvouts to the same bytes. Issue Gemmini.Fence() between them."
            : $"reads main memory that {Name(earlier)} may still be writing: commands are ordered by local rows only. Issue Gemmini.Fence() between them.";
    }

    private string? WithUnorderedRead(DmaRecord record)
    {
        DmaRecord? earlier = Find(other => !other.Write && !other.SharesLocalRows(record) && other.Touches(record));
        return earlier is null
            ? null
            : $"writes main memory that {Name(earlier)} may still be reading: commands are ordered by local rows only, and these share none. Issue Gemmini.Fence() between them.";
    }

    private DmaRecord? Find(Predicate<DmaRecord> match)
    {
        foreach (ref readonly DmaRecord record in CollectionsMarshal.AsSpan(_log))
        {
            if (match(record)) return record;
        }

        return null;
    }
}
