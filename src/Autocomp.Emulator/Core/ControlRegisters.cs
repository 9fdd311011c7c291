namespace Autocomp.Emulator;

/// <summary>Machine-mode registers that hold what was written. A core with machine mode only and no interrupts.</summary>
internal sealed class ControlRegisters
{
    public const ulong MachineInterruptEnable = 1UL << 3;
    public const ulong PreviousInterruptEnable = 1UL << 7;

    /// <summary>RV64 with A, C, D, F, I, M.</summary>
    public const ulong Misa = 2UL << 62 | 1 << ('A' - 'A') | 1 << ('C' - 'A') | 1 << ('D' - 'A') | 1 << ('F' - 'A') | 1 << ('I' - 'A') | 1 << ('M' - 'A');

    /// <summary>The bits MIE and MPIE of <c>mstatus</c>; MPP always reads as machine mode.</summary>
    public ulong InterruptBits { get; set; }

    public ulong TrapVector { get; set; }

    public ulong ExceptionPc { get; set; }

    public ulong Cause { get; set; }

    public ulong TrapValue { get; set; }

    public ulong Scratch { get; set; }

    public ulong InterruptEnable { get; set; }

    public ulong CounterEnable { get; set; }

    public ulong CountInhibit { get; set; }

    /// <summary>What the guest added to <c>mcycle</c> by writing it.</summary>
    public ulong CycleOffset { get; set; }

    /// <summary>What the guest added to <c>minstret</c> by writing it.</summary>
    public ulong RetiredOffset { get; set; }

    /// <summary>Physical memory protection: configuration of eight entries, then their addresses. Machine mode without locked entries ignores them.</summary>
    public ulong[] Protection { get; } = new ulong[9];

    public void Pass(StateStream state)
    {
        state.Array(Protection);
        InterruptBits = state.Value(InterruptBits);
        TrapVector = state.Value(TrapVector);
        ExceptionPc = state.Value(ExceptionPc);
        Cause = state.Value(Cause);
        TrapValue = state.Value(TrapValue);
        Scratch = state.Value(Scratch);
        InterruptEnable = state.Value(InterruptEnable);
        CounterEnable = state.Value(CounterEnable);
        CountInhibit = state.Value(CountInhibit);
        CycleOffset = state.Value(CycleOffset);
        RetiredOffset = state.Value(RetiredOffset);
    }

    public void Reset()
    {
        Array.Clear(Protection);
        InterruptBits = 0;
        TrapVector = 0;
        ExceptionPc = 0;
        Cause = 0;
        TrapValue = 0;
        Scratch = 0;
        InterruptEnable = 0;
        CounterEnable = 0;
        CountInhibit = 0;
        CycleOffset = 0;
        RetiredOffset = 0;
    }
}
