using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>Puts every cycle under exactly one cause, seen from the array: what it did, or what it waited for; and under the instruction that stands for it.</summary>
internal sealed class CycleCauses(AcceleratorTiming accelerator)
{
    private const int CauseBits = 4;
    private readonly CycleTable _cycles = new();
    private readonly Dictionary<(ulong Pc, ulong Other), long> _conflicts = [];
    private (ulong Key, long Cycles) _open;
    private long _firstBusy;
    private long _lastBusy;

    /// <summary>What the core does while the clock runs.</summary>
    public CoreActivity Core { get; private set; }

    /// <summary>The core's instruction: the command that it offers or comes to next, or the fence in which it stands.</summary>
    public ulong CorePc { get; private set; }

    /// <summary>Follows the run for a timeline; null when none is made.</summary>
    public RunRecorder? Recorder { get; set; }

    /// <summary>Cycles in which the load controller was busy.</summary>
    public long LoadBusy { get; private set; }

    /// <summary>Cycles in which the store controller was busy.</summary>
    public long StoreBusy { get; private set; }

    /// <summary>Cycles in which the array was fed.</summary>
    public long ArrayBusy { get; private set; }

    /// <summary>Cycles before the first in which the array worked on a compute; all when there is none.</summary>
    public long BeforeFirstCompute => _lastBusy == 0 ? Total : _firstBusy;

    /// <summary>Cycles behind the last of these; 0 when there is none.</summary>
    public long AfterLastCompute => _lastBusy == 0 ? 0 : Total - _lastBusy;

    /// <summary>All cycles that passed.</summary>
    public long Total { get; private set; }

    /// <summary>Notes what the core does from here on.</summary>
    public void CoreIs(CoreActivity activity, ulong pc) => (Core, CorePc) = (activity, pc);

    /// <summary>Accounts for cycles that passed in the state that the accelerator is in.</summary>
    public void Pass(long cycles)
    {
        var (cause, pc) = Cause();
        var key = (pc << CauseBits) | (ulong)cause;
        if (key != _open.Key)
        {
            Close();
            _open.Key = key;
        }

        _open.Cycles += cycles;
        NoteBusyAndConflict(cause, pc, cycles);
        Total += cycles;
        ArrayBusy += cause is CycleCause.ArrayBusy or CycleCause.PreloadAlone ? cycles : 0;
        LoadBusy += accelerator.Loads.IsBusy ? cycles : 0;
        StoreBusy += accelerator.Stores.IsBusy ? cycles : 0;
        Recorder?.Pass(accelerator.Now, cycles, cause, pc);
    }

    /// <summary>Cycles by label; causes that never occurred are left out.</summary>
    public ImmutableSortedDictionary<string, long> ToDictionary() => Entries
        .GroupBy(entry => CauseOf(entry.Key))
        .ToImmutableSortedDictionary(group => group.Key.Label(), group => group.Sum(entry => entry.Cycles), StringComparer.Ordinal);

    /// <summary>Cycles by line and cause, lines in order, those without a line first.</summary>
    public ImmutableArray<LineCause> ByLine(Func<ulong, SourceLine?> lineOf) =>
    [
        .. Entries
            .GroupBy(entry => (Line: lineOf(entry.Key >> CauseBits), Cause: CauseOf(entry.Key)))
            .OrderBy(group => group.Key.Line?.File, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Line?.Line)
            .ThenBy(group => group.Key.Cause)
            .Select(group => new LineCause(group.Key.Line, group.Key.Cause.Label(), group.Sum(entry => entry.Cycles)) { Times = group.Sum(entry => entry.Count) }),
    ];

    /// <summary>Bank conflicts by the lines of both sides, those that cost most first.</summary>
    public ImmutableArray<BankConflict> ConflictsByLine(Func<ulong, SourceLine?> lineOf) =>
    [
        .. _conflicts
            .GroupBy(entry => (Line: lineOf(entry.Key.Pc), Other: lineOf(entry.Key.Other)))
            .Where(group => group.Key.Other is not null)
            .Select(group => new BankConflict(group.Key.Line, group.Key.Other!.Value, group.Sum(entry => entry.Value)))
            .OrderByDescending(conflict => conflict.Cycles)
            .ThenBy(conflict => conflict.Line?.Line)
            .ThenBy(conflict => conflict.Other.Line),
    ];

