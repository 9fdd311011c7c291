using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis.CSharp;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>The text around the products of every matrix product schedule: usings, the class, its entry, the configuration.</summary>
/// <param name="shape">The operation.</param>
internal sealed class GemmEntryText(GemmShape shape)
{
    private readonly TensorOperation.MatrixProduct product = shape.Product;

    /// <summary>The element type as C#.</summary>
    public string Element => CSharpName(product.A.Tensor.Scalar);

    /// <summary>The result's type as C#.</summary>
    public string Result => CSharpName(product.C.Tensor.Scalar);

    private KernelParameter? ScaleParameter => product.Epilogue.Narrow ? product.Epilogue.ScaleParameter : null;

    /// <summary>Writes the whole text.</summary>
    /// <param name="code">Takes it.</param>
    /// <param name="body">Writes the body of the helper, over <c>a</c>, <c>b</c>, <c>c</c>, <c>bias</c> and <c>scale</c>.</param>
    public void Write(CodeWriter code, Action body)
    {
        string method = shape.Kernel.MetadataName[(shape.Kernel.MetadataName.LastIndexOf('.') + 1)..];
        string helper = method == "Product" ? "BlockProduct" : "Product";
        string entry = string.Join(", ", shape.Kernel.AbiParameters.Select(Declaration));
        List<string> declared = [$"{Element}* a", $"{Element}* b", $"{Result}* c"];
        if (product.Bias is { } bias) declared.Add($"{CSharpName(bias.Scalar)}* bias");
        if (ScaleParameter is not null) declared.Add("float scale");
        if (shape.Method is { } alone)
        {
            code.Block($"private static void {alone}({string.Join(", ", declared)})", body);
            return;
        }

        code.Line("using System;");
        code.Line("using Autocomp;");
        code.Gap();
        code.Block("internal static unsafe class Schedule", () =>
        {
            code.Block($"internal static void {Escape(method)}({entry})", () => code.Line($"{helper}({Arguments(product)});"));
            code.Gap();
            code.Block($"private static void {helper}({string.Join(", ", declared)})", body);
        });
    }

    /// <summary>Writes the configuration of array, loads and stores.</summary>
    /// <param name="code">Takes it.</param>
    public void Configure(CodeWriter code)
    {
        code.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{(product.A.Transposed ? ", transposeA: true" : "")}{(product.B.Transposed ? ", transposeB: true" : "")});");
        code.Line($"Gemmini.ConfigLd(0, {Number(product.A.RowStride * shape.ElementBytes)});");
        code.Line($"Gemmini.ConfigLd(1, {Number(product.B.RowStride * shape.ElementBytes)});");
        if (product.Bias is not null) code.Line("Gemmini.ConfigLd(2, 0);");
        Epilogue epilogue = product.Epilogue;
        string scale = ScaleParameter is not null ? "scale"
            : epilogue.Narrow ? epilogue.ScaleConstant.ToString("R", CultureInfo.InvariantCulture) + "f"
            : "1f";
        code.Line($"Gemmini.ConfigSt({Number(product.C.RowStride * shape.ResultBytes)}, {scale}{(epilogue.Relu ? ", Activation.Relu" : "")});");
    }

    /// <summary>What the method over <c>a</c>, <c>b</c>, <c>c</c>, <c>bias</c> and <c>scale</c> is called with, as C#.</summary>
    /// <param name="product">The product.</param>
    public static string Arguments(TensorOperation.MatrixProduct product)
    {
        List<string> passed = [Operand(product.A), Operand(product.B), Operand(product.C)];
        if (product.Bias is { } bias) passed.Add(Escape(bias.Name));
        if (product.Epilogue is { Narrow: true, ScaleParameter: { } scale }) passed.Add(Escape(scale.Name));
        return string.Join(", ", passed);
    }

    private static string Operand(MatrixOperand operand) => Sum(Escape(operand.Tensor.Name), Number(operand.Offset));

    /// <summary>A parameter of the entry as C#.</summary>
    public static string Declaration(KernelParameter parameter) =>
        CSharpName(parameter.Scalar) + (parameter.Kind == ParameterKind.Tensor ? "* " : " ") + Escape(parameter.Name);

    /// <summary>A name as C#.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string CSharpName(ScalarType scalar) => scalar switch
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
}
