using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The local rows that a command touches, as the reservation station reckons them from its own copy of the configuration.</summary>
internal sealed class OperandRanges(TargetDescription target)
{
    private readonly LocalRow _local = new(target);
    private readonly int[] _blockStrides = new int[3];
    private readonly int[] _pixelRepeatsLessOne = new int[3];
    private int _aStride;
    private int _cStride;
    private bool _aTransposed;
    private bool _pooling;

    public void Fill(ref ReservationEntry entry)
    {
        var command = entry.Command;
        if (command.Funct == AcceleratorCommand.Preload)
        {
            entry.A = Range(command.Local2, command.Rows2 * _cStride);
            entry.B = Range(command.Local1, command.Rows1);
            entry.AIsResult = true;
        }
        else if (command.IsCompute)
        {
            entry.A = Range(command.Local1, (_aTransposed ? command.Columns1 & 0x1F : command.Rows1) * _aStride);
            entry.B = Range(command.Local2, command.Rows2);
        }
        else if (command.Funct == AcceleratorCommand.Store)
        {
            entry.A = _pooling ? RestOfBank(command.Local2) : Range(command.Local2, ((Blocks(command.Columns2) - 1) * target.Dim) + command.Rows2);
        }
        else if (command.IsLoad)
        {
            entry.A = LoadRange(command);
            entry.AIsResult = true;
        }
    }

    /// <summary>Takes over what a configuration command changes for later ones.</summary>
    public void Note(in AcceleratorCommand command)
    {
        if (command.Funct != AcceleratorCommand.Config)
        {
            return;
        }

        switch (command.ConfigKind)
        {
            case 0:
                _aStride = (int)(command.Rs1 >> 16) & 0x3FFF;
                _cStride = (int)(command.Rs2 >> 48) & 0x3FFF;
                if ((command.Rs1 & 0x80) == 0)
                {
                    _aTransposed = (command.Rs1 & 0x100) != 0;
                }

                break;
            case 1:
                var state = (int)(command.Rs1 >> 3) & 3;
                if (state < 3)
                {
                    _blockStrides[state] = (int)(command.Rs1 >> 16) & 0x3FFF;
                    _pixelRepeatsLessOne[state] = Math.Max((int)(command.Rs1 >> 8) & 0x1F, 1) - 1;
                }

                break;
            case 2:
                _pooling = ((command.Rs1 >> 4) & 3) != 0;
                break;
        }
    }

    public void Reset()
    {
        Array.Clear(_blockStrides);
        Array.Clear(_pixelRepeatsLessOne);
        (_aStride, _cStride, _aTransposed, _pooling) = (0, 0, false, false);
    }

    private int Blocks(int columns) => (columns + target.Dim - 1) / target.Dim;

    private RowRange LoadRange(in AcceleratorCommand command)
    {
        var state = command.Funct == AcceleratorCommand.Load2 ? 1 : command.Funct == AcceleratorCommand.Load3 ? 2 : 0;
        var start = command.Local2;
        if (!LocalRow.IsAccumulator(start) && _pixelRepeatsLessOne[state] > 0)
        {
            var half = (uint)target.ScratchpadRows / 2;
            var floor = _local.Row(start) > half ? half : 0;
            var row = _local.Row(start);
            start = row < floor + (uint)_pixelRepeatsLessOne[state] ? floor : row - (uint)_pixelRepeatsLessOne[state];
        }

        return Range(start, ((Blocks(command.Columns2) - 1) * _blockStrides[state]) + command.Rows2);
    }

    private RowRange Range(uint address, int rows)
    {
        var start = _local.Row(address);
        var memory = _local.RowsOf(address);
        return new RowRange(start, (start + (uint)rows) & (memory - 1), LocalRow.IsAccumulator(address), start + (uint)rows >= memory, !_local.IsGarbage(address));
    }

    private RowRange RestOfBank(uint address)
    {
        var next = (_local.AccumulatorBank(address) + 1) % target.AccumulatorBanks;
        return new RowRange(_local.Row(address), (uint)(next * target.AccumulatorBankRows), true, next == 0, !_local.IsGarbage(address));
    }
}
