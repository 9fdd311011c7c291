using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Writes starting schedules: correct, plain, for any sizes.</summary>
public static class ScheduleLowering
{
    /// <summary>The starting schedule of a lifted kernel, as C# text.</summary>
    /// <param name="operation">What the kernel computes.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    public static string Lower(TensorOperation operation, KernelInfo kernel, TargetDescription target) => operation switch
    {
        TensorOperation.MatrixProduct product => ScheduleText.Schedule(kernel, new LowerMatrixProduct(product, target, new(kernel)).Write),
        TensorOperation.Convolution convolution => ScheduleText.Schedule(kernel, new LowerConvolution(convolution, target, new(kernel)).Write),
        _ => throw new ArgumentException($"No lowering for {operation.GetType().Name}.", nameof(operation)),
    };

    /// <summary>The starting schedule of a kernel that is not lifted: its own body over pointers, with the checks that C# would make.</summary>
    /// <param name="kernel">The kernel.</param>
    public static string LowerBody(KernelInfo kernel) => SchedulePrinter.Print(kernel, PointerBody.Of(kernel.Body));
}
