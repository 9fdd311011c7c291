using System.Globalization;
using System.Text;
using Autocomp.Backend.CodeGeneration.Emission;
using Autocomp.Backend.Export;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Backend.Artifacts;

/// <summary>Writes the C header of a built kernel: prototype, sizes and the contract of a call.</summary>
public static class HeaderWriter
{
    /// <summary>The header of one kernel, self-contained, for C and C++.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine that it was built for.</param>
    public static string Write(KernelInfo kernel, TargetDescription target) =>
        Write($"{kernel.DisplayName} for {target.Name}", kernel.Symbol, [kernel]);

    /// <summary>The header of a library, self-contained, for C and C++: all kernels that a project has for one machine.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="kernels">Its kernels, in order of symbol.</param>
    /// <param name="target">The machine that they were built for.</param>
    public static string Write(string project, IReadOnlyList<KernelInfo> kernels, TargetDescription target) =>
        Write($"Kernels of {project} for {target.Name}", project, kernels);

    private static string Write(string title, string name, IReadOnlyList<KernelInfo> kernels)
    {
        StringBuilder text = new();
        string guard = CNames.Plain(name).ToUpperInvariant() + "_H";
        text.Append(CultureInfo.InvariantCulture, $"/* {title}. Made by Autocomp. */\n#ifndef {guard}\n#define {guard}\n\n#include <stdbool.h>\n#include <stdint.h>\n\n");
        text.Append(CultureInfo.InvariantCulture, $"""
            /*
             * Tensors are row-major, aligned to {FunctionAttributes.TensorAlignment} bytes and do not overlap unless noted.
             * On entry the accelerator must be drained (fence). Its configuration, scratchpad and accumulator may hold
             * anything; a kernel sets what it uses and leaves them changed. On return it is drained and all results are
             * visible to the core. Calling convention: lp64d, rounding mode to nearest even.
             */

            #ifdef __cplusplus
            extern "C" {"{"}
            #endif


            """);
        foreach (KernelInfo kernel in kernels)
        {
            WriteKernel(text, kernel);
        }

        text.Append("#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteKernel(StringBuilder text, KernelInfo kernel)
    {
        foreach (KeyValuePair<string, long> dimension in kernel.Specialization.Dimensions)
        {
            text.Append(CultureInfo.InvariantCulture, $"#define {kernel.Symbol}_{dimension.Key} {dimension.Value}\n");
        }

        if (!kernel.Specialization.Dimensions.IsEmpty)
        {
            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"/*\n * {kernel.DisplayName}\n");
        foreach (KernelParameter parameter in kernel.AbiParameters)
        {
            text.Append(CultureInfo.InvariantCulture, $" * {CNames.Of(parameter)}: {Description(parameter)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $" */\nvoid {kernel.Symbol}({string.Join(", ", kernel.AbiParameters.Select(Declaration))});\n\n");
    }

    private static string Description(KernelParameter parameter)
    {
        if (parameter.Kind != ParameterKind.Tensor)
        {
            string range = parameter.Range is { } bounds
                ? string.Create(CultureInfo.InvariantCulture, $" in {bounds.Low}..{bounds.High}")
                : "";
            return $"scalar{range}";
        }

        string use = parameter.Direction switch
        {
            ParameterDirection.In => "read",
            ParameterDirection.Out => "written completely",
            _ => "read and written",
        };
        string overlap = parameter.MayAlias ? "; may overlap others so noted" : "";
        return $"{use}, {string.Join(" x ", parameter.Shape.Select(extent => ScheduleLiteral(extent)))} elements, {ScheduleLiteral(parameter.Bytes)} bytes{overlap}";
    }

    private static string ScheduleLiteral(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A parameter as C declares it.</summary>
    /// <param name="parameter">The parameter.</param>
    internal static string Declaration(KernelParameter parameter)
    {
        string type = CType.Of(parameter.Scalar);
        return parameter.Kind != ParameterKind.Tensor
            ? $"{type} {CNames.Of(parameter)}"
            : parameter.Direction == ParameterDirection.In ? $"const {type}* {CNames.Of(parameter)}" : $"{type}* {CNames.Of(parameter)}";
    }
}
