using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Knows for every byte of main memory which accelerator reads and writes no fence has covered.</summary>
/// <remarks>
/// The RTL orders commands by local rows only. <see cref="CommandLog"/> says which accesses to main memory that puts in order: an mvout
/// may overwrite what an mvin has certainly read. Everything else that shares bytes is a race: a read of bytes that an mvout may still be
/// writing, and two mvouts to the same bytes (their writes leave in order but are acknowledged in any order, DMA.scala StreamWriter).
/// </remarks>
internal sealed class RaceTable(TargetDescription target, Memory memory, FaultSink faults) : IAccessWatcher, IDisposable
{
    private readonly ByteSet _reads = new();
    private readonly ByteSet _writes = new();
    private readonly CommandLog _log = new(target);

    /// <summary>The first mvout that no fence has covered.</summary>
    public DmaRecord? FirstWrite => _log.Find(record => record.Write);

    /// <summary>The first mvin that no fence has covered.</summary>
    public DmaRecord? FirstRead => _log.Find(record => !record.Write);

    /// <summary>Whether an mvout is not covered.</summary>
    public bool HasWrites => !_writes.IsEmpty;

    /// <summary>Whether an mvin is not covered.</summary>
    public bool HasReads => !_reads.IsEmpty;

    /// <summary>Notes an mvin or mvout, and says which earlier one it races with.</summary>
    /// <param name="record">The access.</param>
    /// <param name="hears">Whether a complaint would be heard.</param>
    /// <param name="complaint">The end of a sentence about the command, null when there is no race or nobody hears.</param>
    public void Note(in DmaRecord record, Func<bool> hears, out string? complaint)
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

        if ((meetsWrites || meetsReads) && hears()) complaint = meetsWrites ? WithWrite(record) : WithUnorderedRead(record);
        _log.Add(record);
    }

    /// <summary>Notes a preload with its compute: what waits for what depends on its rows.</summary>
    public void Note(RowRange a, RowRange stationary, RowRange d, RowRange result)
    {
        if (HasReads) _log.Add(a, stationary, d, result);
    }

    /// <inheritdoc/>
    public Fault? OnCoreAccess(ulong address, int length, bool write, ulong programCounter)
    {
        bool meetsWrite = _writes.Meets(address, length);
        if (!meetsWrite && !(write && _reads.Meets(address, length))) return null;
        if (!faults.Hears(FaultKind.CoreRace, programCounter)) return null;
        DmaRecord? earlier = _log.Find(record => record.Write == meetsWrite && record.Touches(address, (ulong)length));
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

    /// <summary>Saves or loads what no fence has covered.</summary>
    public void Pass(StateStream state)
    {
        _reads.Pass(state);
        _writes.Pass(state);
        _log.Pass(state);
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
        DmaRecord? earlier = _log.Find(other => other.Write && other.Touches(record)) ?? (record.Write ? record : null);
        return record.Write
            ? $"writes main memory that {Name(earlier)} may still be writing: nothing orders two mvouts to the same bytes. Issue Gemmini.Fence() between them."
            : $"reads main memory that {Name(earlier)} may still be writing: commands are ordered by local rows only. Issue Gemmini.Fence() between them.";
    }

    private string? WithUnorderedRead(in DmaRecord record) => _log.MayOvertake(record, out DmaRecord? earlier)
        ? $"writes main memory that {Name(earlier)} may still be reading: commands are ordered by local rows only, and nothing that this one waits for waits for that one. Issue Gemmini.Fence() between them."
        : null;
}
