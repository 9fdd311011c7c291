using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Turns mvout commands into row requests, one a cycle (StoreController.scala).</summary>
internal sealed class StoreController(TargetDescription target, EventClock clock, StorePipeline pipeline)
{
    private readonly LocalRow _local = new(target);
    private ulong _stride;
    private int _poolStride;
    private int _poolSize;
    private int _poolOutDim;
    private int _poolRows;
    private int _poolColumns;
    private int _outRows;
    private int _outColumns;
    private int _upPad;
    private int _leftPad;
    private int _row;
    private int _block;
    private int _windowRow;
    private int _windowColumn;
    private int _commandId;
    private bool _sending;
    private bool _allocated;

    public DelayQueue<IssuedCommand> Commands { get; } = new(target.Timing.StoreQueueEntries);

    public CommandTracker Tracker { get; } = new((target.Timing.MaxRequestsInFlight / target.Dim) + 1, clock);

    public bool IsBusy => !Commands.IsEmpty || Tracker.InFlight > 0;

    private bool AtStart => _row == 0 && _block == 0 && _windowRow == 0 && _windowColumn == 0;

    public void Step()
    {
        if (!Commands.HasHead(clock.Now))
        {
            return;
        }

        ref readonly var issued = ref Commands.Head;
        if (issued.Command.Funct == AcceleratorCommand.Config)
        {
            if (issued.Command.ConfigKind == 2)
            {
                Configure(issued.Command);
                Pop();
                return;
            }

            // Without normalisation hardware the RTL takes config_norm for a store; no program that means it exists.
            Pop();
            pipeline.CompleteNow = issued.Entry;
            return;
        }

        if (_sending && AtStart)
        {
            Pop();
            return;
        }

        SendRow(issued);
    }

    public void Reset()
    {
        Commands.Clear();
        Tracker.Reset();
        (_row, _block, _windowRow, _windowColumn, _sending, _allocated) = (0, 0, 0, 0, false, false);
        (_stride, _poolStride, _poolSize) = (0, 0, 0);
    }

    private void SendRow(in IssuedCommand issued)
    {
        var command = issued.Command;
        var blocks = (command.Columns2 + target.Dim - 1) / target.Dim;
        var pooling = _poolStride != 0;
        var flat = !pooling && _poolSize != 0;
        var rows = pooling ? _poolRows * _poolColumns : flat ? _outRows * _outColumns : command.Rows2;
        if (!_allocated)
        {
            if (!Tracker.HasRoom)
            {
                return;
            }

            _commandId = Tracker.Allocate(issued.Entry, pooling ? rows * _poolSize * _poolSize : flat ? rows : rows * blocks);
            _allocated = true;
        }

        if (!pipeline.Requests.HasRoom(clock.Now))
        {
            return;
        }

        pipeline.Requests.Enqueue(pooling ? PoolElement(command) : RowElement(command, blocks, flat), clock.Now);
        Advance(pooling, blocks, rows);
        if (_sending && AtStart)
        {
            Pop();
            return;
        }

        _sending = true;
        clock.Touch();
    }

    private StoreRow RowElement(in AcceleratorCommand command, int blocks, bool flat) => new()
    {
        Address = command.Rs1 + ((ulong)(flat ? (_row / _outColumns * _poolOutDim) + (_row % _outColumns) : _row) * _stride),
        Local = _local.Add(command.Local2, (uint)((_block * target.Dim) + _row)),
        IsGarbage = _local.IsGarbage(command.Local2),
        Length = _block == blocks - 1 ? ((command.Columns2 - 1) % target.Dim) + 1 : target.Dim,
        Block = _block,
        CommandId = _commandId,
        EndsRequest = _block == blocks - 1,
    };

    private StoreRow PoolElement(in AcceleratorCommand command)
    {
        int poolRow = _row / _poolColumns, poolColumn = _row % _poolColumns;
        var outRow = (poolRow * _poolStride) + _windowRow - _upPad;
        var outColumn = (poolColumn * _poolStride) + _windowColumn - _leftPad;
        return new StoreRow
        {
            Address = command.Rs1 + ((ulong)((poolRow * _poolOutDim) + poolColumn) * _stride),
            Local = _local.Add(command.Local2, (uint)((outRow * _outColumns) + outColumn)),
            IsGarbage = outRow < 0 || outColumn < 0 || outRow >= _outRows || outColumn >= _outColumns,
            Length = ((command.Columns2 - 1) % target.Dim) + 1,
            CommandId = _commandId,
            EndsRequest = _windowRow == _poolSize - 1 && _windowColumn == _poolSize - 1,
        };
    }

    private void Advance(bool pooling, int blocks, int rows)
    {
        if (pooling)
        {
            _windowColumn = (_windowColumn + 1) % _poolSize;
            _windowRow = _windowColumn == 0 ? (_windowRow + 1) % _poolSize : _windowRow;
            _row = _windowColumn == 0 && _windowRow == 0 ? (_row + 1) % rows : _row;
            return;
        }

        _block = _block + 1 >= blocks ? 0 : _block + 1;
        _row = _block != 0 ? _row : _row + 1 >= rows ? 0 : _row + 1;
    }

    private void Configure(in AcceleratorCommand command)
    {
        _stride = (uint)command.Rs2;
        _poolSize = (int)(command.Rs1 >> 6) & 3;
        _poolStride = (int)(command.Rs1 >> 4) & 3;
        if (_poolStride != 0 || _poolSize != 0)
        {
            _poolOutDim = (int)(command.Rs1 >> 24) & 0xFF;
            _outRows = (int)(command.Rs1 >> 48) & 0xFF;
            _outColumns = (int)(command.Rs1 >> 56) & 0xFF;
        }

        if (_poolStride != 0)
        {
            _poolRows = (int)(command.Rs1 >> 32) & 0xFF;
            _poolColumns = (int)(command.Rs1 >> 40) & 0xFF;
            _upPad = (int)(command.Rs1 >> 8) & 3;
            _leftPad = (int)(command.Rs1 >> 10) & 3;
        }
    }

    private void Pop()
    {
        Commands.Pop(clock.Now);
        (_sending, _allocated) = (false, false);
        clock.Touch();
    }
}
