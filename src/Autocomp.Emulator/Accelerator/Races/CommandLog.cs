using System.Runtime.InteropServices;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>What the accelerator was told since the last fence, and what of it the hardware certainly finishes before what.</summary>
/// <remarks>
/// Orders that the RTL gives by itself (ReservationStation.scala:327-379, ExecuteController.scala:970-977):
/// an mvout waits for the mvin, or for the compute, that wrote its rows; a compute waits for the mvins that wrote its operands or
/// its result's rows; preloads and computes are issued one after the other; an mvin waits for computes and mvouts that use the rows
/// that it overwrites. An mvin is done when its last byte is in local memory, so whatever waits for it, also by way of others,
/// comes after its reads of main memory. Two mvins to the same rows count as unordered: both are in flight at once.
/// The hardware places the data of loops elsewhere than this model, so their rows say nothing outside of them; but loop_ws computes with
/// all that it loads, so its mvins are done before later computes are.
/// </remarks>
internal sealed class CommandLog(TargetDescription target)
{
    private const int Limit = 1 << 18;
    private readonly List<DmaRecord> _moves = [];
    private readonly List<ExecuteRecord> _executes = [];
    private readonly RowSet _reads = new(target.ScratchpadRows + target.AccumulatorRows);
    private readonly RowSet _writes = new(target.ScratchpadRows + target.AccumulatorRows);
    private readonly RowSet _executeWrites = new(target.ScratchpadRows + target.AccumulatorRows);
    private bool _full;

    /// <summary>Notes an mvin or mvout.</summary>
    public void Add(in DmaRecord record)
    {
        if (_moves.Count < Limit) _moves.Add(record);
        else _full = true;
    }

    /// <summary>Notes a preload with its compute.</summary>
    public void Add(RowRange a, RowRange stationary, RowRange d, RowRange result)
    {
        if (_executes.Count < Limit) _executes.Add(new ExecuteRecord(_moves.Count, a, stationary, d, result));
    }

    /// <summary>Saves or loads the log.</summary>
    public void Pass(StateStream state)
    {
        state.Field(ref _full);
        state.List(_executes);
        int count = state.Value(_moves.Count);
        if (state.IsReading) _moves.Clear();
        for (int i = 0; i < count; i++)
        {
            DmaRecord move = DmaRecord.Pass(state, state.IsReading ? default : _moves[i]);
            if (state.IsReading) _moves.Add(move);
        }
    }

    public void Clear()
    {
        _moves.Clear();
        _executes.Clear();
        _full = false;
    }

    /// <summary>The first mvin or mvout that fits.</summary>
    public DmaRecord? Find(Predicate<DmaRecord> match)
    {
        foreach (ref readonly DmaRecord record in CollectionsMarshal.AsSpan(_moves))
        {
            if (match(record)) return record;
        }

        return null;
    }

    /// <summary>Whether an mvout that comes now may write bytes before some earlier mvin has read them.</summary>
    /// <param name="write">The mvout.</param>
    /// <param name="earlier">That mvin; null when it is too long ago to be known.</param>
    public bool MayOvertake(in DmaRecord write, out DmaRecord? earlier)
    {
        _reads.Clear();
        _writes.Clear();
        _executeWrites.Clear();
        if (write.Loop == 0) _reads.Add(write.Local);
        bool afterExecutes = write.Loop > 0;
        int next = _executes.Count - 1;
        earlier = null;
        for (int i = _moves.Count - 1; i >= 0; i--)
        {
            for (; next >= 0 && _executes[next].Before > i; next--) afterExecutes |= write.Loop >= 0 && Follow(_executes[next], afterExecutes);
            DmaRecord move = _moves[i];
            bool waits = move.Loop == 0
                ? move.Write ? _writes.Meets(move.Local) : _reads.Meets(move.Local) || _executeWrites.Meets(move.Local)
                : !move.Write && (move.Loop == write.Loop ? move.Local.Meets(write.Local) : move.Loop > 0 && afterExecutes);
            if (waits && move.Loop == 0) (move.Write ? _reads : _writes).Add(move.Local);
            if (waits || move.Write || !move.Touches(write)) continue;
            earlier = move;
            return true;
        }

        return _full;
    }

    /// <summary>Whether something that the mvout waits for waits for this compute.</summary>
    private bool Follow(in ExecuteRecord execute, bool afterExecutes)
    {
        bool waits = afterExecutes || _reads.Meets(execute.Result) || _writes.Meets(execute.Result)
            || _writes.Meets(execute.A) || _writes.Meets(execute.Stationary) || _writes.Meets(execute.D);
        if (!waits) return false;
        _reads.Add(execute.A);
        _reads.Add(execute.Stationary);
        _reads.Add(execute.D);
        _writes.Add(execute.Result);
        _executeWrites.Add(execute.Result);
        return true;
    }
}
