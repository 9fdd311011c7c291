using System.Globalization;
using System.Text;
using Autocomp.Backend.CodeGeneration.Emission;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Artifacts;

/// <summary>Writes the C header of a built kernel: prototype, sizes and the contract of a call.</summary>
public static class HeaderWriter
{
    /// <summary>The header, self-contained, for C and C++.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine that it was built for.</param>
    public static string Write(KernelInfo kernel, TargetDescription target)
    {
        StringBuilder text = new();
        string guard = kernel.Symbol.ToUpperInvariant() + "_H";
        text.Append(CultureInfo.InvariantCulture, $"/* {kernel.DisplayName} for {target.Name}. Made by Autocomp. */\n#ifndef {guard}\n#define {guard}\n\n#include <stdbool.h>\n#include <stdint.h>\n\n");
        text.Append("#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
        foreach (KeyValuePair<string, long> dimension in kernel.Specialization.Dimensions)
        {
            text.Append(CultureInfo.InvariantCulture, $"#define {kernel.Symbol}_{dimension.Key} {dimension.Value}\n");
        }

        if (!kernel.Specialization.Dimensions.IsEmpty)
        {
            text.Append('\n');
        }

        WriteContract(text, kernel);
        text.Append(CultureInfo.InvariantCulture, $"void {kernel.Symbol}({string.Join(", ", kernel.AbiParameters.Select(Declaration))});\n");
        text.Append("\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
        return text.ToString();
    }

    private static void WriteContract(StringBuilder text, KernelInfo kernel)
    {
        text.Append("/*\n");
        foreach (KernelParameter parameter in kernel.AbiParameters)
        {
            text.Append(CultureInfo.InvariantCulture, $" * {parameter.Name}: {Description(parameter)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""
             *
             * Tensors are row-major, aligned to {FunctionAttributes.TensorAlignment} bytes and do not overlap unless noted.
             * On entry the accelerator must be drained (fence). Its configuration, scratchpad and accumulator may hold
             * anything; the kernel sets what it uses and leaves them changed. On return it is drained and all results are
             * visible to the core. Calling convention: lp64d, rounding mode to nearest even.
             */

            """);
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
        string type = parameter.Scalar switch
        {
            ScalarType.Boolean => "bool",
            ScalarType.Int8 => "int8_t",
            ScalarType.UInt8 => "uint8_t",
            ScalarType.Int16 => "int16_t",
            ScalarType.UInt16 => "uint16_t",
            ScalarType.Int32 => "int32_t",
            ScalarType.UInt32 => "uint32_t",
            ScalarType.Int64 => "int64_t",
            ScalarType.UInt64 => "uint64_t",
            ScalarType.Float32 => "float",
            _ => "double",
        };
        return parameter.Kind != ParameterKind.Tensor
            ? $"{type} {CNames.Of(parameter)}"
            : parameter.Direction == ParameterDirection.In ? $"const {type}* {CNames.Of(parameter)}" : $"{type}* {CNames.Of(parameter)}";
    }
}
