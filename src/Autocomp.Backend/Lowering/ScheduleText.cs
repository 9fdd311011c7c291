using System.Globalization;
using System.Text;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lowering;

/// <summary>Writes schedules as C# text: the frame around a body, indented lines, and literals that mean the same in every culture.</summary>
public sealed class ScheduleText
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Appends a line at the current depth; an empty one separates.</summary>
    /// <param name="line">The line.</param>
    public void Line(string line)
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * depth).Append(line);
        }

        text.Append('\n');
    }

    /// <summary>Appends a line and an indented block in braces.</summary>
    /// <param name="line">What stands before the block.</param>
    /// <param name="body">Writes the block.</param>
    public void Block(string line, Action body)
    {
        Line(line);
        Line("{");
        depth++;
        body();
        depth--;
        Line("}");
    }

    /// <summary>A loop over tiles; without the loop when there is one tile only.</summary>
    /// <param name="variable">The loop variable.</param>
    /// <param name="extent">Its end.</param>
    /// <param name="step">Its step.</param>
    /// <param name="body">Writes the body.</param>
    public void Tiles(string variable, int extent, int step, Action body) =>
        Block($"for (int {variable} = 0; {variable} < {extent}; {variable} += {step})", body);

    /// <summary>The size of a tile: constant, or cut at the edge.</summary>
    /// <param name="name">The variable that holds it at an edge.</param>
    /// <param name="variable">The loop variable.</param>
    /// <param name="extent">The extent that is tiled.</param>
    /// <param name="step">The tile's size.</param>
    /// <returns>What to write where the size is needed; the declaration is written when there is one.</returns>
    public string TileSize(string name, string variable, int extent, int step)
    {
        if (extent % step == 0)
        {
            return Literal(step);
        }

        if (extent < step)
        {
            return Literal(extent);
        }

        Line($"int {name} = Math.Min({step}, {extent} - {variable});");
        return name;
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => text.ToString();

    /// <summary>A schedule: class and method around a body.</summary>
    /// <param name="kernel">The kernel that it implements.</param>
    /// <param name="body">Writes the statements.</param>
    /// <param name="methods">Further methods, each a block of lines; default none.</param>
    public static string Schedule(KernelInfo kernel, Action<ScheduleText> body, IEnumerable<string>? methods = null)
    {
        ScheduleText text = new();
        text.Line("using System;");
        text.Line("using Autocomp;");
        text.Line("");
        string method = kernel.MetadataName[(kernel.MetadataName.LastIndexOf('.') + 1)..];
        string parameters = string.Join(", ", kernel.AbiParameters.Select(Declaration));
        text.Block("internal static unsafe class Schedule", () =>
        {
            text.Block($"internal static void {method}({parameters})", () => body(text));
            foreach (string other in methods ?? [])
            {
                text.Line("");
                foreach (string line in other.TrimEnd('\n').Split('\n'))
                {
                    text.Line(line);
                }
            }
        });
        return text.ToString();
    }

    /// <summary>A parameter as schedules declare it: tensors are pointers.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string Declaration(KernelParameter parameter) =>
        $"{CSharpName(parameter.Scalar)}{(parameter.Kind == ParameterKind.Tensor ? "*" : "")} {parameter.Name}";

    /// <summary>C#'s name of a scalar type.</summary>
    /// <param name="scalar">The type.</param>
    public static string CSharpName(ScalarType scalar) => scalar switch
    {
        ScalarType.Boolean => "bool",
        ScalarType.Int8 => "sbyte",
        ScalarType.UInt8 => "byte",
        ScalarType.Int16 => "short",
        ScalarType.UInt16 => "ushort",
        ScalarType.Int32 => "int",
        ScalarType.UInt32 => "uint",
        ScalarType.Int64 => "long",
        ScalarType.UInt64 => "ulong",
        ScalarType.Float32 => "float",
        _ => "double",
    };

    /// <summary>An integer literal.</summary>
    /// <param name="value">The value.</param>
    public static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A literal of type <c>float</c> that gives back the same bits.</summary>
    /// <param name="value">A finite value.</param>
    public static string Literal(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";

    /// <summary>A pointer moved by terms; zero terms are left out.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <param name="offset">A constant offset in elements.</param>
    /// <param name="terms">Variables with their strides.</param>
    public static string Address(string pointer, long offset, params ReadOnlySpan<(string Variable, long Stride)> terms)
    {
        StringBuilder sum = new(pointer);
        if (offset != 0)
        {
            sum.Append(CultureInfo.InvariantCulture, $" + {offset}");
        }

        foreach ((string variable, long stride) in terms)
        {
            sum.Append(CultureInfo.InvariantCulture, $" + {variable}");
            if (stride != 1)
            {
                sum.Append(CultureInfo.InvariantCulture, $" * {stride}");
            }
        }

        return sum.ToString();
    }
}
