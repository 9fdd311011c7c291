using System.Globalization;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Schedules;

/// <summary>Prints expressions as C# text that lowers to the same expression again: explicit conversions are left out where C# makes them by itself.</summary>
/// <param name="names">Names of the locals.</param>
internal sealed class PrintExpression(IReadOnlyDictionary<Local, string> names)
{
    private const int Primary = 100;
    private const int Prefix = 90;
    private const int Lowest = 0;

    /// <summary>Prints a value of exactly its own type.</summary>
    public string Exact(Expression expression) => Exact(expression, Lowest, isChecked: false);

    /// <summary>Prints a value where C# converts to a type implicitly: assignments, arguments, indices.</summary>
    public string As(Expression expression, DataType type) => As(expression, type, Lowest, isChecked: false);

    /// <summary>Prints the end of a counted loop, compared with a variable of the same type.</summary>
    public string Bound(Expression expression) => As(expression, expression.Type, 51, isChecked: false);

    /// <summary>Prints an argument of an intrinsic.</summary>
    public string Argument(Expression expression, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } symbol && Build.IsInteger(expression, out long value)) return IntrinsicCatalog.EnumText(symbol, value);
        return ScalarTypes.Of(type) is { IsPointer: false } scalar ? As(expression, scalar) : Exact(expression);
    }

    private string As(Expression expression, DataType type, int precedence, bool isChecked)
    {
        if (expression is Expression.Constant && IsIntLiteral(expression) && ScalarTypes.IsInteger(type) && expression.Type == type) return Parenthesize(IntText(((Expression.Constant)expression).Bits), Prefix, precedence);
        Expression plain = expression.Type == type ? Stripped(expression) : expression;
        return Exact(plain, precedence, isChecked);
    }

    private string Exact(Expression expression, int precedence, bool isChecked)
    {
        expression = WithoutConstantError(expression);
        if (FlagOf(expression) is { } flag && flag != isChecked)
        {
            return (flag ? "checked(" : "unchecked(") + Exact(expression, Lowest, flag) + ")";
        }

        switch (expression)
        {
            case Expression.Constant constant:
                return Literals.Print(constant, precedence > Literals.PrecedenceOf(constant));
            case Expression.ReadLocal read:
                return names[read.Local];
            case Expression.ReadParameter read:
                return NameLocals.Escape(read.Parameter.Name);
            case Expression.ReadElement read:
                return NameLocals.Escape(read.Parameter.Name) + "[" + string.Join(", ", read.Indices.Select(i => As(i, i.Type, Lowest, isChecked))) + "]";
            case Expression.ReadPointer read:
                return Element(read.Pointer, precedence, isChecked);
            case Expression.OffsetPointer offset:
                return Offset(offset, precedence, isChecked);
            case Expression.Unary unary:
                return Unary(unary, precedence, isChecked);
            case Expression.Binary binary:
                return Binary(binary, precedence, isChecked);
            case Expression.Convert convert:
                return Parenthesize($"({ScalarTypes.Keyword(convert.Type)})" + Exact(convert.Operand, Prefix, isChecked), Prefix, precedence);
            case Expression.BitCast { Type.IsPointer: true } cast:
                return Parenthesize($"({ScalarTypes.Keyword(cast.Type)})" + Exact(cast.Operand, Prefix, isChecked), Prefix, precedence);
            case Expression.BitCast cast:
                return FunctionNames.BitCast(cast.Operand.Type, cast.Type) + "(" + Exact(cast.Operand, Lowest, isChecked) + ")";
            case Expression.Conditional conditional:
                string text = Exact(conditional.Condition, 21, isChecked) + " ? " + Exact(conditional.WhenTrue, 20, isChecked) + " : " + Exact(conditional.WhenFalse, 20, isChecked);
                return Parenthesize(text, 20, precedence);
            case Expression.Call call:
                return FunctionNames.Of(call) + "(" + string.Join(", ", call.Arguments.Select(a => Exact(a, Lowest, isChecked))) + ")";
            default:
                throw new InvalidOperationException("Unknown expression " + expression.GetType().Name);
        }
    }

    /// <summary>What is printed for an operation on constants that always traps, saturates or gives a NaN: C# refuses it, or what becomes of it, at compile time, but <c>Math.Min</c> of equal constants is no constant to it.</summary>
    public static Expression WithoutConstantError(Expression expression) => expression switch
    {
        Expression.Convert { Operand: Expression.Constant { Type.IsPointer: false } value } convert => convert with { Operand = Hidden(value) },
        Expression.Unary { Operator: UnaryOperator.Negate, Operand: Expression.Constant value } unary when unary.IsChecked || unary.Type.IsFloat => unary with { Operand = Hidden(value) },
        Expression.Binary { Left: Expression.Constant, Right: Expression.Constant right } binary when binary.IsChecked || binary.Type.IsFloat => binary with { Right = Hidden(right) },
        Expression.Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsFloat: false, Right: Expression.Constant right } binary
            when right.Bits == 0 || binary.Left is Expression.Constant => binary with { Right = Hidden(right) },
        _ => expression,
    };

    private static Expression.Call Hidden(Expression.Constant value) => new(MathFunction.Min, [value, value], value.Type);

    /// <summary>The element at a pointer: <c>p[i]</c> or <c>*p</c>.</summary>
    public string Element(Expression pointer) => Element(pointer, Lowest, isChecked: false);

    private string Element(Expression pointer, int precedence, bool isChecked) => pointer is Expression.OffsetPointer offset
        ? Exact(offset.Pointer, Primary, isChecked) + "[" + As(offset.Elements, Build.Int64, Lowest, isChecked) + "]"
        : Parenthesize("*" + Exact(pointer, Prefix, isChecked), Prefix, precedence);

    private string Offset(Expression.OffsetPointer offset, int precedence, bool isChecked)
    {
        (string sign, string elements) = Elements(offset.Elements, 71, isChecked);
        return Parenthesize(Exact(offset.Pointer, 70, isChecked) + " " + sign + " " + elements, 70, precedence);
    }

    /// <summary>By how much a pointer is moved, with the sign apart.</summary>
    public (string Sign, string Elements) Elements(Expression elements) => Elements(elements, Lowest, isChecked: false);

    private (string Sign, string Elements) Elements(Expression elements, int precedence, bool isChecked) => elements switch
    {
        Expression.Constant { Bits: < 0 and > -int.MaxValue } constant => ("-", IntText(-constant.Bits)),
        Expression.Unary { Operator: UnaryOperator.Negate } negated => ("-", As(negated.Operand, Build.Int64, precedence, isChecked)),
        _ => ("+", As(elements, Build.Int64, precedence, isChecked)),
    };

    private string Unary(Expression.Unary unary, int precedence, bool isChecked)
    {
        if (unary.Operator == UnaryOperator.Not) return Parenthesize("!" + Exact(unary.Operand, Prefix, isChecked), Prefix, precedence);
        Expression operand = Stripped(unary.Operand) is var plain && ScalarTypes.Promote(plain.Type) == unary.Type ? plain : unary.Operand;
        string text = Exact(operand, Prefix, isChecked);
        string sign = unary.Operator == UnaryOperator.Negate ? "-" : "~";
        return Parenthesize(text.StartsWith(sign, StringComparison.Ordinal) ? sign + "(" + text + ")" : sign + text, Prefix, precedence);
    }

    private string Binary(Expression.Binary binary, int precedence, bool isChecked)
    {
        (string sign, int own) = FunctionNames.Operator(binary.Operator);
        string left, right;
        if (binary.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight)
        {
            Expression value = Stripped(binary.Left) is var plain && ScalarTypes.Promote(plain.Type) == binary.Left.Type ? plain : binary.Left;
            left = Exact(value, own, isChecked);
            right = As(binary.Right, Build.Int32, own + 1, isChecked);
        }
        else
        {
            (left, right) = Operands(binary.Left, binary.Right, own, isChecked);
        }

        return Parenthesize(left + " " + sign + " " + right, own, precedence);
    }

    /// <summary>Both operands with as few conversions as C#'s binary numeric promotion allows.</summary>
    private (string Left, string Right) Operands(Expression left, Expression right, int own, bool isChecked)
    {
        DataType type = left.Type;
        Expression plainLeft = Stripped(left), plainRight = Stripped(right);
        if (type.Scalar != ScalarType.Int32 && ScalarTypes.IsInteger(type))
        {
            // An int literal converts to the other operand's type.
            if (IsIntLiteral(right) && !IsIntLiteral(left)) return (Exact(left, own, isChecked), IntText(((Expression.Constant)right).Bits));
            if (IsIntLiteral(left) && !IsIntLiteral(right)) return (Parenthesize(IntText(((Expression.Constant)left).Bits), Prefix, own), Exact(right, own + 1, isChecked));
        }

        foreach ((Expression l, Expression r) in new[] { (plainLeft, plainRight), (plainLeft, right), (left, plainRight) })
        {
            if (Promotion.Of(l.Type, r.Type) == type) return (Exact(l, own, isChecked), Exact(r, own + 1, isChecked));
        }

        return (Exact(left, own, isChecked), Exact(right, own + 1, isChecked));
    }

    /// <summary>Without a conversion that C# makes by itself.</summary>
    private static Expression Stripped(Expression expression) =>
        expression is Expression.Convert { IsChecked: false } convert && Promotion.IsImplicit(convert.Operand.Type, convert.Type) ? convert.Operand : expression;

    private static bool IsIntLiteral(Expression expression) =>
        expression is Expression.Constant { Bits: >= 0 and <= int.MaxValue } && ScalarTypes.IsInteger(expression.Type) ||
        expression is Expression.Constant { Bits: < 0 and > int.MinValue } && expression.Type.IsSigned && !expression.Type.IsPointer;

    /// <summary>Whether the node depends on checked or unchecked, and which.</summary>
    private static bool? FlagOf(Expression expression) => expression switch
    {
        Expression.Unary { Operator: UnaryOperator.Negate } unary when ScalarTypes.IsInteger(unary.Type) => unary.IsChecked,
        Expression.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary when ScalarTypes.IsInteger(binary.Type) => binary.IsChecked,
        Expression.Convert convert when Fold.MayOverflow(convert.Operand.Type, convert.Type) => convert.IsChecked,
        _ => null,
    };

    private static string IntText(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Parenthesize(string text, int own, int precedence) => own < precedence ? "(" + text + ")" : text;
}
