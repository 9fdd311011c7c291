using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Reads rows for stores and carries them through scaling to the write engine (Scratchpad.scala, read side).</summary>
/// <remarks>The queue in front of the write engine has five places and an accumulator row takes its place before the eight-cycle scaling: this, not a port, limits narrow accumulator stores to five rows in eight cycles.</remarks>
internal sealed class StorePipeline
{
    private readonly EventClock _clock;
    private readonly LocalMemoryPorts _ports;
    private readonly StoreDma _dma;
    private readonly DelayQueue<StoreRow> _read;
    private readonly DelayQueue<StoreRow> _scale;
    private readonly DelayQueue<StoreRow> _issue;
    private readonly DelayQueue<int> _scaleInput = new(2);
    private readonly int[] _unconsumed;
    private readonly int _readDelay;
    private readonly int _scaleLatency;
    private readonly int _elementBytes;

    public StorePipeline(TargetDescription target, EventClock clock, LocalMemoryPorts ports, StoreDma dma)
    {
        (_clock, _ports, _dma) = (clock, ports, dma);
        _readDelay = target.Timing.ScratchpadReadDelay;
        _scaleLatency = target.Timing.AccumulatorScaleLatency;
        _elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
        _read = new(_readDelay + 2);
        _scale = new(_readDelay + 2);
        _issue = new(_readDelay + 1);
        _unconsumed = new int[target.AccumulatorBanks];
    }

    /// <summary>Rows to send out.</summary>
    public DelayQueue<StoreRow> Requests { get; } = new(2);

    /// <summary>The tracker that waits for rows to be read; set once.</summary>
    public CommandTracker Tracker { get; set; } = null!;

    /// <summary>A reservation-station entry that completes without doing anything; -1 when none.</summary>
    public int CompleteNow { get; set; } = -1;

    public bool IsBusy => !(Requests.IsEmpty && _read.IsEmpty && _scale.IsEmpty && _issue.IsEmpty);

    /// <summary>Whether the row at the front waits for an accumulator port that the array or a load uses.</summary>
    public bool WaitsForAccumulator { get; private set; }

    /// <summary>One cycle, from the write engine backwards.</summary>
    public void Step()
    {
        WaitsForAccumulator = false;
        if (!IsBusy)
        {
            return;
        }

        SendToDma();
        MoveToIssue();
        MoveToScale();
        ReadRow();
    }

    public void Reset()
    {
        Requests.Clear();
        _read.Clear();
        _scale.Clear();
        _issue.Clear();
        _scaleInput.Clear();
        Array.Clear(_unconsumed);
        CompleteNow = -1;
    }

    private void SendToDma()
    {
        if (!_issue.HasHead(_clock.Now) || !_dma.HasRoom)
        {
            return;
        }

        ref readonly var row = ref _issue.Head;
        if (row.DataReady > _clock.Now)
        {
            _clock.WakeAt(row.DataReady);
            return;
        }

        if (!row.IsGarbage && !LocalRow.IsAccumulator(row.Local))
        {
            _ports.StoreRowsInPipe[_ports.Local.ScratchpadBank(row.Local)]--;
        }

        _dma.Accept(row, LocalRow.IsAccumulator(row.Local) && !row.IsGarbage && LocalRow.IsFullWidth(row.Local) ? 4 : _elementBytes);
        _issue.Pop(_clock.Now);
        _clock.Touch();
    }

    private void MoveToIssue()
    {
        if (!_scale.HasHead(_clock.Now) || !_issue.HasRoomAsPipe)
        {
            return;
        }

        var row = _scale.Head;
        if (!row.IsGarbage && LocalRow.IsAccumulator(row.Local))
        {
            if (!_scaleInput.HasHead(_clock.Now))
            {
                return;
            }

            _scaleInput.Pop(_clock.Now);
            row.DataReady = _clock.Now + _scaleLatency;
        }

        _issue.Enqueue(row, _clock.Now);
        _scale.Pop(_clock.Now);
        _clock.Touch();
    }

    private void MoveToScale()
    {
        if (!_read.HasHead(_clock.Now) || !_scale.HasRoom(_clock.Now))
        {
            return;
        }

        var row = _read.Head;
        if (!row.IsGarbage && LocalRow.IsAccumulator(row.Local))
        {
            if (!_scaleInput.HasRoom(_clock.Now))
            {
                return;
            }

            _scaleInput.Enqueue(0, _clock.Now);
            _unconsumed[_ports.Local.AccumulatorBank(row.Local)]--;
        }

        _scale.Enqueue(row, _clock.Now);
        _read.Pop(_clock.Now);
        _clock.Touch();
    }

    private void ReadRow()
    {
        if (!Requests.HasHead(_clock.Now) || !_read.HasRoom(_clock.Now))
        {
            return;
        }

        var row = Requests.Head;
        if (!row.IsGarbage && !TryRead(ref row))
        {
            return;
        }

        Tracker.Return(row.CommandId, 1);
        _read.Enqueue(row, _clock.Now);
        Requests.Pop(_clock.Now);
        _clock.Touch();
    }

    private bool TryRead(ref StoreRow row)
    {
        if (LocalRow.IsAccumulator(row.Local))
        {
            var bank = _ports.Local.AccumulatorBank(row.Local);
            if (_unconsumed[bank] > 0)
            {
                return false;
            }

            if (_ports.IsAccumulating(bank) || _ports.IsInWritePipe(row.Local))
            {
                WaitsForAccumulator = true;
                _clock.Touch();
                return false;
            }

            _unconsumed[bank]++;
            return true;
        }

        var scratchpadBank = _ports.Local.ScratchpadBank(row.Local);
        if (_ports.StoreRowsInPipe[scratchpadBank] > _readDelay)
        {
            return false;
        }

        if (_ports.IsScratchpadWritten(scratchpadBank) || _ports.IsReadByArray(scratchpadBank))
        {
            _clock.Touch();
            return false;
        }

        _ports.StoreRowsInPipe[scratchpadBank]++;
        row.DataReady = _clock.Now + _readDelay + 1;
        return true;
    }
}
