namespace Autocomp.Emulator.Timing;

/// <summary>Makes preloads and computes: output channels, kernel place, input channels, then pixels.</summary>
/// <param name="dim">Rows and columns of a block.</param>
internal sealed class LoopConvExecute(int dim) : LoopConvEngine
{
    private bool _configures, _computes, _newWeights;
    private int _out, _krow, _kcolumn, _in, _b, _row, _column;

    /// <summary>First accumulator row.</summary>
    public int Local { get; set; }

    private bool SkipsIteration => !_configures && Loop.InputDilated &&
        (((((_krow * Loop.KernelDilation) + _row - Loop.UpPad) | ((_kcolumn * Loop.KernelDilation) + _column - Loop.LeftPad)) & 1) != 0);

    private int Rows => Loop.TransposedInput
        ? Math.Min(Loop.Batches - _b, dim)
        : Loop.Undilated(Math.Min(Loop.OutColumns - _column, Loop.InputDilated ? dim << 1 : dim));

    protected override void Begin()
    {
        (_configures, _computes, _newWeights) = (Loop.TransposedInput, false, true);
        (_out, _krow, _kcolumn, _in, _b, _row, _column) = (0, 0, 0, 0, 0, 0, 0);
    }

    protected override bool TrySkip()
    {
        if (!SkipsIteration)
        {
            return false;
        }

        if (!_computes)
        {
            _computes = true;
        }
        else
        {
            NextIteration(1);
        }

        return true;
    }

    protected override AcceleratorCommand Make()
    {
        if (_configures)
        {
            return new AcceleratorCommand(
                AcceleratorCommand.Config,
                ((ulong)(uint)(Loop.InRows * Loop.InColumns) << 16) | 0x80,
                (ulong)(uint)(Loop.OutRows * Loop.OutColumns) << 48,
                CommandOrigin.LoopConv);
        }

        var columns = Math.Min(Loop.OutputChannels - _out, dim);
        var depth = Math.Min(Loop.KernelColumns - _kcolumn, Loop.PixelsPerRow) * Math.Min(Loop.KernelChannels - _in, dim);
        return _computes
            ? new AcceleratorCommand(
                _newWeights ? AcceleratorCommand.ComputeFlip : AcceleratorCommand.ComputeStay,
                Operand(Rows, depth, InputRow()),
                Operand(Rows, columns, uint.MaxValue),
                CommandOrigin.LoopConv)
            : new AcceleratorCommand(
                AcceleratorCommand.Preload,
                Operand(depth, columns, _newWeights ? WeightRow() : uint.MaxValue),
                Operand(Rows, columns, 0xC000_0000u | (uint)OutputRow()),
                CommandOrigin.LoopConv);
    }

    protected override void Advance()
    {
        if (_configures)
        {
            _configures = false;
        }
        else if (!_computes)
        {
            _computes = true;
        }
        else
        {
            _newWeights = false;
            NextIteration(Loop.TransposedInput ? 1 : Loop.InputDilated ? dim << 1 : dim);
        }
    }

    private void NextIteration(int columns)
    {
        _computes = false;
        _column = FloorAdd(_column, columns, Loop.OutColumns);
        _row = _column == 0 ? FloorAdd(_row, 1, Loop.OutRows) : _row;
        if (_column != 0 || _row != 0)
        {
            return;
        }

        _b = FloorAdd(_b, Loop.TransposedInput ? dim : 1, Loop.Batches);
        if (_b != 0)
        {
            return;
        }

        _newWeights = true;
        _in = FloorAdd(_in, dim, Loop.KernelChannels);
        _kcolumn = _in == 0 ? FloorAdd(_kcolumn, Loop.PixelsPerRow, Loop.KernelColumns) : _kcolumn;
        _krow = _in == 0 && _kcolumn == 0 ? FloorAdd(_krow, 1, Loop.KernelRows) : _krow;
        if (_in == 0 && _kcolumn == 0 && _krow == 0)
        {
            _out = FloorAdd(_out, dim, Loop.OutputChannels);
            Done = _out == 0;
        }
    }

    private uint InputRow()
    {
        int columns = Loop.Downsampled(Loop.InColumns), image = Loop.Downsampled(Loop.InRows) * columns;
        var row = Loop.Downsampled(Loop.Undilated((_row * Loop.Stride) + (_krow * Loop.KernelDilation)));
        var column = Loop.Downsampled(Loop.Undilated((_column * Loop.Stride) + (_kcolumn * Loop.KernelDilation)));
        var (block, inner) = Loop.TransposedInput ? (_b / dim, _in) : (_in / dim, _b);
        return (uint)(Loop.AStart + (block * Loop.InputStride) + (inner * image) + (row * columns) + column) & 0x3FFF;
    }

    private uint WeightRow()
    {
        var row = Loop.Rotated ? Loop.KernelRows - _krow - 1 : _krow;
        var column = Loop.Rotated ? Loop.KernelColumns - _kcolumn - 1 : _kcolumn;
        var (block, inner, count) = Loop.TransposedWeights0132 ? (_in / dim, _out, Loop.OutputChannels) : (_out / dim, _in, Loop.KernelChannels);
        return (uint)(Loop.BEnd - Loop.WeightRows + (block * Loop.WeightStride) + (((row * Loop.KernelColumns) + column) * count) + inner) & 0x3FFF;
    }

    private int OutputRow() => Local + (_out / dim * Loop.BiasStride) + (((_b * Loop.OutRows) + _row) * Loop.OutColumns) + _column;
}
