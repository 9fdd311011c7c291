using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>Library methods that are short expressions of the language; null for others.</summary>
    private Expression? LowerComposed(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.IsStatic || method.IsGenericMethod || ScalarTypes.Of(method.ReturnType) is not { } result || method.Parameters.IsEmpty || ScalarTypes.Of(method.Parameters[0].Type) is not { IsPointer: false } type) return null;
        if (method.Parameters.Any(p => p.RefKind != RefKind.None || ScalarTypes.Of(p.Type) is null)) return null;
        bool isMath = method.ContainingType.ToDisplayString() is "System.Math" or "System.MathF";
        bool isBits = method.ContainingType.ToDisplayString() == "System.Numerics.BitOperations" && type.Scalar is ScalarType.Int32 or ScalarType.UInt32 or ScalarType.Int64 or ScalarType.UInt64;
        bool isReal = method.ContainingType.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
        switch (method.Name, method.Parameters.Length)
        {
            case ("Round", 2) when isMath && type.IsFloat: return LowerRounding(call, type);
            case ("Sign", 1) when isMath: return LowerSign(call, type);
            case ("BigMul", 2) when isMath:
                Expression[] factors = ArgumentsInParameterOrder(call);
                return Build.Binary(BinaryOperator.Multiply, Build.Convert(factors[0], result, isChecked: false), Build.Convert(factors[1], result, isChecked: false), isChecked: false);
            case ("IsNaN", 1) when isReal: return Once(call) is var x ? Build.Binary(BinaryOperator.NotEqual, x, x, isChecked: false) : null;
            case ("IsFinite", 1) when isReal: return Test(BinaryOperator.Less, Absolute(LowerArgument(call)), Infinity(type, 1));
            case ("IsInfinity", 1) when isReal: return Test(BinaryOperator.Equal, Absolute(LowerArgument(call)), Infinity(type, 1));
            case ("IsPositiveInfinity", 1) when isReal: return Test(BinaryOperator.Equal, LowerArgument(call), Infinity(type, 1));
            case ("IsNegativeInfinity", 1) when isReal: return Test(BinaryOperator.Equal, LowerArgument(call), Infinity(type, -1));
            case ("Log2", 1) when isBits && !type.IsSigned: return LowerLog2(call, type);
            case ("IsPow2", 1) when isBits: return LowerIsPow2(call, type);
            default: return null;
        }
    }

    /// <summary><c>Round(x, mode)</c> with a constant mode.</summary>
    private Expression LowerRounding(IInvocationOperation call, DataType type)
    {
        if (call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value.ConstantValue is not { HasValue: true, Value: int mode } || mode is < 0 or > 4)
        {
            Report(DiagnosticDescriptors.UnknownMethod, call, call.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            return Broken(call);
        }

        Expression value = call.Arguments.First(a => a.Parameter!.Ordinal == 0).Value is var argument && mode == 1 ? Keep(LowerExpression(argument), call) : LowerExpression(argument);
        switch (mode)
        {
            case 0: return Function(MathFunction.RoundToEven, value);
            case 2: return Function(MathFunction.Truncate, value);
            case 3: return Function(MathFunction.Floor, value);
            case 4: return Function(MathFunction.Ceiling, value);
        }

        // Away from zero: what the truncated value lacks is exact, and at least a half moves it on.
        Expression whole = Keep(Function(MathFunction.Truncate, value), call);
        Expression rest = Absolute(Build.Binary(BinaryOperator.Subtract, value, whole, isChecked: false));
        Expression next = Build.Binary(BinaryOperator.Add, whole, Function(MathFunction.CopySign, Real(type, 1), value), isChecked: false);
        return Build.Conditional(Test(BinaryOperator.GreaterOrEqual, rest, Real(type, 0.5)), next, whole);
    }

    /// <summary>-1, 0 or 1; a NaN stops, as C# throws.</summary>
    private Expression LowerSign(IInvocationOperation call, DataType type)
    {
        Expression value = Once(call);
        if (type.IsFloat)
        {
            Emit(new Statement.If(Build.Binary(BinaryOperator.NotEqual, value, value, isChecked: false), new Statement.Block([new Statement.Trap("Math.Sign: not a number")]), Else: null), call);
        }
        else
        {
            value = Build.Convert(value, ScalarTypes.Promote(type), isChecked: false);
        }

        Expression zero = Build.Zero(value.Type);
        return Build.Conditional(
            Test(BinaryOperator.Less, value, zero), Build.Constant(-1), Build.Conditional(Test(BinaryOperator.Greater, value, zero), Build.Constant(1), Build.Constant(0)));
    }

    /// <summary>The position of the highest bit; 0 for 0, as the library has it.</summary>
    private Expression LowerLog2(IInvocationOperation call, DataType type)
    {
        Expression some = Build.Binary(BinaryOperator.Or, LowerArgument(call), new Expression.Constant(type, 1), isChecked: false);
        Expression zeros = new Expression.Call(MathFunction.LeadingZeroCount, [some], Build.Int32);
        return Build.Binary(BinaryOperator.Subtract, Build.Constant((8 * type.ScalarSize) - 1), zeros, isChecked: false);
    }

    private Expression LowerIsPow2(IInvocationOperation call, DataType type)
    {
        Expression value = Once(call);
        Expression rest = Build.Binary(BinaryOperator.And, value, Build.Binary(BinaryOperator.Subtract, value, new Expression.Constant(type, 1), isChecked: false), isChecked: false);
        return Build.Binary(BinaryOperator.ConditionalAnd, Test(BinaryOperator.Equal, rest, Build.Zero(type)), Test(BinaryOperator.Greater, value, Build.Zero(type)), isChecked: false);
    }

    private Expression LowerArgument(IInvocationOperation call) => LowerExpression(call.Arguments[0].Value);

    /// <summary>The only argument, evaluated once however often it is used.</summary>
    private Expression Once(IInvocationOperation call) => Keep(LowerArgument(call), call);

    private static Expression Test(BinaryOperator op, Expression left, Expression right) => Build.Binary(op, left, right, isChecked: false);

    private static Expression.Call Absolute(Expression value) => Function(MathFunction.Abs, value);

    private static Expression.Call Function(MathFunction function, params Expression[] arguments) => new Expression.Call(function, [.. arguments], arguments[0].Type);

    private static Expression.Constant Infinity(DataType type, int sign) => Real(type, sign * double.PositiveInfinity);

    private static Expression.Constant Real(DataType type, double value) =>
        new Expression.Constant(type, type.Scalar == ScalarType.Float32 ? Fold.Bits((float)value) : BitConverter.DoubleToInt64Bits(value));
}