    public void Clear()
    {
        _cycles.Clear();
        _conflicts.Clear();
        (_open, _firstBusy, _lastBusy) = (default, 0, 0);
        (LoadBusy, StoreBusy, ArrayBusy, Total) = (0, 0, 0, 0);
        CoreIs(CoreActivity.Running, 0);
    }

    /// <summary>Counts and cycles by key; the count is that of stretches without a break.</summary>
    private IEnumerable<(ulong Key, long Count, long Cycles)> Entries
    {
        get
        {
            Close();
            return _cycles.Entries;
        }
    }

    private void Close()
    {
        if (_open.Cycles > 0)
        {
            _cycles.Add(_open.Key, _open.Cycles);
            _open.Cycles = 0;
        }
    }

    private void NoteBusyAndConflict(CycleCause cause, ulong pc, long cycles)
    {
        if (cause == CycleCause.ArrayBusy)
        {
            _firstBusy = _lastBusy == 0 ? Total : _firstBusy;
            _lastBusy = Total + cycles;
        }
        else if (cause == CycleCause.BankConflict && accelerator.Execute.ConflictEntry is >= 0 and var entry)
        {
            var sides = (pc, accelerator.Station.EntryAt(entry).Command.Pc);
            _conflicts[sides] = _conflicts.GetValueOrDefault(sides) + cycles;
        }
    }

    private static CycleCause CauseOf(ulong key) => (CycleCause)(key & ((1 << CauseBits) - 1));

    private (CycleCause Cause, ulong Pc) Cause()
    {
        if (accelerator.IsHung)
        {
            return (CycleCause.Hang, CorePc);
        }

        var execute = accelerator.Execute;
        return execute.Activity switch
        {
            ExecuteActivity.Feeding => (CycleCause.ArrayBusy, execute.ActivePc),
            ExecuteActivity.Preloading => (CycleCause.PreloadAlone, execute.ActivePc),
            ExecuteActivity.BankConflict => (CycleCause.BankConflict, execute.ActivePc),
            ExecuteActivity.ArrayFull => (CycleCause.ArrayFull, execute.ActivePc),
            ExecuteActivity.Hazard => (CycleCause.OperandHazard, execute.ActivePc),
            ExecuteActivity.Draining => (CycleCause.ConfigurationDrain, execute.ActivePc),
            ExecuteActivity.Flushing => (CycleCause.Flush, execute.ActivePc),
            _ => Waiting(),
        };
    }

    /// <summary>The array has no command that it could work on.</summary>
    private (CycleCause Cause, ulong Pc) Waiting()
    {
        var station = accelerator.Station;
        var entry = station.ExecuteWaitsOn();
        if (entry >= 0)
        {
            return For(station.KindOfEntry(entry), station.EntryAt(entry).Command.Pc);
        }

        // A preload alone waits for the command behind it; whatever holds that one back is the cause.
        var execute = accelerator.Execute;
        if (station.HasUnissuedExecute || (execute.HasCommands && execute.Activity != ExecuteActivity.WaitingForCommand))
        {
            return (CycleCause.CommandPath, CorePc);
        }

        if (accelerator.IsUnrolling || accelerator.HasCommandsUnderWay)
        {
            return Blocked(CycleCause.CommandPath);
        }

        return Core switch
        {
            CoreActivity.Blocked => Blocked(CycleCause.CommandPath),
            CoreActivity.Draining => (CycleCause.Fence, CorePc),
            _ => (CycleCause.IssueFromCore, CorePc),
        };
    }

    /// <summary>Nothing for the array gets past loads or stores that take all places of their kind.</summary>
    private (CycleCause Cause, ulong Pc) Blocked(CycleCause otherwise)
    {
        var station = accelerator.Station;
        return station.IsFull(0) ? For(0, station.PcOf(0)) : station.IsFull(2) ? For(2, station.PcOf(2)) : (otherwise, CorePc);
    }

    private (CycleCause Cause, ulong Pc) For(int kind, ulong pc) => kind switch
    {
        0 => (CycleCause.WaitingForLoads, pc),
        2 when accelerator.StorePipeline.WaitsForAccumulator => (CycleCause.AccumulatorPort, pc),
        2 => (CycleCause.WaitingForStores, pc),
        _ => (CycleCause.CommandPath, pc),
    };
}
