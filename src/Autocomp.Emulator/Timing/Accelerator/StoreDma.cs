using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Gathers blocks of a row and writes them in aligned bursts (DMA.scala, StreamWriter).</summary>
internal sealed class StoreDma(TargetDescription target, EventClock clock, MemoryPort port, Translation translation)
{
    private readonly int _beat = target.Timing.DmaBeatBytes;
    private readonly int _max = target.Timing.DmaMaxBytes;
    private readonly int _transactions = target.Timing.MaxRequestsInFlight;
    private readonly int _rowBytes = target.Dim * (target.Element == ElementType.Int8 ? 1 : 4);
    private RequestStage _lookup;
    private RequestStage _translated;
    private RequestStage _shadow;
    private int _inFlight;
    private int _left;
    private int _beatsLeft;
    private int _size;
    private int _bytes;
    private ulong _address;
    private ulong _lookupPage;
    private bool _writing;
    private long _since;

    /// <summary>Whether a row can enter in this cycle; judged after <see cref="Step"/>.</summary>
    public bool HasRoom => !_writing;

    public bool IsBusy => _writing || _inFlight > 0;

    /// <summary>Whether the request in translation misses the register in front of the TLB and asks the TLB in this cycle.</summary>
    public bool NeedsTlb => _translated.Valid && _translated.Since == clock.Now && !_translated.Hit;

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row; blocks before the last one of a request are only gathered.</param>
    /// <param name="elementBytes">Bytes of one element as stored.</param>
    public void Accept(in StoreRow row, int elementBytes)
    {
        if (row.EndsRequest)
        {
            (_writing, _since, _address, _beatsLeft) = (true, clock.Now + 1, row.Address, 0);
            _left = (row.Block * _rowBytes) + (row.Length * elementBytes);
        }

        clock.Touch();
    }

    /// <summary>One cycle of the request side.</summary>
    /// <param name="granted">Whether the TLB serves this engine when it needs it.</param>
    public void Step(bool granted)
    {
        if (!_translated.Valid && !_lookup.Valid && !_shadow.Valid && !_writing)
        {
            return;
        }

        var retry = LeaveTranslation(granted, out var again);
        if (_lookup.Valid && _lookup.Since <= clock.Now && (retry || !_translated.Valid))
        {
            if (retry)
            {
                _shadow.Set(_lookup.Beat, clock.Now + 1);
            }
            else
            {
                _translated.Set(_lookup.Beat, clock.Now + 1);
                _translated.Hit = translation.IsSamePage(Translation.Writer, _lookup.Beat.Address);
            }

            _lookup.Valid = false;
            clock.Touch();
        }

        if (!_lookup.Valid)
        {
            EnterLookup(retry, again);
        }
    }

    /// <summary>Takes acknowledges; after everything else, so that a place is free from the next cycle on.</summary>
    public void TakeAcknowledges()
    {
        if (port.Acknowledges.HasHead(clock.Now))
        {
            port.Acknowledges.Pop(clock.Now);
            _inFlight--;
            clock.Touch();
        }
    }

    public void Reset()
    {
        _lookup.Valid = _translated.Valid = _shadow.Valid = false;
        (_inFlight, _writing) = (0, false);
    }

    private void EnterLookup(bool retry, in MemoryBeat again)
    {
        if (retry)
        {
            SetLookup(again);
        }
        else if (_shadow.Valid && _shadow.Since <= clock.Now)
        {
            SetLookup(_shadow.Beat);
            _shadow.Valid = false;
        }
        else if (_writing && _since <= clock.Now && _inFlight < _transactions)
        {
            WriteBeat();
        }
    }

    private void SetLookup(in MemoryBeat beat)
    {
        _lookup.Set(beat, clock.Now + 1);
        _lookupPage = beat.Address;
        clock.Touch();
    }

    private bool LeaveTranslation(bool granted, out MemoryBeat again)
    {
        again = default;
        if (!_translated.Valid || _translated.Since > clock.Now)
        {
            return false;
        }

        var asksTlb = NeedsTlb;
        var first = _translated.Since == clock.Now;
        if (asksTlb && granted)
        {
            translation.Remember(Translation.Writer, _translated.Beat.Address);
        }

        var misses = asksTlb ? !granted : !first && !translation.IsSamePage(Translation.Writer, _lookupPage);
        if (misses)
        {
            again = _translated.Beat;
            _translated.Valid = false;
            clock.Touch();
            return true;
        }

        if (port.Writes.HasRoom(clock.Now))
        {
            port.Writes.Enqueue(_translated.Beat, clock.Now);
            _translated.Valid = false;
        }

        clock.Touch();
        return false;
    }

    private void WriteBeat()
    {
        var first = _beatsLeft == 0;
        if (first)
        {
            ChoosePacket();
            _beatsLeft = _size / _beat;
            _inFlight++;
        }

        _beatsLeft--;
        SetLookup(new MemoryBeat(_address & ~(ulong)(_size - 1), _size, 0, IsWrite: true, first, _beatsLeft == 0, _bytes < _size));
        if (_beatsLeft == 0)
        {
            _address += (ulong)_bytes;
            _left -= _bytes;
            _writing = _left > 0;
        }
    }

    private void ChoosePacket()
    {
        (_size, _bytes) = (0, 0);
        for (var s = _beat; s <= _max; s <<= 1)
        {
            var covered = Math.Min(s - (int)(_address & (ulong)(s - 1)), _left);
            if (covered > _bytes)
            {
                (_size, _bytes) = (s, covered);
            }
        }
    }
}
