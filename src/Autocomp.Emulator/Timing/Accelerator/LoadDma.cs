using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Splits row requests into aligned memory reads, one a cycle, a bounded number in flight (DMA.scala, StreamReaderCore).</summary>
internal sealed class LoadDma(TargetDescription target, EventClock clock, MemoryPort port, Translation translation)
{
    private readonly LoadTransfer[] _transfers = new LoadTransfer[target.Timing.MaxRequestsInFlight];
    private readonly int _beat = target.Timing.DmaBeatBytes;
    private readonly int _max = target.Timing.DmaMaxBytes;
    private readonly int _rowBytes = target.Dim * (target.Element == ElementType.Int8 ? 1 : 4);
    private readonly int _wideRowBytes = target.Dim * 4;
    private readonly LocalRow _local = new(target);
    private ulong _free = (1UL << target.Timing.MaxRequestsInFlight) - 1;
    private ulong _freed;
    private RequestStage _lookup;
    private RequestStage _translated;
    private LoadRow _row;
    private ulong _address;
    private int _requested;
    private bool _busy;
    private long _since;

    /// <summary>Rows that wait to be requested.</summary>
    public DelayQueue<LoadRow> Requests { get; } = new(target.Timing.ScratchpadReadDelay + 1);

    public bool IsBusy => InFlight > 0;

    public int InFlight { get; private set; }

    /// <summary>Whether the page lookup of the request in translation misses the register in front of the TLB.</summary>
    public bool NeedsTlb => _translated.Valid && _translated.Since <= clock.Now && !_translated.Hit;

    public ref LoadTransfer this[int id] => ref _transfers[id];

    public int ElementBytes { get; } = target.Element == ElementType.Int8 ? 1 : 4;

    /// <summary>The last beat of a transfer was taken; its place is free from the next cycle on.</summary>
    public void Release(int id)
    {
        _freed |= 1UL << id;
        InFlight--;
    }

    /// <summary>One cycle of the request side.</summary>
    /// <param name="granted">Whether the TLB serves this engine when it needs it.</param>
    public void Step(bool granted)
    {
        if (!_translated.Valid && !_lookup.Valid && !_busy && Requests.IsEmpty)
        {
            _free |= _freed;
            _freed = 0;
            return;
        }

        var retry = LeaveTranslation(granted, out var again);
        if (_lookup.Valid && _lookup.Since <= clock.Now)
        {
            _translated.Set(_lookup.Beat, clock.Now + 1);
            _translated.Hit = translation.IsSamePage(Translation.Reader, _lookup.Beat.Address);
            _lookup.Valid = false;
            clock.Touch();
        }

        if (retry)
        {
            _lookup.Set(again, clock.Now + 1);
            clock.Touch();
        }

        if (!retry && _busy && _since <= clock.Now && _free != 0)
        {
            RequestBlock();
        }

        if (!_busy && Requests.HasHead(clock.Now))
        {
            _row = Requests.Head;
            Requests.Pop(clock.Now);
            (_busy, _since, _requested, _address) = (true, clock.Now + 1, 0, _row.Address);
            clock.Touch();
        }

        _free |= _freed;
        _freed = 0;
    }

    public void Reset()
    {
        Requests.Clear();
        _free = (1UL << target.Timing.MaxRequestsInFlight) - 1;
        (_freed, _busy, InFlight) = (0, false, 0);
        _lookup.Valid = _translated.Valid = false;
    }

    private bool LeaveTranslation(bool granted, out MemoryBeat again)
    {
        again = default;
        if (!_translated.Valid || _translated.Since > clock.Now)
        {
            return false;
        }

        _translated.Valid = false;
        clock.Touch();
        var misses = !_translated.Hit && !granted;
        if (!_translated.Hit && granted)
        {
            translation.Remember(Translation.Reader, _translated.Beat.Address);
        }

        if (misses || !port.Reads.HasRoom(clock.Now))
        {
            again = _translated.Beat;
            return true;
        }

        port.Reads.Enqueue(_translated.Beat, clock.Now);
        return false;
    }

    private void RequestBlock()
    {
        var elementBytes = _row.AccumulatorWidth ? 4 : ElementBytes;
        var left = (_row.Columns * elementBytes) - _requested;
        int size = 0, bytes = 0;
        for (var s = _beat; s <= _max; s <<= 1)
        {
            var offset = (int)(_address & (ulong)(s - 1));
            var covered = Math.Min(s - offset, left);
            if (covered > bytes)
            {
                (size, bytes) = (s, covered);
            }
        }

        var id = System.Numerics.BitOperations.TrailingZeroCount(_free);
        var rowBytes = _row.AccumulatorWidth ? _wideRowBytes : _rowBytes;
        _transfers[id] = new LoadTransfer
        {
            Row = _row,
            Local = _local.Add(_row.Local, (uint)(_row.BlockStride * (_requested / rowBytes))),
            Shift = (int)(_address & (ulong)(size - 1)),
            RowOffset = _requested % rowBytes,
            Bytes = bytes,
            Size = size,
        };
        _free &= ~(1UL << id);
        InFlight++;
        _lookup.Set(new MemoryBeat(_address & ~(ulong)(size - 1), size, id, IsWrite: false, IsFirst: true, IsLast: true), clock.Now + 1);
        _address += (ulong)bytes;
        _requested += bytes;
        _busy = bytes < left;
        clock.Touch();
    }
}
