using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Runs preloads and computes on the array, overlapping a compute with the next preload where it can (ExecuteController.scala).</summary>
internal sealed class ExecuteController
{
    private readonly TargetDescription _target;
    private readonly EventClock _clock;
    private readonly LocalMemoryPorts _ports;
    private readonly DelayQueue<IssuedCommand> _commands;
    private readonly DelayQueue<FeedRow> _feed;
    private readonly OperandFeeder _feeder;
    private readonly int[] _pending = [-1, -1];
    private ExecuteState _state;
    private int _outputRow;
    private int _cStride;
    private int _completed;
    private bool _aTransposed;
    private bool _bdTransposed;

    public ExecuteController(TargetDescription target, EventClock clock, LocalMemoryPorts ports)
    {
        (_target, _clock, _ports) = (target, clock, ports);
        _commands = new(target.Timing.ExecuteQueueEntries);
        _feed = new(target.Timing.ScratchpadReadDelay + 1);
        Array = new SystolicArray(target, clock);
        Unroller = new TransposeUnroller(clock, _commands);
        _feeder = new OperandFeeder(target, clock, ports);
        Reset();
    }

    /// <summary>The array.</summary>
    public SystolicArray Array { get; }

    /// <summary>The places that the reservation station issues to.</summary>
    public TransposeUnroller Unroller { get; }

    public bool IsBusy => !_commands.IsEmpty || Array.ResultsPending > 0;

    /// <summary>Whether commands or results are under way.</summary>
    public bool IsIdle => _commands.IsEmpty && Unroller.Input.IsEmpty && Array.IsEmpty && _feed.IsEmpty && _pending[0] < 0 && _pending[1] < 0;

    /// <summary>Whether commands are here or just in front.</summary>
    public bool HasCommands => !_commands.IsEmpty || !Unroller.Input.IsEmpty;

    /// <summary>What the controller did in this cycle.</summary>
    public ExecuteActivity Activity { get; private set; }

    /// <summary>The instruction whose command <see cref="Activity"/> is about.</summary>
    public ulong ActivePc { get; private set; }

    /// <summary>With a bank conflict: the reservation-station entry of the other side; -1 when not known.</summary>
    public int ConflictEntry { get; private set; } = -1;

    /// <summary>Whether the dataflow is output-stationary.</summary>
    public bool OutputStationary { get; private set; }

    /// <summary>Writes the result row that leaves the array in this cycle; before anything else uses the memories.</summary>
    public void WriteResult()
    {
        _completed = -1;
        if (!Array.TryTakeResult(out var tag, out var total, out var last) || tag.Entry < 0)
        {
            return;
        }

        var row = OutputStationary ? total - 1 - _outputRow : _outputRow;
        if (row >= 0 && row < tag.Rows && !tag.IsGarbage)
        {
            var offset = OutputStationary ? total - 1 - (_outputRow * _cStride) : _outputRow * _cStride;
            Write(_ports.Local.Add(tag.Address, (uint)offset), tag);
        }

        _outputRow = _outputRow + 1 >= total ? 0 : _outputRow + 1;
        if (last)
        {
            _completed = tag.Entry;
        }
    }

    /// <summary>One cycle.</summary>
    /// <returns>The reservation-station entry that completes, or -1.</returns>
    public int Step()
    {
        Unroller.Step();
        if (IsIdle)
        {
            Activity = ExecuteActivity.Idle;
            return _completed;
        }

        var state = _state;
        var resultsPending = Array.ResultsPending > 0;
        var drained = _pending[0] < 0 && _pending[1] < 0;
        TakePending();
        Array.BeginCycle();
        var feedVisible = _feed.HasHead(_clock.Now);
        if (feedVisible)
        {
            FeedArray();
        }

        Control(state, feedVisible, resultsPending, drained);
        Array.EndCycle();
        return _completed;
    }

    public void Reset()
    {
        _commands.Clear();
        _feed.Clear();
        Array.Reset();
        Unroller.Reset();
        _feeder.Reset();
        (_pending[0], _pending[1], _completed) = (-1, -1, -1);
        (_state, _outputRow, _cStride) = (ExecuteState.Waiting, 0, 0);
        _aTransposed = _bdTransposed = OutputStationary = false;
    }

    private void Write(uint address, in ArrayTag tag)
    {
        if (LocalRow.IsAccumulator(address))
        {
            _ports.WriteAccumulator(address, LocalRow.Accumulates(tag.Address));
        }
        else
        {
            _ports.WriteScratchpad(address, tag.Entry);
        }
    }

    private void TakePending()
    {
        if (_completed >= 0)
        {
            return;
        }

        var slot = _pending[0] >= 0 ? 0 : 1;
        if (_pending[slot] >= 0)
        {
            _completed = _pending[slot];
            _pending[slot] = -1;
            _clock.Touch();
        }
    }

    private void FeedArray()
    {
        ref readonly var row = ref _feed.Head;
        if (row.Ready > _clock.Now)
        {
            _clock.WakeAt(row.Ready);
            return;
        }

        if ((row.IsFirst && !Array.CanStart) || !Array.CanFeed(row.A, row.B, row.D))
        {
            return;
        }

        if (row.A || row.B || row.D)
        {
            if (row.IsFirst && Array.CanStart)
            {
                Array.Start(row.Tag, row.TotalRows, row.OutputStationary);
                if (_state == ExecuteState.Flush)
                {
                    _state = ExecuteState.Flushing;
                }
            }

            Array.Feed(row.A, row.B, row.D);
        }

        _feed.Pop(_clock.Now);
        _clock.Touch();
    }

