namespace Autocomp.Emulator;

/// <summary>One instruction that the core retired, for the timing model.</summary>
/// <param name="instruction">The instruction.</param>
/// <param name="pc">Its address.</param>
/// <param name="nextPc">The address of the next one; differs from its own end when a branch was taken.</param>
/// <param name="memoryAddress">The data address of loads, stores and atomics; 0 for others.</param>
/// <param name="rs1Value">The value of rs1 before the instruction (raw bits for floating point).</param>
/// <param name="rs2Value">The value of rs2 before the instruction (raw bits for floating point).</param>
public readonly ref struct RetiredInstruction(ref readonly DecodedInstruction instruction, ulong pc, ulong nextPc, ulong memoryAddress, ulong rs1Value, ulong rs2Value)
{
    private readonly ref readonly DecodedInstruction _instruction = ref instruction;

    /// <summary>The instruction.</summary>
    public ref readonly DecodedInstruction Instruction => ref _instruction;

    /// <summary>Its address.</summary>
    public ulong Pc { get; } = pc;

    /// <summary>The address of the next one.</summary>
    public ulong NextPc { get; } = nextPc;

    /// <summary>The data address of loads, stores and atomics; 0 for others.</summary>
    public ulong MemoryAddress { get; } = memoryAddress;

    /// <summary>The value of rs1 before the instruction.</summary>
    public ulong Rs1Value { get; } = rs1Value;

    /// <summary>The value of rs2 before the instruction.</summary>
    public ulong Rs2Value { get; } = rs2Value;
}
