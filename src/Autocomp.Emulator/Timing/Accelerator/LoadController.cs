using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Turns mvin commands into row requests, one a cycle, few commands in flight (LoadController.scala).</summary>
internal sealed class LoadController(TargetDescription target, EventClock clock, LoadDma dma, ZeroWriter zeros)
{
    private const uint One = 0x3F80_0000;
    private readonly LocalRow _local = new(target);
    private readonly LoadState[] _states = [new(), new(), new()];
    private int _row;
    private int _commandId;
    private bool _sending;
    private bool _allocated;

    public DelayQueue<IssuedCommand> Commands { get; } = new(target.Timing.LoadQueueEntries);

    public CommandTracker Tracker { get; } = new((target.Timing.MaxRequestsInFlight / target.Dim) + 1, clock);

    public bool IsBusy => !Commands.IsEmpty || Tracker.InFlight > 0;

    public void Step()
    {
        if (!Commands.HasHead(clock.Now))
        {
            return;
        }

        ref readonly var issued = ref Commands.Head;
        if (issued.Command.Funct == AcceleratorCommand.Config)
        {
            Configure(issued.Command);
            Pop();
            return;
        }

        SendRow(issued);
    }

    public void Reset()
    {
        Commands.Clear();
        Tracker.Reset();
        (_row, _sending, _allocated) = (0, false, false);
        foreach (var state in _states)
        {
            state.Reset();
        }
    }

    private void SendRow(in IssuedCommand issued)
    {
        var command = issued.Command;
        var state = _states[command.Funct == AcceleratorCommand.Load2 ? 1 : command.Funct == AcceleratorCommand.Load3 ? 2 : 0];
        var isZero = command.Rs1 == 0;
        var repeated = state.Stride == 0 && !isZero;
        var rows = repeated ? 1 : command.Rows2;
        if (_sending && _row == 0)
        {
            _sending = _allocated = false;
            Pop();
            return;
        }

        var wide = LocalRow.IsAccumulator(command.Local2) && !state.Shrunk;
        if (!_allocated)
        {
            if (!Tracker.HasRoom)
            {
                return;
            }

            _commandId = Tracker.Allocate(issued.Entry, command.Columns2 * rows * (wide ? 4 : 1));
            _allocated = true;
        }

        if (isZero ? !zeros.HasRoom : !dma.Requests.HasRoomAsPipe)
        {
            return;
        }

        var request = new LoadRow
        {
            Address = command.Rs1 + ((ulong)_row * state.Stride),
            Local = _local.Add(command.Local2, (uint)_row),
            Columns = command.Columns2,
            Repeats = repeated ? command.Rows2 - 1 : 0,
            PixelRepeats = state.PixelRepeats,
            BlockStride = state.BlockStride,
            CommandId = _commandId,
            AccumulatorWidth = wide,
            Scaled = state.Scale != One,
        };
        if (isZero)
        {
            zeros.Request(request);
        }
        else
        {
            dma.Requests.Enqueue(request, clock.Now);
        }

        _row = _row + 1 >= rows ? 0 : _row + 1;
        if (_sending && _row == 0)
        {
            _sending = _allocated = false;
            Pop();
            return;
        }

        _sending = true;
        clock.Touch();
    }

    private void Configure(in AcceleratorCommand command)
    {
        var index = (int)(command.Rs1 >> 3) & 3;
        if (index < 3)
        {
            var state = _states[index];
            state.Stride = command.Rs2;
            state.Scale = (uint)(command.Rs1 >> 32);
            state.Shrunk = (command.Rs1 & 4) != 0;
            state.BlockStride = (int)(command.Rs1 >> 16) & 0xFFFF;
            state.PixelRepeats = Math.Max((int)(command.Rs1 >> 8) & 0x1F, 1);
        }
    }

    private void Pop()
    {
        Commands.Pop(clock.Now);
        clock.Touch();
    }

    private sealed class LoadState
    {
        public ulong Stride;
        public uint Scale;
        public int BlockStride;
        public int PixelRepeats = 1;
        public bool Shrunk;

        public void Reset() => (Stride, Scale, BlockStride, PixelRepeats, Shrunk) = (0, 0, 0, 1, false);
    }
}
