using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits statements. Behind a statement that leaves, emission goes on in a block that nothing reaches.</summary>
internal sealed class StatementEmitter
{
    private readonly EmissionContext context;
    private readonly LLVMBuilderRef builder;
    private readonly ExpressionEmitter expressions;
    private readonly IntrinsicEmitter intrinsics;

    public StatementEmitter(EmissionContext context)
    {
        this.context = context;
        builder = context.Builder;
        expressions = new(context);
        intrinsics = new(context, expressions);
    }

    /// <summary>Emits a statement at the insertion point.</summary>
    /// <param name="statement">The statement.</param>
    public void Emit(Statement statement)
    {
        context.Lines.MoveTo(statement.Span);
        switch (statement)
        {
            case Statement.Block block:
                Block(block);
                break;
            case Statement.Assign assign:
                builder.BuildStore(expressions.EmitFor(assign.Local, assign.Value), context.SlotOf(assign.Local));
                break;
            case Statement.WriteElement write:
                LLVMValueRef element = expressions.Emit(write.Value);
                builder.BuildStore(expressions.Stored(element, write.Value.Type), expressions.Addresses.OfElement(write.Parameter, write.Indices));
                break;
            case Statement.WritePointer write:
                LLVMValueRef pointer = expressions.Emit(write.Pointer);
                builder.BuildStore(expressions.Stored(expressions.Emit(write.Value), write.Value.Type), pointer);
                break;
            case Statement.If conditional:
                If(conditional);
                break;
            case Statement.For loop:
                For(loop);
                break;
            case Statement.While loop:
                While(loop);
                break;
            case Statement.Exit exit:
                builder.BuildBr(context.TargetOf(exit.Label));
                builder.PositionAtEnd(context.NewBlock());
                break;
            case Statement.Intrinsic intrinsic:
                intrinsics.Emit(intrinsic);
                break;
            case Statement.Trap trap:
                context.Traps.Always(trap.Reason);
                builder.PositionAtEnd(context.NewBlock());
                break;
            default:
                throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
    }

    private void Block(Statement.Block block)
    {
        LLVMBasicBlockRef? end = null;
        if (block.Label is { } label)
        {
            end = context.NewBlock();
            context.Define(label, end.Value);
        }

        foreach (Statement statement in block.Statements)
        {
            Emit(statement);
        }

        if (end is { } behind)
        {
            context.FallInto(behind);
        }
    }

    private void If(Statement.If conditional)
    {
        LLVMBasicBlockRef then = context.NewBlock(), join = context.NewBlock();
        LLVMBasicBlockRef otherwise = conditional.Else is null ? join : context.NewBlock();
        builder.BuildCondBr(expressions.Emit(conditional.Condition), then, otherwise);
        builder.PositionAtEnd(then);
        Emit(conditional.Then);
        builder.BuildBr(join);
        if (conditional.Else is { } alternative)
        {
            builder.PositionAtEnd(otherwise);
            Emit(alternative);
            builder.BuildBr(join);
        }

        builder.PositionAtEnd(join);
    }

    private void For(Statement.For loop)
    {
        LLVMBasicBlockRef test = context.NewBlock(), body = context.NewBlock(), next = context.NewBlock(), end = context.NewBlock();
        context.Define(loop.Break, end);
        context.Define(loop.Continue, next);

        bool wide = context.IsWide(loop.Variable);
        LLVMTypeRef type = wide ? context.Int64 : context.TypeOf(loop.Variable.Type);
        LLVMValueRef slot = context.SlotOf(loop.Variable);
        builder.BuildStore(expressions.EmitFor(loop.Variable, loop.From), slot);
        LLVMValueRef to = expressions.EmitFor(loop.Variable, loop.To);
        context.FallInto(test);
        builder.BuildCondBr(
            builder.BuildICmp(LLVMIntPredicate.LLVMIntSLT, builder.BuildLoad2(type, slot), to), body, end);

        builder.PositionAtEnd(body);
        Emit(loop.Body);
        context.FallInto(next);
        context.Lines.MoveTo(loop.Span);
        LLVMValueRef step = LLVMValueRef.CreateConstInt(type, (ulong)loop.Step);
        bool fits = wide || context.Ranges.Of(loop.To).High - 1 + loop.Step <= Interval.Of(loop.Variable.Type).High;
        LLVMValueRef value = builder.BuildLoad2(type, slot);
        builder.BuildStore(fits ? builder.BuildNSWAdd(value, step) : builder.BuildAdd(value, step), slot);
        builder.BuildBr(test);
        builder.PositionAtEnd(end);
    }

    private void While(Statement.While loop)
    {
        LLVMBasicBlockRef test = context.NewBlock(), body = context.NewBlock(), end = context.NewBlock();
        context.Define(loop.Break, end);
        context.Define(loop.Continue, test);

        builder.BuildBr(loop.TestAtEnd ? body : test);
        builder.PositionAtEnd(test);
        context.Lines.MoveTo(loop.Span);
        builder.BuildCondBr(expressions.Emit(loop.Condition), body, end);

        builder.PositionAtEnd(body);
        int before = intrinsics.Emitted;
        Emit(loop.Body);
        if (loop.TestAtEnd && intrinsics.Emitted > before)
        {
            intrinsics.KeepLoop();
        }

        builder.BuildBr(test);
        builder.PositionAtEnd(end);
    }
}
