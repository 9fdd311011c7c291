namespace Autocomp.Emulator;

/// <summary>Follows the accelerator commands of one kernel call, in program order and after each has had its effect.</summary>
public interface ICommandObserver
{
    /// <summary>The kernel begins: configuration, local memories and array hold nothing that it may rely on.</summary>
    /// <param name="tensors">The address of each argument in parameter order; 0 for one that is no tensor.</param>
    void Begin(IReadOnlyList<ulong> tensors);

    /// <summary>A command that moves data, computes or configures was executed. Loop commands come as the commands that they unroll to.</summary>
    /// <param name="funct7">Which.</param>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    void Executed(int funct7, ulong rs1, ulong rs2);
}
