namespace Autocomp.Emulator;

/// <summary>What kind of work an instruction is, for timing and for finding the ends of basic blocks.</summary>
public enum InstructionClass : byte
{
    /// <summary>Integer arithmetic in one cycle.</summary>
    Alu,

    /// <summary>Integer multiplication.</summary>
    Multiply,

    /// <summary>Integer division and remainder.</summary>
    Divide,

    /// <summary>A load, integer or floating.</summary>
    Load,

    /// <summary>A store, integer or floating.</summary>
    Store,

    /// <summary>Load-reserved, store-conditional, atomic memory operation.</summary>
    Atomic,

    /// <summary>A conditional branch.</summary>
    Branch,

    /// <summary>jal and jalr.</summary>
    Jump,

    /// <summary>Floating-point addition, comparison and the like.</summary>
    Float,

    /// <summary>Floating-point multiplication and fused multiply-add.</summary>
    FloatMultiply,

    /// <summary>Floating-point division and square root.</summary>
    FloatDivide,

    /// <summary>Moves and conversions between the register files.</summary>
    FloatConvert,

    /// <summary>Access to a control and status register.</summary>
    Csr,

    /// <summary>fence and fence.i.</summary>
    Fence,

    /// <summary>ecall, ebreak, mret, wfi.</summary>
    System,

    /// <summary>A command for the accelerator.</summary>
    Command,
}
