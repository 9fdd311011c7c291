using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>What each local and expression of a tree depends on. A local keeps the union over all its assignments, so the order of statements does not matter; no flow through control is tracked, because whoever uses this forbids tainted control.</summary>
internal sealed class TaintAnalysis
{
    private readonly Dictionary<int, Taint> _locals = [];

    public TaintAnalysis(Statement body)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (Statement statement in TreeWalk.Statements(body)) changed |= Apply(statement);
        }
        while (changed);
    }

    /// <summary>What a value depends on; for a pointer, what its distance from a parameter or stack block depends on.</summary>
    public Taint Of(Expression expression) => expression switch
    {
        Expression.Constant => Taint.None,
        Expression.ReadLocal read => _locals.GetValueOrDefault(read.Local.Id),
        Expression.ReadParameter { Parameter.Kind: ParameterKind.Scalar } => Taint.Scalar,
        Expression.ReadParameter => Taint.None,
        Expression.ReadElement or Expression.ReadPointer => Taint.Data,
        Expression.OffsetPointer offset => Of(offset.Pointer) | Of(offset.Elements),
        _ => TreeWalk.Operands(expression).Aggregate(
            Taint.None, (taint, operand) => taint | Of(operand) | (operand.Type.IsPointer && !expression.Type.IsPointer ? Taint.Pointer : Taint.None)),
    };

    private bool Apply(Statement statement) => statement switch
    {
        Statement.Assign assign => Add(assign.Local, Of(assign.Value)),
        Statement.For loop => Add(loop.Variable, Of(loop.From) | Of(loop.To)),
        Statement.Intrinsic { Result: { } result } => Add(result, Taint.CommandResult),
        _ => false,
    };

    private bool Add(Local local, Taint taint)
    {
        Taint before = _locals.GetValueOrDefault(local.Id);
        return (_locals[local.Id] = before | taint) != before;
    }
}
