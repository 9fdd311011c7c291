using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises the loop that writes the zeros which C#'s <c>stackalloc</c> starts from.</summary>
internal static class StackFill
{
    /// <summary>The buffer that a statement fills with zeros, whole; null when it does anything else.</summary>
    /// <param name="statement">The statement.</param>
    public static Local? BufferOf(Statement statement) =>
        statement is Statement.For
        {
            From: Expression.Constant { Bits: 0 },
            To: Expression.Constant to,
            Step: 1,
            Body: Statement.Block
            {
                Statements:
                [
                    Statement.WritePointer
                    {
                        Pointer: Expression.OffsetPointer { Pointer: Expression.ReadLocal { Local: var buffer }, Elements: var index },
                        Value: Expression.Constant { Bits: 0 },
                    },
                ],
            },
        } loop && to.Bits == buffer.StackElements && Reads(index, loop.Variable)
            ? buffer
            : null;

    /// <summary>Whether a statement uses a buffer in any way.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="buffer">The buffer.</param>
    public static bool Mentions(Statement statement, Local buffer)
    {
        Search search = new(buffer.Id);
        search.Visit(statement);
        return search.Found;
    }

    private static bool Reads(Expression index, Local variable) => index switch
    {
        Expression.Convert convert => Reads(convert.Operand, variable),
        Expression.ReadLocal read => read.Local.Id == variable.Id,
        _ => false,
    };

    private sealed class Search(int local) : TreeWalker
    {
        public bool Found { get; private set; }

        public override void Visit(Expression expression)
        {
            Found |= expression is Expression.ReadLocal read && read.Local.Id == local;
            base.Visit(expression);
        }
    }
}