    private void Control(ExecuteState state, bool feedVisible, bool resultsPending, bool drained)
    {
        var visible = _commands.Visible(_clock.Now);
        switch (state)
        {
            case ExecuteState.Waiting:
                Activity = ExecuteActivity.Idle;
                Dispatch(visible, resultsPending, drained);
                break;
            case ExecuteState.Flush:
                Activity = FlushActivity(visible);
                if (!feedVisible && Array.CanStart)
                {
                    Array.StartFlush();
                    _state = ExecuteState.Flushing;
                }

                break;
            case ExecuteState.Flushing:
                Activity = FlushActivity(visible);
                if (Array.CanStart)
                {
                    _state = ExecuteState.Waiting;
                    _clock.Touch();
                }

                break;
            default:
                FeedOperands();
                break;
        }
    }

    private void Dispatch(int visible, bool resultsPending, bool drained)
    {
        if (visible == 0)
        {
            if (resultsPending && OutputStationary)
            {
                SetState(ExecuteState.Flush);
            }

            return;
        }

        var first = _commands[0].Command;
        ActivePc = first.Pc;
        if (first.Funct == AcceleratorCommand.Config)
        {
            Activity = ExecuteActivity.Draining;
            if (!resultsPending && drained)
            {
                Configure(first);
                _completed = _commands[0].Entry;
                _commands.Pop(_clock.Now);
                _clock.Touch();
            }
            else if (resultsPending)
            {
                SetState(ExecuteState.Flush);
            }

            return;
        }

        if (first.Funct == AcceleratorCommand.Preload)
        {
            if (visible > 1 && !Hazard(first.Local1, _commands[1].Command))
            {
                Begin(ExecuteState.Preload);
            }
            else
            {
                Activity = visible > 1 ? ExecuteActivity.Hazard : ExecuteActivity.WaitingForCommand;
                if (resultsPending && OutputStationary)
                {
                    SetState(ExecuteState.Flush);
                }
            }

            return;
        }

        var overlapped = visible > 2 && _commands[1].Command.Funct == AcceleratorCommand.Preload && !Hazard(_commands[1].Command.Local1, _commands[2].Command);
        Begin(overlapped ? ExecuteState.Overlapped : ExecuteState.Compute);
    }

    private ExecuteActivity FlushActivity(int visible) =>
        visible > 0 && _commands[0].Command.Funct == AcceleratorCommand.Config ? ExecuteActivity.Draining : ExecuteActivity.Flushing;

    private bool Hazard(uint preloaded, in AcceleratorCommand next) =>
        Array.Writes(_ports.Local, preloaded) || Array.Writes(_ports.Local, next.Local1) || Array.Writes(_ports.Local, next.Local2);

    private void Begin(ExecuteState state)
    {
        SetState(state);
        _feeder.Begin(state, _commands, OutputStationary, _aTransposed, _bdTransposed);
        FeedOperands();
    }

    private void SetState(ExecuteState state)
    {
        _state = state;
        _clock.Touch();
    }

    private void FeedOperands()
    {
        if (!_feed.HasRoomAsPipe)
        {
            Activity = ExecuteActivity.ArrayFull;
            return;
        }

        var done = _feeder.FireRow(out var row);
        Activity = _feeder.HadConflict ? ExecuteActivity.BankConflict
            : _state == ExecuteState.Preload ? ExecuteActivity.Preloading : ExecuteActivity.Feeding;
        if (_feeder.HadConflict)
        {
            ConflictEntry = _feeder.ConflictBank is { } bank ? _ports.WriterOf(bank)
                : _feeder.SharesBank ? _commands[_state == ExecuteState.Overlapped ? 1 : 0].Entry : -1;
        }

        _feed.Enqueue(row, _clock.Now);
        _clock.Touch();
        if (done)
        {
            Retire();
        }
    }

    private void Retire()
    {
        var preload = _state == ExecuteState.Overlapped ? 1 : 0;
        if (_state != ExecuteState.Preload)
        {
            _pending[0] = _commands[0].Entry;
        }

        if (_state != ExecuteState.Compute)
        {
            ref readonly var command = ref _commands[preload];
            _pending[preload] = _ports.Local.IsGarbage(command.Command.Local2) ? command.Entry : -1;
        }

        _commands.Pop(_clock.Now);
        if (preload == 1)
        {
            _commands.Pop(_clock.Now);
        }

        SetState(ExecuteState.Waiting);
    }

    private void Configure(in AcceleratorCommand command)
    {
        if ((command.Rs1 & 0x80) == 0)
        {
            OutputStationary = (command.Rs1 & 4) == 0;
            _aTransposed = (command.Rs1 & 0x100) != 0;
            _bdTransposed = (command.Rs1 & 0x200) != 0;
        }

        _feeder.AStride = (int)(command.Rs1 >> 16) & 0xFFFF;
        _cStride = (int)(command.Rs2 >> 48) & 0xFFFF;
    }
}
