using Autocomp.Frontend.Tree;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Whether expressions are written alike, apart from places and conversions that keep the value.</summary>
internal static class TreeEquality
{
    /// <summary>Compares two expressions.</summary>
    public static bool Same(Tree a, Tree b)
    {
        (a, b) = (Bare(a), Bare(b));
        bool nodes = (a, b) switch
        {
            (Tree.Constant x, Tree.Constant y) => x.Bits == y.Bits && x.Type == y.Type,
            (Tree.ReadLocal x, Tree.ReadLocal y) => x.Local.Id == y.Local.Id,
            (Tree.ReadParameter x, Tree.ReadParameter y) => x.Parameter.Index == y.Parameter.Index,
            (Tree.ReadElement x, Tree.ReadElement y) => x.Parameter.Index == y.Parameter.Index,
            (Tree.Unary x, Tree.Unary y) => x.Operator == y.Operator && x.Type == y.Type,
            (Tree.Binary x, Tree.Binary y) => x.Operator == y.Operator && x.Type == y.Type,
            (Tree.Call x, Tree.Call y) => x.Function == y.Function && x.Type == y.Type,
            (Tree.Convert x, Tree.Convert y) => x.Type == y.Type,
            (Tree.ReadPointer or Tree.OffsetPointer, _) => a.GetType() == b.GetType() && a.Type == b.Type,
            _ => false,
        };
        return nodes && TreeWalk.Operands(a).Zip(TreeWalk.Operands(b)).All(pair => Same(pair.First, pair.Second)) && TreeWalk.Operands(a).Count() == TreeWalk.Operands(b).Count();
    }

    /// <summary>The maximum or minimum that a choice makes, or null: <c>x &gt; y ? x : y</c>.</summary>
    public static Tree.Call? Extreme(Tree condition, Tree whenTrue, Tree whenFalse)
    {
        if (condition is not Tree.Binary { Operator: BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual } compare) return null;
        bool first = Same(compare.Left, whenTrue) && Same(compare.Right, whenFalse), second = Same(compare.Left, whenFalse) && Same(compare.Right, whenTrue);
        if (!first && !second) return null;
        bool greater = compare.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
        return new Tree.Call(greater == first ? MathFunction.Max : MathFunction.Min, [whenTrue, whenFalse], whenTrue.Type);
    }

    private static Tree Bare(Tree expression) =>
        expression is Tree.Convert { Type.IsFloat: false, Operand.Type: { IsFloat: false, IsPointer: false } } convert && convert.Type.ScalarSize > convert.Operand.Type.ScalarSize && convert.Operand.Type.IsSigned
            ? Bare(convert.Operand)
            : expression;
}
