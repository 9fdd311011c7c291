using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises what a kernel computes as an operation of the accelerator. Lifts only what is exactly equal.</summary>
public static class Lifter
{
    /// <summary>Looks at a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    /// <returns>The operation, or the first access or statement that prevented it.</returns>
    public static LiftResult Lift(KernelInfo kernel, TargetDescription target)
    {
        LiftLog log = new();
        TensorOperation.MatrixProduct? product = NestReader.Read(kernel.Body, log) is { } reader && new AccumulationFinder(reader, log).Find() is { } sums
            ? new MatrixProductMatcher(reader, target, log).Match(sums)
            : null;
        return product is null || log.Remark is not null
            ? new(null, $"stays on the host core: {log.Remark}", log.Span ?? kernel.Span)
            : new(product, Describe(product), kernel.Span);
    }

    private static string Describe(TensorOperation.MatrixProduct product)
    {
        Epilogue end = product.Epilogue;
        string bias = product.Bias is { } row ? $" plus bias row '{row.Name}'" : "";
        string scale = end.ScaleParameter is { } parameter
            ? $", scaled by '{parameter.Name}'"
            : end.ScaleConstant == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", scaled by {end.ScaleConstant}");
        string store = end.Narrow ? $"{scale}, saturated to sbyte{(end.Relu ? ", ReLU" : "")}" : ", stored as int";
        return $"matrix product {Describe(product.A)} {product.I}x{product.K} by {Describe(product.B)} {product.K}x{product.J}{bias}{store}";
    }

    private static string Describe(MatrixOperand operand) => $"'{operand.Tensor.Name}'{(operand.Transposed ? " transposed" : "")}";
}
