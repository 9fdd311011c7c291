using System.Globalization;
using System.Text;

namespace Autocomp.Frontend.Kernels;

/// <summary>Prints what a specialised kernel means, for its identity: the same text for the same meaning, another for another.</summary>
/// <remarks>Names of locals and helpers, comments, layout and places don't show; parameters (schedules use their names), sizes, types,
/// checked or unchecked, directions, aliasing, ranges and all inlined code do.</remarks>
public static class CanonicalPrinter
{
    /// <summary>The version of the text's form; part of the text.</summary>
    public const int Version = 1;

    /// <summary>Prints a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>Lines that end in LF.</returns>
    public static string Print(KernelInfo kernel)
    {
        StringBuilder text = new();
        text.Append("kernel ").Append(Version.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(kernel.DisplayName).Append('\n');
        foreach (KernelParameter parameter in kernel.Parameters) text.Append(Parameter(parameter)).Append('\n');
        new PrintCanonicalBody(text).Statement(kernel.Body, 0);
        return text.ToString();
    }

    private static string Parameter(KernelParameter parameter)
    {
        string shape = string.Join(",", parameter.Shape.Select(e => e.ToString(CultureInfo.InvariantCulture)));
        string line = $"{parameter.Kind} {parameter.Name} {parameter.Scalar}";
        if (parameter.Kind == ParameterKind.Tensor) line += $" {parameter.Direction} [{shape}]{(parameter.MayAlias ? " alias" : "")}";
        if (parameter.Range is { } range) line += $" from {Bits(range.Low)} to {Bits(range.High)}";
        return line;
    }

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
