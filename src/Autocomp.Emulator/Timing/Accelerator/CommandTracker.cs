namespace Autocomp.Emulator.Timing;

/// <summary>Commands of a DMA controller that are in flight, by what they still wait for (DMACommandTracker.scala).</summary>
/// <param name="commands">Most commands in flight.</param>
/// <param name="clock">The accelerator's clock.</param>
internal sealed class CommandTracker(int commands, EventClock clock)
{
    private readonly bool[] _valid = new bool[commands];
    private readonly int[] _left = new int[commands];
    private readonly int[] _entry = new int[commands];
    private readonly long[] _doneAt = new long[commands];

    public int InFlight { get; private set; }

    /// <summary>The reservation-station entry of a command.</summary>
    public int EntryOf(int id) => _entry[id];

    public bool HasRoom => InFlight < commands;

    /// <summary>Tracks a command that waits for <paramref name="units"/> (bytes or rows).</summary>
    /// <returns>The tracker's id of it.</returns>
    public int Allocate(int entry, int units)
    {
        var id = Array.IndexOf(_valid, false);
        (_valid[id], _left[id], _entry[id], _doneAt[id]) = (true, units, entry, units == 0 ? clock.Now : long.MaxValue);
        InFlight++;
        clock.Touch();
        return id;
    }

    public void Return(int id, int units)
    {
        if ((_left[id] -= units) <= 0)
        {
            _doneAt[id] = clock.Now;
        }

        clock.Touch();
    }

    /// <summary>Takes one finished command.</summary>
    /// <returns>Its reservation-station entry, or -1.</returns>
    public int TakeCompleted()
    {
        for (var id = 0; id < commands; id++)
        {
            if (_valid[id] && _doneAt[id] < clock.Now)
            {
                _valid[id] = false;
                InFlight--;
                clock.Touch();
                return _entry[id];
            }
        }

        return -1;
    }

    /// <summary>Whether a command could be taken in this cycle.</summary>
    public bool HasCompleted
    {
        get
        {
            for (var id = 0; id < commands; id++)
            {
                if (_valid[id] && _doneAt[id] < clock.Now)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public void Reset()
    {
        Array.Clear(_valid);
        InFlight = 0;
    }
}
