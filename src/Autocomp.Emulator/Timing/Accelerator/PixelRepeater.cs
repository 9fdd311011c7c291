using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The register in front of the local memories; holds a row for as many cycles as pixels repeat (PixelRepeater.scala).</summary>
internal sealed class PixelRepeater(TargetDescription target, EventClock clock)
{
    private readonly LocalRow _local = new(target);
    private WritebackRow _row;
    private bool _valid;
    private long _visible;
    private int _left;

    /// <summary>Whether a row can enter: empty, or the held one leaves in this cycle.</summary>
    public bool HasRoom => !_valid;

    public bool IsBusy => _valid;

    /// <summary>Whether a row asks to be written in this cycle.</summary>
    public bool IsOffering => _valid && _visible <= clock.Now;

    /// <summary>Where the offered row goes.</summary>
    public uint Address { get; private set; }

    /// <summary>Whether the offered row is the last of its request.</summary>
    public bool OffersLast => _row.Last && _left == 0;

    public ref readonly WritebackRow Row => ref _row;

    public void Push(in WritebackRow row)
    {
        (_row, _valid, _visible, _left) = (row, true, clock.Now + 1, row.PixelRepeats - 1);
        SetAddress();
        clock.Touch();
    }

    /// <summary>The offered row is written in this cycle.</summary>
    public void Accept()
    {
        clock.Touch();
        if (_left == 0)
        {
            _valid = false;
            return;
        }

        _left--;
        _visible = clock.Now + 1;
        SetAddress();
    }

    /// <summary>Looks again when a row that is not visible yet becomes so.</summary>
    public void WakeWhenVisible()
    {
        if (_valid && _visible > clock.Now)
        {
            clock.WakeAt(_visible);
        }
    }

    public void Reset() => _valid = false;

    private void SetAddress()
    {
        while (true)
        {
            if (_row.IsAccumulator || _left == 0)
            {
                Address = _row.Local;
                return;
            }

            var half = (uint)target.ScratchpadRows / 2;
            var row = _local.Row(_row.Local);
            var floor = row < half ? 0 : half;
            if (row >= floor + (uint)_left)
            {
                Address = row - (uint)_left;
                return;
            }

            _left--;
            _visible++;
        }
    }
}
