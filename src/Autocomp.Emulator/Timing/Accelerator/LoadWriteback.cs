using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Writes loaded rows and zeros into the local memories behind the array's results (Scratchpad.scala, write side).</summary>
internal sealed class LoadWriteback
{
    private readonly EventClock _clock;
    private readonly LocalMemoryPorts _ports;
    private WritebackRow _wide;
    private bool _wideValid;
    private long _wideVisible;

    public LoadWriteback(TargetDescription target, EventClock clock, LocalMemoryPorts ports)
    {
        (_clock, _ports) = (clock, ports);
        Elements = new PixelRepeater(target, clock);
        Zeros = new PixelRepeater(target, clock);
        Scaler = new RowScaler(target.Dim, target.Timing.LoadScaleUnits, target.Timing.LoadScaleLatency, ports.Local, clock, Elements);
    }

    public LocalRow Local => _ports.Local;

    /// <summary>Rows of elements, scaled.</summary>
    public RowScaler Scaler { get; }

    /// <summary>Rows of zeros.</summary>
    public PixelRepeater Zeros { get; }

    /// <summary>The tracker that waits for what is written; set once.</summary>
    public CommandTracker Tracker { get; set; } = null!;

    private PixelRepeater Elements { get; }

    public bool CanTake(bool accumulatorWidth) => accumulatorWidth ? !_wideValid : Scaler.HasRoom;

    public void Push(in WritebackRow row)
    {
        if (!row.AccumulatorWidth)
        {
            Scaler.Push(row);
            return;
        }

        (_wide, _wideValid, _wideVisible) = (row, true, _clock.Now + 1);
        _clock.Touch();
    }

    /// <summary>One cycle: writes what can be written, then moves rows up.</summary>
    public void Step()
    {
        if (Elements.IsBusy || Zeros.IsBusy || _wideValid || Scaler.IsBusy)
        {
            Write();
            Scaler.Step();
        }
    }

    public void Reset()
    {
        Scaler.Reset();
        Zeros.Reset();
        Elements.Reset();
        _wideValid = false;
    }

    private void Write()
    {
        var elements = Elements.IsOffering;
        var wide = _wideValid && _wideVisible <= _clock.Now;
        var elementsEnd = elements && Elements.OffersLast;
        var wideEnd = wide && _wide.Last && _wide.Repeats == 0;
        var elementsToAccumulator = elements && Elements.Row.IsAccumulator;
        if (elements && TryWrite(Elements.Address, Elements.Row))
        {
            Finish(elementsEnd, Elements.Row);
            Elements.Accept();
        }

        if (wide && !elementsToAccumulator && !elementsEnd && TryWrite(Local.Add(_wide.Local, (uint)_wide.Repeats), _wide))
        {
            Finish(wideEnd, _wide);
            _wideValid = _wide.Repeats > 0;
            _wide.Repeats--;
            _clock.Touch();
        }

        if (Zeros.IsOffering && !elementsEnd && !wideEnd && TryWrite(Zeros.Address, Zeros.Row))
        {
            Finish(Zeros.OffersLast, Zeros.Row);
            Zeros.Accept();
        }

        Elements.WakeWhenVisible();
        Zeros.WakeWhenVisible();
    }

    private bool TryWrite(uint address, in WritebackRow row)
    {
        if (!row.IsAccumulator)
        {
            var bank = Local.ScratchpadBank(address);
            if (_ports.IsScratchpadWritten(bank))
            {
                _clock.Touch();
                return false;
            }

            _ports.WriteScratchpad(address, Tracker.EntryOf(row.CommandId));
            return true;
        }

        var accumulatorBank = Local.AccumulatorBank(address);
        if (_ports.IsAccumulatorWritten(accumulatorBank))
        {
            _clock.Touch();
            return false;
        }

        if (row.Accumulate && _ports.IsInWritePipe(address))
        {
            _ports.HoldAccumulator(accumulatorBank);
            _clock.Touch();
            return false;
        }

        _ports.WriteAccumulator(address, row.Accumulate);
        return true;
    }

    private void Finish(bool last, in WritebackRow row)
    {
        if (last)
        {
            Tracker.Return(row.CommandId, row.Units);
        }
    }
}
