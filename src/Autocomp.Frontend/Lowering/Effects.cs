using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Lowering;

/// <summary>What statements change: decides whether an expression may be evaluated after them instead of before.</summary>
internal sealed class Effects
{
    private readonly HashSet<int> locals = new();
    private bool memory;

    /// <summary>The effects of some statements.</summary>
    public static Effects Of(IEnumerable<Statement> statements)
    {
        Effects effects = new();
        foreach (Statement statement in statements) effects.Add(statement);
        return effects;
    }

    /// <summary>The effects of one statement.</summary>
    public static Effects Of(Statement statement) => Of(new[] { statement });

    /// <summary>Whether a local is assigned.</summary>
    public bool Assigns(Local local) => locals.Contains(local.Id);

    /// <summary>Whether the expression can have another value after the statements than before.</summary>
    public bool Change(Expression expression) => expression switch
    {
        Expression.ReadLocal read => locals.Contains(read.Local.Id),
        Expression.ReadElement read => (memory && !IsFixed(read.Parameter)) || read.Indices.Any(Change),
        Expression.ReadPointer read => memory || Change(read.Pointer),
        Expression.OffsetPointer offset => Change(offset.Pointer) || Change(offset.Elements),
        Expression.Unary unary => Change(unary.Operand),
        Expression.Binary binary => Change(binary.Left) || Change(binary.Right),
        Expression.Convert convert => Change(convert.Operand),
        Expression.BitCast cast => Change(cast.Operand),
        Expression.Conditional conditional => Change(conditional.Condition) || Change(conditional.WhenTrue) || Change(conditional.WhenFalse),
        Expression.Call call => call.Arguments.Any(Change),
        _ => false,
    };

    // Nothing writes an in-parameter, unless it overlaps a writable one.
    private static bool IsFixed(KernelParameter parameter) => parameter is { Direction: ParameterDirection.In, MayAlias: false };

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                foreach (Statement inner in block.Statements) Add(inner);
                break;
            case Statement.Assign assign:
                locals.Add(assign.Local.Id);
                break;
            case Statement.WriteElement or Statement.WritePointer:
                memory = true;
                break;
            case Statement.If conditional:
                Add(conditional.Then);
                if (conditional.Else is not null) Add(conditional.Else);
                break;
            case Statement.For loop:
                locals.Add(loop.Variable.Id);
                Add(loop.Body);
                break;
            case Statement.While loop:
                Add(loop.Body);
                break;
            case Statement.Intrinsic intrinsic:
                memory = true;
                if (intrinsic.Result is not null) locals.Add(intrinsic.Result.Id);
                break;
        }
    }
}
