using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Analysis;

/// <summary>Visits every statement and expression of a tree, outside in, in program order.</summary>
internal abstract class TreeWalker
{
    public virtual void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                foreach (Statement child in block.Statements)
                {
                    Visit(child);
                }

                break;
            case Statement.Assign assign:
                Visit(assign.Value);
                break;
            case Statement.WriteElement write:
                Visit(write.Indices);
                Visit(write.Value);
                break;
            case Statement.WritePointer write:
                Visit(write.Pointer);
                Visit(write.Value);
                break;
            case Statement.If conditional:
                Visit(conditional.Condition);
                Visit(conditional.Then);
                if (conditional.Else is { } otherwise)
                {
                    Visit(otherwise);
                }

                break;
            case Statement.For loop:
                Visit(loop.From);
                Visit(loop.To);
                Visit(loop.Body);
                break;
            case Statement.While loop:
                Visit(loop.Condition);
                Visit(loop.Body);
                break;
            case Statement.Intrinsic intrinsic:
                foreach (IntrinsicArgument argument in intrinsic.Arguments)
                {
                    Visit(argument.Value);
                }

                break;
        }
    }

    public virtual void Visit(Expression expression)
    {
        switch (expression)
        {
            case Expression.ReadElement read:
                Visit(read.Indices);
                break;
            case Expression.ReadPointer read:
                Visit(read.Pointer);
                break;
            case Expression.OffsetPointer offset:
                Visit(offset.Pointer);
                Visit(offset.Elements);
                break;
            case Expression.Unary unary:
                Visit(unary.Operand);
                break;
            case Expression.Binary binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case Expression.Convert convert:
                Visit(convert.Operand);
                break;
            case Expression.Conditional conditional:
                Visit(conditional.Condition);
                Visit(conditional.WhenTrue);
                Visit(conditional.WhenFalse);
                break;
            case Expression.Call call:
                Visit(call.Arguments);
                break;
            case Expression.BitCast cast:
                Visit(cast.Operand);
                break;
        }
    }

    private void Visit(ImmutableArray<Expression> expressions)
    {
        foreach (Expression expression in expressions)
        {
            Visit(expression);
        }
    }
}
