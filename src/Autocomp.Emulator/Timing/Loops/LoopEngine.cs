namespace Autocomp.Emulator.Timing;

/// <summary>What the five engines of a loop unroller share: the loop that each works on and whether it works.</summary>
internal abstract class LoopEngine
{
    public bool IsIdle { get; protected set; } = true;

    /// <summary>Which of the two loops the engine works on or worked on last.</summary>
    public int LoopId { get; set; }

    public virtual void Reset() => (IsIdle, LoopId) = (true, 0);

    /// <summary>Adds, and starts again at zero when the bound is reached.</summary>
    protected static int FloorAdd(int value, int step, int bound) => value + step >= bound ? 0 : value + step;

    protected static ulong Operand(int rows, int columns, uint local) => ((ulong)(uint)rows << 48) | ((ulong)(uint)columns << 32) | local;
}
