namespace Autocomp.Emulator.Timing;

/// <summary>Loads the bias into the accumulator, or zeros.</summary>
/// <param name="dim">Rows and columns of a block.</param>
/// <param name="maxBlocks">Most blocks of one accumulator-typed mvin.</param>
internal sealed class LoopConvBias(int dim, int maxBlocks) : LoopConvEngine
{
    private bool _configures;
    private int _b, _row, _column, _channel;

    /// <summary>First accumulator row.</summary>
    public int Local { get; set; }

    public override bool Skips => Loop.Bias == 0;

    protected override void Begin() => (_configures, _b, _row, _column, _channel) = (true, 0, 0, 0, 0);

    protected override AcceleratorCommand Make()
    {
        if (_configures)
        {
            return ConfigLoad(2, Loop.BiasStride, 1, 0);
        }

        var rows = Math.Min(Loop.OutColumns - _column, dim);
        var columns = Math.Min(Loop.OutputChannels - _channel, Math.Min(Loop.OutputChannels, maxBlocks * dim));
        var local = Local + (_channel / dim * Loop.BiasStride) + (((_b * Loop.OutRows) + _row) * Loop.OutColumns) + _column;
        var address = Loop.NoBias ? 0 : Loop.Bias + ((ulong)(uint)_channel * 4);
        return new AcceleratorCommand(AcceleratorCommand.Load3, address, Operand(rows, columns, 0x8000_0000u | (uint)local), CommandOrigin.LoopConv);
    }

    protected override void Advance()
    {
        if (_configures)
        {
            _configures = false;
            return;
        }

        _channel = FloorAdd(_channel, Math.Min(Loop.OutputChannels, maxBlocks * dim), Loop.OutputChannels);
        if (_channel != 0)
        {
            return;
        }

        _column = FloorAdd(_column, dim, Loop.OutColumns);
        _row = _column == 0 ? FloorAdd(_row, 1, Loop.OutRows) : _row;
        _b = _column == 0 && _row == 0 ? FloorAdd(_b, 1, Loop.Batches) : _b;
        Done = _b == 0 && _row == 0 && _column == 0;
    }
}
