using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Collects the beats of one read and hands out local rows, at most one beat in and one row out a cycle (BeatMerger.scala).</summary>
internal sealed class BeatMerger(TargetDescription target, EventClock clock, MemoryPort port, LoadDma dma, LoadWriteback writeback)
{
    private readonly int _beat = target.Timing.DmaBeatBytes;
    private readonly int _elementRow = target.Dim * (target.Element == ElementType.Int8 ? 1 : 4);
    private readonly int _wideRow = target.Dim * 4;
    private LoadTransfer _transfer;
    private bool _valid;
    private int _read;
    private int _sent;

    public bool IsBusy => _valid;

    public void Step()
    {
        if (!_valid && !port.ReadData.HasHead(clock.Now))
        {
            return;
        }

        var read = _read;
        var sent = _sent;
        var sentAtStart = sent;
        var free = !_valid;
        var finished = _valid && _read == _transfer.Size && _sent == _transfer.Bytes;
        if (_valid && TrySend(out var last))
        {
            sent = _sent;
            if (last && read == _transfer.Size)
            {
                _valid = false;
                free = true;
            }
        }

        if (finished)
        {
            _valid = false;
            clock.Touch();
        }

        TakeBeat(free, finished, read, sentAtStart);
    }

    public void Reset() => _valid = false;

    private void TakeBeat(bool free, bool finished, int read, int sentAtStart)
    {
        if (!port.ReadData.HasHead(clock.Now))
        {
            return;
        }

        var beat = port.ReadData.Head;
        if (free)
        {
            _transfer = dma[beat.Id];
            (_valid, _read, _sent) = (true, 0, 0);
        }
        else if (finished || read == _transfer.Size)
        {
            return;
        }

        _read = Math.Min(_read + _beat, _transfer.Size);
        if (!free && sentAtStart == _transfer.Bytes && _read >= _transfer.Size)
        {
            _valid = false;
        }

        port.ReadData.Pop(clock.Now);
        if (beat.IsLast)
        {
            dma.Release(beat.Id);
        }

        clock.Touch();
    }

    private bool TrySend(out bool last)
    {
        last = false;
        var useful = Math.Min(Math.Max(_read - _transfer.Shift, 0), _transfer.Bytes);
        var wide = _transfer.Row.AccumulatorWidth;
        var rowBytes = wide ? _wideRow : _elementRow;
        if (useful <= _sent || (useful - _sent < rowBytes && useful != _transfer.Bytes) || !writeback.CanTake(wide))
        {
            return false;
        }

        var offset = _sent == 0 ? _transfer.RowOffset : 0;
        var next = Math.Min(_sent + rowBytes - offset, _transfer.Bytes);
        last = next == _transfer.Bytes;
        writeback.Push(new WritebackRow
        {
            Local = writeback.Local.Add(_transfer.Local, (uint)(_transfer.Row.BlockStride * ((_transfer.RowOffset + _sent) / rowBytes))),
            Units = _transfer.Bytes,
            CommandId = _transfer.Row.CommandId,
            PixelRepeats = wide ? 1 : _transfer.Row.PixelRepeats,
            Repeats = _transfer.Row.Repeats,
            Last = last,
            IsAccumulator = LocalRow.IsAccumulator(_transfer.Row.Local),
            Accumulate = LocalRow.Accumulates(_transfer.Row.Local),
            AccumulatorWidth = wide,
            Scaled = _transfer.Row.Scaled && !wide,
        });
        _sent = next;
        clock.Touch();
        return true;
    }
}
