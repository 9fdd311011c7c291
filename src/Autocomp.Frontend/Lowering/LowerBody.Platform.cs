using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>The method in source that a call runs: the project's own, or what stands for the platform's. Null: reported.</summary>
    private IMethodSymbol? Callee(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (KnownMethods.IsInexact(method)) Report(DiagnosticDescriptors.InexactFunction, call, method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "." + method.Name);
        else if (method.IsAbstract || method.IsVirtual) Report(DiagnosticDescriptors.InstanceCall, call, method.Name, " (static abstract)");
        else if (!method.DeclaringSyntaxReferences.IsEmpty) return method;
        else if (KnownMethods.IsNumeric(method.ContainingType) && session.Library.Find(method) is { } own) return own;
        else Report(DiagnosticDescriptors.UnknownMethod, call, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
        return null;
    }

    /// <summary><c>CreateChecked</c>, <c>CreateSaturating</c> and <c>CreateTruncating</c> of the number types; null for other calls.</summary>
    private Expression? LowerCreate(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.IsGenericMethod || method.Name is not ("CreateChecked" or "CreateSaturating" or "CreateTruncating") || !KnownMethods.IsNumeric(method.ContainingType)) return null;
        if (ScalarTypes.Of(method.ContainingType) is not { } type || ScalarTypes.Of(call.Arguments[0].Value.Type) is not { IsPointer: false } from || from == Build.Boolean) return null;
        Expression value = LowerExpression(call.Arguments[0].Value);
        if (method.Name == "CreateChecked") return Build.Convert(value, type, isChecked: true) with { Span = SpanOf(call) };
        return Build.Convert(method.Name == "CreateSaturating" || from.IsFloat ? Saturate(value, type) : value, type, isChecked: false);
    }

    /// <summary>The nearest value that the type has, still in a type that has more.</summary>
    private static Expression Saturate(Expression value, DataType type)
    {
        if (type.IsFloat) return value;

        // Conversions of floats saturate at 32 bits or more by themselves.
        if (value.Type.IsFloat) value = Build.Convert(value, type.ScalarSize < 4 ? Build.Int32 : type, isChecked: false);
        ScalarType from = value.Type.Scalar;
        long low = ScalarTypes.Low(type.Scalar), high = ScalarTypes.High(type.Scalar);
        if (ScalarTypes.Low(from) < low) value = new Expression.Call(MathFunction.Max, [value, new Expression.Constant(value.Type, low)], value.Type);
        bool isAbove = type.Scalar != ScalarType.UInt64 && (ScalarTypes.High(from) > high || from == ScalarType.UInt64);
        return isAbove ? new Expression.Call(MathFunction.Min, [value, new Expression.Constant(value.Type, high)], value.Type) : value;
    }

    /// <summary>The reason with which a method of the library stops.</summary>
    private void LowerThrow(IThrowOperation thrown) =>
        Emit(new Statement.Trap(thrown.Descendants().Select(o => o.ConstantValue.Value).OfType<string>().First()), thrown);

    /// <summary><c>MinValue</c>, <c>MaxValue</c> and <c>Size</c> of <c>nint</c> and <c>nuint</c>, which are properties; null for others.</summary>
    private static Expression? LowerNativeLimit(IPropertyReferenceOperation property) => (property.Property.ContainingType.SpecialType, property.Property.Name) switch
    {
        (SpecialType.System_IntPtr, "MinValue") => new Expression.Constant(Build.Int64, long.MinValue),
        (SpecialType.System_IntPtr, "MaxValue") => new Expression.Constant(Build.Int64, long.MaxValue),
        (SpecialType.System_UIntPtr, "MinValue") => new Expression.Constant(new DataType(ScalarType.UInt64), 0),
        (SpecialType.System_UIntPtr, "MaxValue") => new Expression.Constant(new DataType(ScalarType.UInt64), -1),
        (SpecialType.System_IntPtr or SpecialType.System_UIntPtr, "Size") => Build.Constant(8),
        _ => null,
    };
}
