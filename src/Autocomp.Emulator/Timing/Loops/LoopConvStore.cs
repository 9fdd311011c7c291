namespace Autocomp.Emulator.Timing;

/// <summary>Stores the output, by rows of pixels or pooled by image.</summary>
/// <param name="dim">Rows and columns of a block.</param>
/// <param name="elementBytes">Bytes of an element.</param>
internal sealed class LoopConvStore(int dim, int elementBytes) : LoopConvEngine
{
    private int _phase;
    private int _b, _row, _column, _channel;

    /// <summary>First accumulator row.</summary>
    public int Local { get; set; }

    public override bool Skips => Loop.Output == 0;

    private int Channels => Math.Min(Loop.OutputChannels - _channel, dim);

    protected override void Begin() => (_phase, _b, _row, _column, _channel) = (0, 0, 0, 0, 0);

    protected override AcceleratorCommand Make()
    {
        if (!Loop.NoPool && _phase != 1)
        {
            return Config(pooled: _phase == 0);
        }

        var local = Local + (_channel / dim * Loop.BiasStride) + (_b * Loop.OutRows * Loop.OutColumns);
        if (!Loop.NoPool)
        {
            var pooled = ((long)_b * Loop.PoolOutRowDim * Loop.PoolOutColumnDim * Loop.OutElements) + _channel;
            return Store(Loop.Output + (ulong)(pooled * elementBytes), 0, local);
        }

        long pixel = Loop.TransposedOutput
            ? (((long)_row * Loop.OutColumnDim) + _column) * Loop.BatchSize + _b
            : (((long)_b * Loop.OutRowDim) + _row) * Loop.OutColumnDim + _column;
        var offset = ((pixel * (Loop.TransposedOutput ? Loop.OutChannels : Loop.OutElements)) + _channel) * elementBytes;
        return Store(Loop.Output + ((ulong)offset & 0xFFFF_FFFF), Math.Min(Loop.OutColumns - _column, dim), local + (_row * Loop.OutColumns) + _column);
    }

    protected override void Advance()
    {
        if (!Loop.NoPool && _phase != 1)
        {
            Done = _phase == 2;
            _phase = 1;
            return;
        }

        _channel = FloorAdd(_channel, dim, Loop.OutputChannels);
        if (_channel != 0)
        {
            return;
        }

        if (Loop.NoPool)
        {
            _column = FloorAdd(_column, dim, Loop.OutColumns);
            _row = _column == 0 ? FloorAdd(_row, 1, Loop.OutRows) : _row;
            _b = _column == 0 && _row == 0 ? FloorAdd(_b, 1, Loop.Batches) : _b;
            Done = _b == 0 && _row == 0 && _column == 0;
            return;
        }

        _b = FloorAdd(_b, 1, Loop.Batches);
        _phase = _b == 0 ? 2 : 1;
    }

    private AcceleratorCommand Store(ulong address, int rows, int local) =>
        new(AcceleratorCommand.Store, address, Operand(rows, Channels, 0x8000_0000u | (uint)local), CommandOrigin.LoopConv);

    private AcceleratorCommand Config(bool pooled)
    {
        var fields = 2UL | ((ulong)(uint)Loop.Activation << 2);
        if (pooled)
        {
            fields |= ((ulong)(Loop.PoolStride & 3) << 4) | ((ulong)(Loop.PoolSize & 3) << 6) | ((ulong)(Loop.PoolUpPad & 3) << 8) | ((ulong)(Loop.PoolLeftPad & 3) << 10) |
                ((ulong)(Loop.PoolOutColumnDim & 0xFF) << 24) | ((ulong)(Loop.PoolRows & 0xFF) << 32) | ((ulong)(Loop.PoolColumns & 0xFF) << 40) |
                ((ulong)(Loop.OutRows & 0xFF) << 48) | ((ulong)(Loop.OutColumns & 0xFF) << 56);
        }

        return new AcceleratorCommand(AcceleratorCommand.Config, fields, (0xFFFF_FFFFUL << 32) | (uint)(Loop.OutElements * elementBytes), CommandOrigin.LoopConv);
    }
}
