using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises what a kernel computes as operations of the accelerator. Lifts only what is exactly equal; floats as far as an order of summation allows.</summary>
public static class Lifter
{
    /// <summary>Looks at a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    /// <returns>The operation, or the first access or statement that prevented it.</returns>
    public static LiftResult Lift(KernelInfo kernel, TargetDescription target)
    {
        KernelLift lift = new(kernel, target);
        LiftResult found = lift.Whole() is { Operation: not null } whole ? whole : lift.ByNests();
        return found.Operation is { } operation ? found with { Remark = found.Remark + ScheduleLowering.Kept(operation, target) } : found;
    }
}
