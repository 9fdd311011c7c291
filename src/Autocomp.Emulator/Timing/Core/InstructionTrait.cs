namespace Autocomp.Emulator.Timing;

/// <summary>One opcode as the core's timing sees it.</summary>
/// <param name="Class">Kind of work.</param>
/// <param name="WritesInteger">The destination is an integer register.</param>
/// <param name="WritesFloat">The destination is a floating-point register.</param>
/// <param name="Rs1">File of the first source.</param>
/// <param name="Rs2">File of the second source.</param>
/// <param name="Rs3">File of the third source.</param>
/// <param name="IsDouble">Double precision.</param>
/// <param name="IsNarrowLoad">A load that must be aligned within its word.</param>
/// <param name="AccessBytes">Bytes of a memory access.</param>
internal readonly record struct InstructionTrait(
    InstructionClass Class,
    bool WritesInteger,
    bool WritesFloat,
    RegisterFile Rs1,
    RegisterFile Rs2,
    RegisterFile Rs3,
    bool IsDouble,
    bool IsNarrowLoad,
    int AccessBytes);
