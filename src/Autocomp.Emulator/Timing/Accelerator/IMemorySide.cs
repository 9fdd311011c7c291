namespace Autocomp.Emulator.Timing;

/// <summary>What is behind the accelerator's memory port.</summary>
internal interface IMemorySide
{
    /// <summary>Whether a request beat can be taken in this cycle.</summary>
    bool CanAccept(in MemoryBeat beat, long now);

    /// <summary>Takes one request beat.</summary>
    void Accept(in MemoryBeat beat, long now);

    /// <summary>The response beat offered in this cycle, if any; it is taken.</summary>
    bool TryRespond(long now, out ResponseBeat beat);

    /// <summary>The cycle of the next response beat, or <see cref="long.MaxValue"/>.</summary>
    long NextResponse { get; }

    /// <summary>One cycle of the memory's own.</summary>
    void Step(EventClock clock);

    /// <summary>Forgets requests under way.</summary>
    void Reset();
}
