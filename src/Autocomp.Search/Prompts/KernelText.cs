using System.Globalization;
using System.Text;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Strategies;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Prompts;

/// <summary>What a kernel computes, in words for a prompt.</summary>
public static class KernelText
{
    /// <summary>Cycles that the array needs when it is never idle; 0 when the operation is not known.</summary>
    /// <param name="problem">What is searched.</param>
    /// <returns>Cycles.</returns>
    public static long IdealCycles(SearchProblem problem) => ExecutionBound.Ideal(problem.Operation, problem.Target);

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

        if (problem.Operation is { } operation) text.Append(operation.Formula).Append('\n');
        else text.Append("The current schedule below defines what it computes.\n");
        return text.ToString().TrimEnd('\n');
    }
}
