using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Holds commands until what they depend on is done; issues each kind in order (ReservationStation.scala).</summary>
internal sealed class ReservationStation
{
    private readonly EventClock _clock;
    private readonly ReservationEntry[] _entries;
    private readonly OperandRanges _ranges;
    private readonly int[] _first = new int[4];
    private readonly int[] _unissued = new int[3];
    private readonly int[] _valid = new int[3];
    private readonly int[] _completed = new int[9];
    private readonly int[] _completedOf = new int[3];
    private readonly Queue<int>[] _order = [new(), new(), new()];
    private bool _solitaryPreload;

    public ReservationStation(TargetDescription target, EventClock clock)
    {
        _clock = clock;
        _ranges = new OperandRanges(target);
        var timing = target.Timing;
        _first[1] = timing.ReservationLoadEntries;
        _first[2] = _first[1] + timing.ReservationExecuteEntries;
        _first[3] = _first[2] + timing.ReservationStoreEntries;
        _entries = new ReservationEntry[_first[3]];
        Reset();
    }

    /// <summary>Told of each allocation, issue and completion, for comparison with RTL event logs.</summary>
    public IStationObserver? Observer { get; set; }

    /// <summary>Whether a command waits to be issued.</summary>
    public bool HasUnissued => (_unissued[0] | _unissued[1] | _unissued[2]) != 0;

    /// <summary>Whether the accelerator counts as busy for <c>fence</c>: a lone preload does not.</summary>
    public bool IsBusy
    {
        get
        {
            var count = _valid[0] + _valid[1] + _valid[2];
            return count > 1 || (count == 1 && !_solitaryPreload);
        }
    }

    /// <summary>The entry that the oldest waiting execute command waits for, or -1 when none waits.</summary>
    public int ExecuteWaitsOn()
    {
        if (_unissued[1] == 0)
        {
            return -1;
        }

        var waits = _entries[_order[1].Peek()].Waits;
        return waits == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(waits);
    }

    /// <summary>Whether an execute command waits to be issued.</summary>
    public bool HasUnissuedExecute => _unissued[1] != 0;

    /// <summary>The kind of command that an entry holds: 0 load, 1 execute, 2 store.</summary>
    public int KindOfEntry(int index) => index >= _first[2] ? 2 : index >= _first[1] ? 1 : 0;

    /// <summary>Whether all entries of a kind are taken.</summary>
    public bool IsFull(int kind) => _valid[kind] == _first[kind + 1] - _first[kind];

    /// <summary>What an entry holds; after it was freed, what it held last.</summary>
    public ref readonly ReservationEntry EntryAt(int index) => ref _entries[index];

    /// <summary>The instruction behind the first command of a kind that is not done; 0 when there is none.</summary>
    public ulong PcOf(int kind)
    {
        for (var i = _first[kind]; i < _first[kind + 1]; i++)
        {
            if (_entries[i].Valid)
            {
                return _entries[i].Command.Pc;
            }
        }

        return 0;
    }

    public static int KindOf(in AcceleratorCommand command) => command.Funct switch
    {
        AcceleratorCommand.Config => command.ConfigKind switch { 0 => 1, 1 => 0, _ => 2 },
        AcceleratorCommand.Load or AcceleratorCommand.Load2 or AcceleratorCommand.Load3 => 0,
        AcceleratorCommand.Store => 2,
        _ => 1,
    };

    /// <summary>Whether any of an unroller's commands completed since it was last told.</summary>
    public bool HasCompleted(CommandOrigin origin) => _completedOf[(int)origin] != 0;

    /// <summary>Tells a loop unroller which of its commands completed.</summary>
    /// <param name="origin">The unroller.</param>
    /// <param name="inStation">Its commands in the station, by kind; lowered.</param>
    /// <returns>Whether any did.</returns>
    public bool TakeCompleted(CommandOrigin origin, int[] inStation)
    {
        if (_completedOf[(int)origin] == 0)
        {
            return false;
        }

        _completedOf[(int)origin] = 0;
        for (var kind = 0; kind < 3; kind++)
        {
            ref var count = ref _completed[((int)origin * 3) + kind];
            inStation[kind] -= count;
            count = 0;
        }

        return true;
    }

    /// <summary>Issues at most one command to each controller that has room.</summary>
    public void Issue(DelayQueue<IssuedCommand> loads, DelayQueue<IssuedCommand> executes, DelayQueue<IssuedCommand> stores)
    {
        IssueOne(0, loads);
        IssueOne(1, executes);
        IssueOne(2, stores);
    }

