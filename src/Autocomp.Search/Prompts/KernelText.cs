using System.Globalization;
using System.Text;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Prompts;

/// <summary>What a kernel computes, in words for a prompt.</summary>
public static class KernelText
{
    /// <summary>Cycles that the array needs when it is never idle; 0 when the operation is not known.</summary>
    /// <param name="problem">What is searched.</param>
    /// <returns>Cycles.</returns>
    public static long IdealCycles(SearchProblem problem) => problem.Operation is TensorOperation.MatrixProduct p
        ? ((long)p.I * p.J * p.K + problem.Target.PeakMacsPerCycle - 1) / problem.Target.PeakMacsPerCycle
        : 0;

    /// <summary>Name, tensors and, where known, the operation.</summary>
    /// <param name="problem">What is searched.</param>
    /// <returns>A few lines.</returns>
    public static string Of(SearchProblem problem)
    {
        var text = new StringBuilder();
        text.Append("Kernel ").Append(problem.Kernel.DisplayName).Append(". Parameters, tensors row-major:\n");
        foreach (KernelParameter parameter in problem.Kernel.AbiParameters)
        {
            text.Append("- ").Append(parameter.Name).Append(": ").Append(parameter.Scalar);
            if (parameter.Kind == ParameterKind.Tensor)
            {
                text.Append('[').AppendJoin(", ", parameter.Shape.Select(n => n.ToString(CultureInfo.InvariantCulture))).Append("], ");
                text.Append(parameter.Direction switch
                {
                    ParameterDirection.In => "read only",
                    ParameterDirection.Out => "every element is written",
                    _ => "read and written",
                });
            }

            text.Append('\n');
        }

        if (problem.Operation is TensorOperation.MatrixProduct product) text.Append(Describe(product)).Append('\n');
        else text.Append("The current schedule below defines what it computes.\n");
        return text.ToString().TrimEnd('\n');
    }

    private static string Describe(TensorOperation.MatrixProduct p)
    {
        string sum = string.Create(CultureInfo.InvariantCulture, $"sum over k < {p.K} of {Name(p.A, "i", "k")} * {Name(p.B, "k", "j")}");
        if (p.Bias is { } bias) sum = $"{bias.Name}[j] + {sum}";
        Epilogue e = p.Epilogue;
        string scale = e.ScaleParameter?.Name ?? e.ScaleConstant.ToString("R", CultureInfo.InvariantCulture);
        string value = e.Narrow ? $"saturate(round({scale} * ({sum})))" : sum;
        if (e.Relu) value = $"max(0, {value})";
        return string.Create(CultureInfo.InvariantCulture, $"For i < {p.I}, j < {p.J}: {Name(p.C, "i", "j")} = {value}. Sums are 32 bits wide; rounding is to nearest even.");
    }

    private static string Name(MatrixOperand operand, string row, string column) =>
        operand.Transposed ? $"{operand.Tensor.Name}[{column}, {row}]" : $"{operand.Tensor.Name}[{row}, {column}]";
}
