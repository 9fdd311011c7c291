namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>A mistake that an engineer could make, as a change of one place in the sources.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Project">The project, for example <c>Autocomp.Frontend</c>.</param>
/// <param name="File">The file in it.</param>
/// <param name="Right">The text as it stands there, once.</param>
/// <param name="Wrong">What replaces it.</param>
public sealed record PlantedBug(string Name, string Project, string File, string Right, string Wrong)
{
    private const string Frontend = "Autocomp.Frontend";
    private const string Backend = "Autocomp.Backend";
    private const string Assignments = "Lowering/LowerBody.Assignments.cs";
    private const string Arithmetic = "CodeGeneration/Emission/ArithmeticEmitter.cs";
    private const string Conversion = "CodeGeneration/Emission/ConversionEmitter.cs";

    /// <summary>The list: ten in the front end, ten in code generation.</summary>
    public static PlantedBug[] All { get; } =
    [
        new("compound assignment in a checked context narrows unchecked", Frontend, Assignments,
            "Build.Convert(value, place.Type, IsCheckedContext(assignment.Syntax))", "Build.Convert(value, place.Type, false)"),
        new("compound assignment reads its left side after its right side's effects", Frontend, Assignments,
            "if (effects.Count > 0) left = KeepIfChanged(left, Effects.Of(effects), assignment.Target);", ""),
        new("operands are evaluated after the effects of later ones", Frontend, "Lowering/LowerBody.cs",
            "values[earlier] = KeepIfChanged(values[earlier], changes, operands[earlier]);", "_ = changes;"),
        new("x++ gives the new value", Frontend, Assignments,
            "if (needsValue && increment.IsPostfix) before = Keep(before, increment);", ""),
        new("a loop's bound that its body changes is evaluated once", Frontend, "Lowering/LowerBody.Loops.cs",
            "!changes.Assigns(variable) && !changes.Change(to) && IsInvariant(to, variable)", "!changes.Assigns(variable) && IsInvariant(to, variable)"),
        new("a loop up to and including its bound stops before it", Frontend, "Lowering/LowerBody.Loops.cs",
            "Build.Convert(Build.Constant(1), type, isChecked: false), isChecked: false);", "Build.Convert(Build.Constant(0), type, isChecked: false), isChecked: false);"),
        new("a switch section with two labels needs both", Frontend, "Lowering/LowerBody.Switches.cs",
            "Build.Binary(BinaryOperator.ConditionalOr, condition, LowerClause(clause, value), isChecked: false)",
            "Build.Is(condition, false) ? LowerClause(clause, value) : Build.Binary(BinaryOperator.ConditionalAnd, condition, LowerClause(clause, value), isChecked: false)"),
        new("a switch expression takes its last matching arm", Frontend, "Lowering/LowerBody.Switches.cs",
            "for (int i = choice.Arms.Length - 1; i >= 0; i--)", "for (int i = 0; i < choice.Arms.Length; i++)"),
        new("a checked cast of a negative number to an unsigned type passes", Frontend, "Lowering/Fold.cs",
            "return ScalarTypes.Low(from.Scalar) < ScalarTypes.Low(to.Scalar) || ", "return "),
        new("the effects of && and || happen on the wrong side", Frontend, "Lowering/LowerBody.Expressions.cs",
            "op == BinaryOperator.ConditionalAnd ? read : Build.Not(read)", "op == BinaryOperator.ConditionalOr ? read : Build.Not(read)"),
        new("shift counts of 32-bit values keep six bits", Backend, Arithmetic,
            "type.ScalarSize == 8 ? 63 : 31", "63"),
        new("unsigned numbers are compared as signed ones", Backend, Arithmetic,
            "BinaryOperator.Less => signed ? LLVMIntPredicate.LLVMIntSLT : LLVMIntPredicate.LLVMIntULT", "BinaryOperator.Less => LLVMIntPredicate.LLVMIntSLT"),
        new("unsigned division is signed", Backend, Arithmetic,
            "divide ? builder.BuildUDiv(left, right)", "divide ? builder.BuildSDiv(left, right)"),
        new("the remainder of a negative number is that of an unsigned one", Backend, Arithmetic,
            "builder.BuildSRem(left, right)", "builder.BuildURem(left, right)"),
        new("a signed value is widened with zeros", Backend, Conversion,
            "from.IsSigned ? builder.BuildSExt(value, type) : builder.BuildZExt(value, type)", "builder.BuildZExt(value, type)"),
        new("float to a small integer saturates at the small type", Backend, Conversion,
            "DataType wide = to.ScalarSize < 4 ? new DataType(ScalarType.Int32) : to;", "DataType wide = to;"),
        new("a NaN does not differ from a number", Backend, Arithmetic,
            "BinaryOperator.NotEqual => LLVMRealPredicate.LLVMRealUNE", "BinaryOperator.NotEqual => LLVMRealPredicate.LLVMRealONE"),
        new("checked arithmetic on unsigned numbers looks for signed overflow", Backend, Arithmetic,
            "(expression.Type.IsSigned ? \"llvm.s\" : \"llvm.u\")", "\"llvm.s\""),
        new("a second index is scaled by the wrong extent", Backend, "CodeGeneration/Emission/AddressEmitter.cs",
            "builder.BuildNSWMul(flat, context.Wide(extent))", "builder.BuildNSWMul(flat, context.Wide(tensor.Shape[0]))"),
        new("a fused multiply-add rounds twice", Backend, "CodeGeneration/Emission/MathEmitter.cs",
            "MathFunction.FusedMultiplyAdd => Simple(\"llvm.fma\", values)", "MathFunction.FusedMultiplyAdd => builder.BuildFAdd(builder.BuildFMul(values[0], values[1]), values[2])"),
    ];
}
