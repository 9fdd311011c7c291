namespace Autocomp.Emulator.Timing;

/// <summary>An engine of the convolution unroller: makes commands one a cycle and passes them through a two-stage pipe.</summary>
internal abstract class LoopConvEngine : LoopEngine
{
    private AcceleratorCommand _first;
    private AcceleratorCommand _last;
    private bool _firstValid;
    private bool _lastValid;

    /// <summary>The loop that is worked on.</summary>
    protected LoopConvState Loop { get; private set; } = null!;

    /// <summary>Whether all commands have been made.</summary>
    protected bool Done { get; set; } = true;

    /// <summary>Whether the engine has nothing to do for its loop (a null address).</summary>
    public virtual bool Skips => false;

    public bool OffersCommand => _lastValid;

    public AcceleratorCommand Offered => _last;

    public void Start(LoopConvState loop, int id)
    {
        (Loop, LoopId, Done, IsIdle) = (loop, id, false, false);
        Begin();
    }

    /// <summary>One cycle of pipe and maker.</summary>
    /// <param name="taken">Whether the offered command left.</param>
    /// <param name="mayMake">Whether the maker is allowed to go on.</param>
    /// <returns>Whether anything moved.</returns>
    public bool Step(bool taken, bool mayMake)
    {
        var moved = taken;
        if (taken || !_lastValid)
        {
            moved |= _firstValid;
            (_last, _lastValid, _firstValid) = (_first, _firstValid, false);
        }

        if (!Done && Skips)
        {
            Done = moved = true;
        }
        else if (!Done && TrySkip())
        {
            moved = true;
        }
        else if (!Done && mayMake && !_firstValid)
        {
            (_first, _firstValid) = (Make(), true);
            Advance();
            moved = true;
        }

        IsIdle = Done && !_firstValid && !_lastValid;
        return moved;
    }

    public override void Reset()
    {
        base.Reset();
        (Done, _firstValid, _lastValid) = (true, false, false);
    }

    protected abstract void Begin();

    protected abstract AcceleratorCommand Make();

    protected abstract void Advance();

    /// <summary>Passes over an iteration that needs no command.</summary>
    protected virtual bool TrySkip() => false;

    protected static AcceleratorCommand ConfigLoad(int state, int blockStride, int pixelRepeats, ulong stride) => new(
        AcceleratorCommand.Config,
        (0x3F80_0000UL << 32) | ((ulong)(blockStride & 0x3FFF) << 16) | ((ulong)pixelRepeats << 8) | ((ulong)state << 3) | 1,
        stride,
        CommandOrigin.LoopConv);
}
