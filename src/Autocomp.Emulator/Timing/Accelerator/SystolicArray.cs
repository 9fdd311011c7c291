using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The array with its input registers, delays and tag queue (MeshWithDelays.scala).</summary>
/// <remarks>A result row leaves a fixed time after its input row entered. The tag queue bounds the operations under way.</remarks>
internal sealed class SystolicArray(TargetDescription target, EventClock clock)
{
    private readonly int _simultaneous = 5 * (target.Timing.TileLatency + 1);
    private readonly int _latency = (target.Dim * (target.Timing.TileLatency + 1)) + target.Timing.MeshOutputDelay + ((target.Dim - 1) * (target.Timing.TileLatency + 1));
    private readonly RingBuffer<(long Cycle, int Id, bool Last)> _rows = new(256);
    private readonly RingBuffer<ArrayTag> _tags = new(64);
    private readonly RingBuffer<(int Rows, int Id)> _totals = new(64);
    private int _total;
    private int _fired;
    private int _flush;
    private int _id;
    private int _tagPop;
    private int _totalPop;
    private bool _valid;
    private bool _aWritten;
    private bool _bWritten;
    private bool _dWritten;
    private bool _inputRow;
    private bool _lastRow;
    private bool _started;

    /// <summary>Whether an operation can start in this cycle.</summary>
    public bool CanStart { get; private set; }

    /// <summary>Whether a row enters the array in this cycle.</summary>
    public bool TakesRow => _inputRow;

    /// <summary>Operations whose result will be written and has not left yet.</summary>
    public int ResultsPending { get; private set; }

    public bool IsEmpty => !_valid && _rows.Count == 0;

    /// <summary>Whether one of the operations under way writes to <paramref name="address"/> (start addresses only).</summary>
    public bool Writes(LocalRow local, uint address)
    {
        for (var i = 0; i < _tags.Count; i++)
        {
            if (!_tags[i].IsGarbage && local.SameAddress(_tags[i].Address, address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The result row that leaves in this cycle, if one does.</summary>
    public bool TryTakeResult(out ArrayTag tag, out int totalRows, out bool last)
    {
        tag = default;
        (totalRows, last) = (target.Dim, false);
        if (_rows.Count == 0)
        {
            return false;
        }

        if (_rows[0].Cycle > clock.Now)
        {
            clock.WakeAt(_rows[0].Cycle);
            return false;
        }

        var row = _rows[0];
        _rows.Pop();
        last = row.Last;
        var tagged = _tags.Count > 0 && _tags[0].Id == row.Id;
        if (tagged)
        {
            tag = _tags[0];
            _tagPop = last ? 1 : 0;
        }

        if (_totals.Count > 0 && _totals[0].Id == row.Id)
        {
            totalRows = _totals[0].Rows;
            _totalPop = last ? 1 : 0;
        }

        clock.Touch();
        return tagged;
    }

    /// <summary>Decides what this cycle does from the registers; before <see cref="Start"/> and <see cref="Feed"/>.</summary>
    public void BeginCycle()
    {
        _inputRow = _valid && ((_aWritten && _bWritten && _dWritten) || _flush > 0);
        _lastRow = _inputRow && _fired == _total - 1;
        CanStart = (!_valid || _lastRow) && _tags.Count <= _simultaneous && _totals.Count <= _simultaneous;
        if (!_inputRow)
        {
            return;
        }

        _rows.Push((clock.Now + _latency, _id, _lastRow));
        _aWritten = _bWritten = _dWritten = false;
        _fired = _lastRow ? 0 : _fired + 1;
        clock.Touch();
    }

    /// <summary>Starts an operation (not a flush).</summary>
    public void Start(in ArrayTag tag, int totalRows, bool outputStationary)
    {
        var queued = tag;
        queued.Id = (_id + (outputStationary ? 3 : 2)) % _simultaneous;
        _tags.Push(queued);
        _totals.Push((totalRows, (_id + 1) % _simultaneous));
        ResultsPending += tag.Entry >= 0 ? 1 : 0;
        Begin(totalRows, 0);
    }

    /// <summary>Starts a flush: a whole operation's worth of rows without input.</summary>
    public void StartFlush() => Begin(target.Dim, 1);

    /// <summary>Operands of a row arrive.</summary>
    public void Feed(bool a, bool b, bool d)
    {
        _aWritten |= a;
        _bWritten |= b;
        _dWritten |= d;
        clock.Touch();
    }

    /// <summary>Whether an operand register can take a value in this cycle.</summary>
    public bool CanFeed(bool a, bool b, bool d) =>
        _inputRow || CanStart || !((a && _aWritten) || (b && _bWritten) || (d && _dWritten));

    /// <summary>Applies what changes at the end of the cycle.</summary>
    public void EndCycle()
    {
        if (_lastRow && !_started)
        {
            _valid = false;
        }

        _started = false;
        if (_tagPop > 0)
        {
            ResultsPending -= _tags[0].Entry >= 0 ? 1 : 0;
            _tags.Pop();
            _tagPop = 0;
        }

        if (_totalPop > 0)
        {
            _totals.Pop();
            _totalPop = 0;
        }
    }

    public void Reset()
    {
        _rows.Clear();
        _tags.Clear();
        _totals.Clear();
        (_total, _fired, _flush, _id, _tagPop, _totalPop, ResultsPending) = (0, 0, 0, 0, 0, 0, 0);
        _valid = _aWritten = _bWritten = _dWritten = _inputRow = _lastRow = _started = false;
    }

    private void Begin(int totalRows, int flush)
    {
        (_total, _flush, _valid, _started) = (totalRows, flush, true, true);
        _id = (_id + 1) % _simultaneous;
        clock.Touch();
    }
}
