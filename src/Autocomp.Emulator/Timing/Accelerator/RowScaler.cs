namespace Autocomp.Emulator.Timing;

/// <summary>Scales loaded rows with a few shared multipliers; rows scaled by 1.0 pass (VectorScalarMultiplier.scala).</summary>
/// <remarks>All multipliers see the same pattern, so one of them is simulated: three row slots, one element of a slot a cycle, round robin.</remarks>
internal sealed class RowScaler(int dim, int units, int latency, LocalRow local, EventClock clock, PixelRepeater output)
{
    private const int Slots = 3;
    private readonly WritebackRow[] _slots = new WritebackRow[Slots];
    private readonly bool[] _slotValid = new bool[Slots];
    private readonly int[] _unfired = new int[Slots];
    private readonly long[] _doneAt = new long[Slots];
    private readonly int _elements = Math.Max(dim / Math.Max(units, 1), 1);
    private WritebackRow _in;
    private bool _inValid;
    private long _inVisible;
    private bool _inLeaves;
    private long _inLeavesAt = -1;
    private int _repeats;
    private int _head;
    private int _tail;
    private int _lastGrant;

    /// <summary>Whether a row can enter in this cycle.</summary>
    public bool HasRoom => !_inValid || (_inLeaves && _inLeavesAt == clock.Now);

    public bool IsBusy => _inValid || _slotValid[0] || _slotValid[1] || _slotValid[2];

    public void Push(in WritebackRow row)
    {
        (_in, _inValid, _inVisible, _repeats) = (row, true, clock.Now + 1, row.Repeats);
        clock.Touch();
    }

    /// <summary>One cycle, after the output was served and before a row enters.</summary>
    public void Step()
    {
        var tailFree = !_slotValid[_tail];
        if (_slotValid[_head])
        {
            if (_unfired[_head] == 0 && _doneAt[_head] <= clock.Now)
            {
                if (output.HasRoom)
                {
                    output.Push(_slots[_head]);
                    _slotValid[_head] = false;
                    _head = (_head + 1) % Slots;
                }
            }
            else if (_unfired[_head] == 0)
            {
                clock.WakeAt(_doneAt[_head]);
            }
        }

        FireElement();
        _inLeaves = false;
        if (_inValid && _inVisible <= clock.Now && tailFree)
        {
            MoveIn();
        }
    }

    public void Reset()
    {
        Array.Clear(_slotValid);
        Array.Clear(_unfired);
        (_inValid, _head, _tail, _lastGrant, _inLeavesAt) = (false, 0, 0, 0, -1);
    }

    private void MoveIn()
    {
        ref var slot = ref _slots[_tail];
        slot = _in;
        slot.Local = local.Add(_in.Local, (uint)_repeats);
        slot.Last = _in.Last && _repeats == 0;
        _slotValid[_tail] = true;
        _unfired[_tail] = _in.Scaled ? (1 << _elements) - 1 : 0;
        _doneAt[_tail] = clock.Now + 1;
        _tail = (_tail + 1) % Slots;
        if (_repeats == 0)
        {
            _inValid = false;
            _inLeaves = true;
            _inLeavesAt = clock.Now;
        }
        else
        {
            _repeats--;
        }

        clock.Touch();
    }

    private void FireElement()
    {
        var total = Slots * _elements;
        for (var step = 1; step <= total; step++)
        {
            var index = (_lastGrant + step) % total;
            var slot = index / _elements;
            var bit = 1 << (index % _elements);
            if (_slotValid[slot] && (_unfired[slot] & bit) != 0)
            {
                _unfired[slot] &= ~bit;
                _lastGrant = index;
                _doneAt[slot] = Math.Max(_doneAt[slot], clock.Now + latency + 2);
                clock.Touch();
                return;
            }

            if ((_unfired[0] | _unfired[1] | _unfired[2]) == 0)
            {
                return;
            }
        }
    }
}
