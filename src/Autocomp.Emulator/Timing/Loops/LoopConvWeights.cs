namespace Autocomp.Emulator.Timing;

/// <summary>Loads the weights.</summary>
/// <param name="dim">Rows and columns of a block.</param>
/// <param name="maxBlocks">Most blocks of one mvin.</param>
/// <param name="elementBytes">Bytes of an element.</param>
internal sealed class LoopConvWeights(int dim, int maxBlocks, int elementBytes) : LoopConvEngine
{
    private bool _configures;
    private int _out, _row, _column, _in;

    private int MaxChannels => Math.Min(Loop.TransposedWeights0132 ? Loop.KernelChannels : Loop.OutputChannels, maxBlocks * dim);

    protected override void Begin() => (_configures, _out, _row, _column, _in) = (true, 0, 0, 0, 0);

    protected override AcceleratorCommand Make()
    {
        if (_configures)
        {
            var stride = Loop.Depthwise ? 1
                : Loop.TransposedWeights1203 ? Loop.KernelDim * Loop.KernelDim * Loop.OutChannels
                : Loop.TransposedWeights0132 ? Loop.InChannels : Loop.WeightElements;
            return ConfigLoad(1, Loop.WeightStride, 1, (ulong)(stride * elementBytes));
        }

        long place = ((long)_row * Loop.KernelDim) + _column;
        var offset = Loop.Depthwise ? place
            : Loop.TransposedWeights1203 ? ((((long)_in * Loop.KernelDim * Loop.KernelDim) + place) * Loop.OutChannels) + _out
            : Loop.TransposedWeights0132 ? (((place * Loop.OutChannels) + _out) * Loop.InChannels) + _in
            : (((place * Loop.InChannels) + _in) * Loop.WeightElements) + _out;
        var (block, inner, count) = Loop.TransposedWeights0132 ? (_in / dim, _out, Loop.OutputChannels) : (_out / dim, _in, Loop.KernelChannels);
        var local = Loop.BEnd - Loop.WeightRows + (block * Loop.WeightStride) + (((_row * Loop.KernelColumns) + _column) * count) + inner;
        var (columns, rows) = Loop.TransposedWeights0132
            ? (Loop.KernelChannels - _in, Loop.OutputChannels - _out)
            : (Loop.OutputChannels - _out, Loop.KernelChannels - _in);
        return new AcceleratorCommand(
            AcceleratorCommand.Load2,
            Loop.Weights + ((ulong)(offset * elementBytes) & 0xFFFF_FFFF),
            Operand(Math.Min(rows, dim), Math.Min(columns, MaxChannels), (uint)local & 0x3FFF),
            CommandOrigin.LoopConv);
    }

    protected override void Advance()
    {
        if (_configures)
        {
            _configures = false;
            return;
        }

        _in = FloorAdd(_in, Loop.TransposedWeights0132 ? MaxChannels : dim, Loop.KernelChannels);
        if (_in != 0)
        {
            return;
        }

        _column = FloorAdd(_column, 1, Loop.KernelColumns);
        _row = _column == 0 ? FloorAdd(_row, 1, Loop.KernelRows) : _row;
        if (_column == 0 && _row == 0)
        {
            _out = FloorAdd(_out, Loop.TransposedWeights0132 ? dim : MaxChannels, Loop.OutputChannels);
            Done = _out == 0;
        }
    }
}
