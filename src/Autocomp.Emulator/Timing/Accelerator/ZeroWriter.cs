namespace Autocomp.Emulator.Timing;

/// <summary>Writes rows of zeros for mvin from address 0, one block a cycle, without memory traffic (ZeroWriter.scala).</summary>
internal sealed class ZeroWriter(int dim, EventClock clock, LoadWriteback writeback)
{
    private LoadRow _row;
    private int _column;
    private bool _valid;
    private long _visible;

    public bool HasRoom => !_valid;

    public bool IsBusy => _valid;

    public void Request(in LoadRow row)
    {
        (_row, _column, _valid, _visible) = (row, 0, true, clock.Now + 1);
        clock.Touch();
    }

    public void Step()
    {
        if (!_valid || _visible > clock.Now || !writeback.Zeros.HasRoom)
        {
            return;
        }

        var last = _column + dim >= _row.Columns;
        writeback.Zeros.Push(new WritebackRow
        {
            Local = writeback.Local.Add(_row.Local, (uint)(_row.BlockStride * (_column / dim))),
            Last = last,
            Units = last ? _row.Columns * (_row.AccumulatorWidth ? 4 : 1) : 0,
            CommandId = _row.CommandId,
            PixelRepeats = _row.PixelRepeats,
            Accumulate = LocalRow.Accumulates(_row.Local),
            IsAccumulator = LocalRow.IsAccumulator(_row.Local),
        });
        _column += dim;
        _valid = !last;
        clock.Touch();
    }

    public void Reset() => _valid = false;
}
