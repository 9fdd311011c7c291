namespace Autocomp.Emulator;

/// <summary>Why the emulator refused to go on (strict) or what it noticed (permissive).</summary>
public enum FaultKind
{
    /// <summary>An access outside every mapped region, or across the end of one.</summary>
    OutOfBounds,

    /// <summary>A write to a region that is read-only, an in-parameter for example.</summary>
    ReadOnlyWrite,

    /// <summary>A core access that is not naturally aligned.</summary>
    Misaligned,

    /// <summary>An instruction that the core does not have.</summary>
    IllegalInstruction,

    /// <summary>A command that the target does not have, or operands that it does not define.</summary>
    IllegalCommand,

    /// <summary>A scratchpad or accumulator row outside the target's memories.</summary>
    LocalAddressOutOfRange,

    /// <summary>A read of main memory, a local row or a register that nothing has written.</summary>
    PoisonRead,

    /// <summary>Use of a configuration field that the kernel never set.</summary>
    UnsetConfiguration,

    /// <summary>A core access that conflicts with an accelerator access which no fence has covered.</summary>
    CoreRace,

    /// <summary>Two accelerator accesses to the same main-memory bytes, at least one a write, which nothing orders.</summary>
    AcceleratorRace,

    /// <summary>A return while accelerator writes are not covered by a fence.</summary>
    ReturnWithoutFence,

    /// <summary>A command whose result differs between libgemmini and the modelled RTL.</summary>
    RevisionDifference,

    /// <summary>A trap that the kernel's own checks raised: division by zero, checked overflow, index out of range.</summary>
    KernelTrap,

    /// <summary>A call-saved register, the stack pointer or the floating-point control register changed.</summary>
    CallingConvention,

    /// <summary>More instructions than the limit.</summary>
    StepLimit,

    /// <summary>More host time than the limit.</summary>
    TimeLimit,

    /// <summary>More memory than the limit.</summary>
    MemoryLimit,

    /// <summary>A timed run took more cycles than the caller asked for.</summary>
    CycleLimit,
}
