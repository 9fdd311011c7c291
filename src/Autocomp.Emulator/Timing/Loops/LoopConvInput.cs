namespace Autocomp.Emulator.Timing;

/// <summary>Loads the input pixels, padding as zeros.</summary>
/// <param name="dim">Rows and columns of a block.</param>
/// <param name="maxBlocks">Most blocks of one mvin.</param>
/// <param name="elementBytes">Bytes of an element.</param>
internal sealed class LoopConvInput(int dim, int maxBlocks, int elementBytes) : LoopConvEngine
{
    private bool _configures;
    private int _b, _row, _column, _channel;

    private int FirstRow => -Loop.Undilated(Loop.UpPad);

    private int FirstColumn => -Loop.Undilated(Loop.LeftPad);

    private int MaxChannels => Math.Min(Loop.TransposedInput ? Loop.Batches : Loop.KernelChannels, maxBlocks * dim);

    /// <summary>Pixels of the next mvin before downsampling.</summary>
    private int Pixels
    {
        get
        {
            if (_column < 0)
            {
                return Math.Min(-_column, dim);
            }

            return _column >= Loop.InColumnsUnpadded
                ? Math.Min(Loop.InColumnsUnpadded + Loop.Undilated(Loop.RightPad) - _column, dim)
                : Math.Min(Loop.InColumnsUnpadded - _column, Loop.Downsamples ? dim << 1 : dim);
        }
    }

    protected override void Begin() => (_configures, _b, _row, _column, _channel) = (true, 0, FirstRow, FirstColumn, 0);

    protected override AcceleratorCommand Make()
    {
        if (_configures)
        {
            var stride = (ulong)((Loop.TransposedInput ? Loop.BatchSize : Loop.InElements) * elementBytes);
            return ConfigLoad(0, Loop.InputStride, Loop.PixelsPerRow, stride << (Loop.Downsamples ? 1 : 0));
        }

        var zeros = _row < 0 || _row >= Loop.InRowsUnpadded || _column < 0 || _column >= Loop.InColumnsUnpadded;
        long pixel = ((long)_row * Loop.InColumnDim) + _column;
        var offset = Loop.TransposedInput
            ? ((((long)_channel * Loop.InRowDim * Loop.InColumnDim) + pixel) * Loop.Batches) + _b
            : ((((long)_b * Loop.InRowDim * Loop.InColumnDim) + pixel) * Loop.InElements) + _channel;
        var address = zeros ? 0 : Loop.Input + ((ulong)(offset * elementBytes) & 0xFFFF_FFFF);
        int columns = Loop.Downsampled(Loop.InColumns), image = Loop.Downsampled(Loop.InRows) * columns;
        var (block, inner) = Loop.TransposedInput ? (_b / dim, _channel) : (_channel / dim, _b);
        var local = Loop.AStart + (block * Loop.InputStride) + (inner * image) +
            (Loop.Downsampled(_row + Loop.Undilated(Loop.UpPad)) * columns) + Loop.Downsampled(_column + Loop.Undilated(Loop.LeftPad));
        var channels = Math.Min(Loop.TransposedInput ? Loop.Batches - _b : Loop.KernelChannels - _channel, MaxChannels);
        return new AcceleratorCommand(AcceleratorCommand.Load, address, Operand(Loop.Downsampled(Pixels), channels, (uint)local & 0x3FFF), CommandOrigin.LoopConv);
    }

    protected override void Advance()
    {
        if (_configures)
        {
            _configures = false;
            return;
        }

        _channel = FloorAdd(_channel, Loop.TransposedInput ? 1 : MaxChannels, Loop.KernelChannels);
        if (_channel != 0)
        {
            return;
        }

        _column = _column + Pixels >= Loop.InColumnsUnpadded + Loop.Undilated(Loop.RightPad) ? FirstColumn : _column + Pixels;
        if (_column != FirstColumn)
        {
            return;
        }

        var step = Loop.Downsamples ? 2 : 1;
        _row = _row + step >= Loop.InRowsUnpadded + Loop.Undilated(Loop.DownPad) ? FirstRow : _row + step;
        if (_row == FirstRow)
        {
            _b = FloorAdd(_b, Loop.TransposedInput ? MaxChannels : 1, Loop.Batches);
            Done = _b == 0;
        }
    }
}
