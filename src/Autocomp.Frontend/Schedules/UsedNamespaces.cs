using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Finds which namespaces a schedule's text needs.</summary>
internal static class UsedNamespaces
{
    /// <summary>Whether the statement uses something of <c>System</c> or <c>System.Numerics</c>.</summary>
    public static bool Has(Statement statement, string @namespace) => statement switch
    {
        Statement.Block block => block.Statements.Any(s => Has(s, @namespace)),
        Statement.Assign assign => Has(assign.Value, @namespace),
        Statement.WriteElement write => write.Indices.Any(i => Has(i, @namespace)) || Has(write.Value, @namespace),
        Statement.WritePointer write => Has(write.Pointer, @namespace) || Has(write.Value, @namespace),
        Statement.If conditional => Has(conditional.Condition, @namespace) || Has(conditional.Then, @namespace) || (conditional.Else is not null && Has(conditional.Else, @namespace)),
        Statement.For loop => Has(loop.From, @namespace) || Has(loop.To, @namespace) || Has(loop.Body, @namespace),
        Statement.While loop => Has(loop.Condition, @namespace) || Has(loop.Body, @namespace),
        Statement.Intrinsic intrinsic => intrinsic.Arguments.Any(a => Has(a.Value, @namespace)),
        Statement.Trap => @namespace == "System",
        _ => false,
    };

    private static bool Has(Expression expression, string @namespace)
    {
        expression = PrintExpression.WithoutConstantError(expression);
        string? own = expression switch
        {
            Expression.Call call => FunctionNames.Of(call) is var name && name.StartsWith("Math", StringComparison.Ordinal) ? "System" : name.StartsWith("Bit", StringComparison.Ordinal) ? "System.Numerics" : null,
            Expression.BitCast { Type.IsPointer: false } => "System",
            Expression.Constant { Type.IsFloat: true } constant => Literals.Print(constant, parenthesized: false).StartsWith("BitConverter", StringComparison.Ordinal) ? "System" : null,
            _ => null,
        };
        return own == @namespace || ExpressionLocals.Children(expression).Any(e => Has(e, @namespace));
    }
}