    /// <summary>Frees an entry and whoever waits for it.</summary>
    public void Complete(int index)
    {
        var kind = index >= _first[2] ? 2 : index >= _first[1] ? 1 : 0;
        Free(index, kind);
        ClearWaits(index);
        Observer?.Completed(index, _clock.Now);
    }

    /// <summary>Takes a command in if its kind has a free entry.</summary>
    public bool TryAllocate(in AcceleratorCommand command)
    {
        var kind = KindOf(command);
        if (_valid[kind] == _first[kind + 1] - _first[kind])
        {
            return false;
        }

        var index = -1;
        for (var i = _first[kind]; i < _first[kind + 1]; i++)
        {
            if (!_entries[i].Valid && _entries[i].FreedAt < _clock.Now)
            {
                index = i;
                break;
            }
        }

        if (index < 0)
        {
            _clock.Touch();
            return false;
        }

        ref var entry = ref _entries[index];
        entry = default;
        entry.Command = command;
        entry.FreedAt = -1;
        entry.IsConfig = command.Funct == AcceleratorCommand.Config;
        _ranges.Fill(ref entry);
        entry.Waits = WaitsOf(entry, kind);
        entry.Valid = true;
        _ranges.Note(command);
        _solitaryPreload = command.Funct == AcceleratorCommand.Preload || (!command.IsCompute && _solitaryPreload);
        _order[kind].Enqueue(index);
        _unissued[kind]++;
        _valid[kind]++;
        _clock.Touch();
        Observer?.Allocated(index, kind, command, _clock.Now);
        return true;
    }

    public void Reset()
    {
        Array.Clear(_entries);
        for (var i = 0; i < _entries.Length; i++)
        {
            _entries[i].FreedAt = -1;
        }

        Array.Clear(_unissued);
        Array.Clear(_valid);
        Array.Clear(_completed);
        Array.Clear(_completedOf);
        foreach (var queue in _order)
        {
            queue.Clear();
        }

        _solitaryPreload = false;
        _ranges.Reset();
    }

    private void IssueOne(int kind, DelayQueue<IssuedCommand> controller)
    {
        if (_unissued[kind] == 0 || !controller.HasRoom(_clock.Now))
        {
            return;
        }

        var index = _order[kind].Peek();
        ref var entry = ref _entries[index];
        if (entry.Waits != 0)
        {
            return;
        }

        _order[kind].Dequeue();
        _unissued[kind]--;
        entry.Issued = true;
        controller.Enqueue(new IssuedCommand(entry.Command, index), _clock.Now);
        Observer?.Issued(index, _clock.Now);
        if (entry.IsConfig && kind != 1)
        {
            Free(index, kind);
            ClearWaits(index);
            Observer?.Completed(index, _clock.Now);
        }
        else
        {
            ClearWaitsOfKind(index, kind);
        }

        _clock.Touch();
    }

    private void Free(int index, int kind)
    {
        ref var entry = ref _entries[index];
        entry.Valid = false;
        entry.FreedAt = _clock.Now;
        _valid[kind]--;
        _completed[((int)entry.Command.Origin * 3) + kind]++;
        _completedOf[(int)entry.Command.Origin]++;
        _clock.Touch();
    }

    private void ClearWaits(int index)
    {
        var keep = ~(1u << index);
        for (var i = 0; i < _entries.Length; i++)
        {
            _entries[i].Waits &= keep;
        }
    }

    private void ClearWaitsOfKind(int index, int kind)
    {
        var keep = ~(1u << index);
        for (var i = _first[kind]; i < _first[kind + 1]; i++)
        {
            _entries[i].Waits &= keep;
        }
    }

    private uint WaitsOf(in ReservationEntry entry, int kind)
    {
        var waits = 0u;
        for (var i = 0; i < _entries.Length; i++)
        {
            ref readonly var other = ref _entries[i];
            if (!other.Valid)
            {
                continue;
            }

            var otherKind = i >= _first[2] ? 2 : i >= _first[1] ? 1 : 0;
            if (otherKind == kind ? !other.Issued : !entry.IsConfig && DependsOn(entry, kind, other, otherKind))
            {
                waits |= 1u << i;
            }
        }

        return waits;
    }

    private static bool DependsOn(in ReservationEntry entry, int kind, in ReservationEntry other, int otherKind) => (kind, otherKind) switch
    {
        (0, 1) => entry.A.Overlaps(other.A) || entry.A.Overlaps(other.B),
        (0, _) => entry.A.Overlaps(other.A),
        (1, 0) => entry.A.Overlaps(other.A) || entry.B.Overlaps(other.A),
        (1, _) => entry.AIsResult && entry.A.Overlaps(other.A),
        (_, 0) => entry.A.Overlaps(other.A),
        _ => other.AIsResult && entry.A.Overlaps(other.A),
    };
}
