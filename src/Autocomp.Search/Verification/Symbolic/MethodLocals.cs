using Autocomp.Frontend.Tree;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What kind of value each local and expression of a method has. A local has one kind throughout: the widest that is ever assigned to it.</summary>
internal sealed class MethodLocals
{
    private readonly Dictionary<int, ValueKind> _kinds = [];

    /// <summary>Looks at all assignments.</summary>
    /// <param name="body">The method.</param>
    public MethodLocals(Statement body)
    {
        while (Visit(body, underData: false))
        {
        }
    }

    /// <summary>The kind of a local.</summary>
    public ValueKind this[Local local] => _kinds.GetValueOrDefault(local.Id);

    /// <summary>The kind of an expression.</summary>
    public ValueKind Of(Tree expression)
    {
        switch (expression)
        {
            case Tree.ReadLocal read:
                return this[read.Local];
            case Tree.ReadElement or Tree.ReadPointer:
                return ValueKind.Linear;
        }

        ValueKind kind = ValueKind.Concrete;
        foreach (Tree operand in TreeWalk.Operands(expression)) kind = (ValueKind)Math.Max((int)kind, (int)Of(operand));
        return kind == ValueKind.Linear && !KeepsLinear(expression) ? ValueKind.Symbolic : kind;
    }

    /// <summary>Whether an operation on polynomials and numbers gives a polynomial.</summary>
    public bool KeepsLinear(Tree expression) => expression switch
    {
        Tree.Unary { Operator: UnaryOperator.Negate } => ShapeSite.IsRing(expression.Type),
        Tree.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } => ShapeSite.IsRing(expression.Type),
        Tree.Binary { Operator: BinaryOperator.ShiftLeft } shift => !shift.Type.IsFloat && ShapeSite.IsRing(shift.Type) && Of(shift.Right) == ValueKind.Concrete,
        Tree.Convert convert => KeepsValue(convert),
        _ => false,
    };

    /// <summary>Whether an expression is the very value of an element.</summary>
    public bool IsExact(Tree expression) => expression switch
    {
        Tree.ReadElement or Tree.ReadPointer => true,
        Tree.ReadLocal read => read.Type.ScalarSize < 4 && !read.Type.IsPointer,
        Tree.Convert convert => IsExact(convert.Operand) && KeepsValue(convert),
        _ => false,
    };

    /// <summary>Whether an expression is an element of int8, perhaps converted.</summary>
    public static bool IsSmall(Tree expression) => expression switch
    {
        Tree.Convert convert => IsSmall(convert.Operand) && !convert.Type.IsFloat,
        _ => expression.Type is { Scalar: ScalarType.Int8, IsPointer: false },
    };

    // Floats convert over the reals; integers keep their value, or lose bits above the 32 that count.
    private bool KeepsValue(Tree.Convert convert)
    {
        DataType from = convert.Operand.Type, to = convert.Type;
        if (from.IsFloat || to.IsFloat) return from.IsFloat && to.IsFloat;
        if (to.ScalarSize < 4) return IsSmall(convert.Operand) && to.Scalar == ScalarType.Int8;
        return to.ScalarSize <= from.ScalarSize || from.ScalarSize < 4 || IsExact(convert.Operand);
    }

    private bool Visit(Statement statement, bool underData) => statement switch
    {
        Statement.Assign assign => Widen(assign.Local, underData ? ValueKind.Symbolic : Of(assign.Value)),
        Statement.Block block => block.Statements.Aggregate(false, (changed, inner) => Visit(inner, underData) | changed),
        Statement.If choice => Visit(choice.Then, underData || IsData(choice.Condition)) | (choice.Else is { } other && Visit(other, underData || IsData(choice.Condition))),
        Statement.For loop => Visit(loop.Body, underData),
        Statement.While loop => Visit(loop.Body, underData),
        _ => false,
    };

    private bool IsData(Tree condition) => Of(condition) != ValueKind.Concrete;

    private bool Widen(Local local, ValueKind kind)
    {
        if (local.Type.IsPointer || kind <= this[local]) return false;
        _kinds[local.Id] = kind;
        return true;
    }
}
