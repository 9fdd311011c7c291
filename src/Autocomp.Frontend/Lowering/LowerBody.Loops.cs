using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    private void LowerFor(IForLoopOperation loop)
    {
        (Label breakLabel, Label continueLabel) = EnterLoop(loop);
        CountedLoop? counted = CountedLoop.Match(loop);
        foreach (IOperation before in loop.Before)
        {
            if (counted is null || before is not IVariableDeclarationGroupOperation group)
            {
                LowerStatement(before);
                continue;
            }

            foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(d => d.Declarators))
            {
                if (declarator != counted.Declarator) LowerDeclarator(declarator, declarator.Initializer);
            }
        }

        if (counted is null || !TryLowerCounted(loop, counted, breakLabel, continueLabel))
        {
            LowerGeneralFor(loop, breakLabel, continueLabel);
        }

        frame.LoopDepth--;
    }

    private (Label Break, Label Continue) EnterLoop(ILoopOperation loop)
    {
        Label breakLabel = frame.Labels[loop.ExitLabel] = session.NewLabel();
        Label continueLabel = frame.Labels[loop.ContinueLabel] = session.NewLabel();
        frame.LoopDepth++;
        return (breakLabel, continueLabel);
    }

    /// <summary>Lowers to a canonical loop; when it turns out not to be one, only the variable has been set to its first value.</summary>
    private bool TryLowerCounted(IForLoopOperation loop, CountedLoop counted, Label breakLabel, Label continueLabel)
    {
        DataType type = ScalarTypes.Of(counted.Variable.Type)!.Value;
        Local variable = session.NewLocal(counted.Variable.Name, type);
        frame.Bindings[counted.Variable] = new Binding.Variable(variable);
        Expression from = Build.Convert(LowerExpression(counted.First), type, isChecked: false);
        (List<Statement> effects, Expression bound) = CaptureValue(counted.Bound);
        long step = StepOf(counted, effects);
        Expression? to = effects.Count == 0 && step > 0 ? ExclusiveEnd(bound, type, counted.Inclusive, step) : null;
        if (to is not null)
        {
            session.LoopBounds[variable.Id] = new Bounds(Bounds.Of(from, session.LoopBounds).Low, Math.Max(Bounds.Of(from, session.LoopBounds).Low, Bounds.Of(to, session.LoopBounds).High - 1));
            List<Statement> body = Capture(() => LowerStatement(loop.Body, continueLabel));
            Effects changes = Effects.Of(body);
            if (!changes.Assigns(variable) && !changes.Change(to) && IsInvariant(to, variable))
            {
                Emit(new Statement.For(variable, from, to, step, BlockOf(body), breakLabel, continueLabel), loop);
                return true;
            }

            session.LoopBounds.Remove(variable.Id);
        }

        Emit(new Statement.Assign(variable, from), counted.Declarator);
        return false;
    }

    private long StepOf(CountedLoop counted, List<Statement> effects)
    {
        if (counted.Step is null) return 1;
        (List<Statement> more, Expression step) = CaptureValue(counted.Step);
        effects.AddRange(more);
        return Build.IsInteger(step, out long value) && value is > 0 and <= int.MaxValue ? value : 0;
    }

    // The end stays below the type's largest value by a step, so that the variable can't wrap around.
    private Expression? ExclusiveEnd(Expression bound, DataType type, bool inclusive, long step)
    {
        if (bound.Type != type)
        {
            if (!Build.IsInteger(bound, out long value) || value > ScalarTypes.High(type.Scalar) || value < ScalarTypes.Low(type.Scalar)) return null;
            bound = Build.Convert(bound, type, isChecked: false);
        }

        long high = Bounds.Of(bound, session.LoopBounds).High;
        long room = ScalarTypes.High(type.Scalar) - high;
        if (inclusive)
        {
            if (room < step) return null;
            return Build.Binary(BinaryOperator.Add, bound, Build.Convert(Build.Constant(1), type, isChecked: false), isChecked: false);
        }

        return step > 1 && room < step - 1 ? null : bound;
    }

    private static bool IsInvariant(Expression to, Local variable) =>
        !Effects.Of(new Statement.Assign(variable, to)).Change(to);

    private void LowerGeneralFor(IForLoopOperation loop, Label breakLabel, Label continueLabel)
    {
        List<Statement> body = Capture(() =>
        {
            EmitBlock(Capture(() => LowerStatement(loop.Body, continueLabel)), continueLabel, loop.Body);
            foreach (IOperation next in loop.AtLoopBottom) LowerStatement(next);
        });
        EmitLoop(loop, loop.Condition, body, testAtEnd: false, breakLabel, session.NewLabel());
    }

    private void LowerWhile(IWhileLoopOperation loop)
    {
        (Label breakLabel, Label continueLabel) = EnterLoop(loop);
        List<Statement> body = Capture(() => LowerStatement(loop.Body, continueLabel));
        EmitLoop(loop, loop.Condition, body, !loop.ConditionIsTop, breakLabel, continueLabel);
        frame.LoopDepth--;
    }

    /// <summary>Emits a general loop. A condition with effects moves into the body.</summary>
    private void EmitLoop(IOperation loop, IOperation? test, List<Statement> body, bool testAtEnd, Label breakLabel, Label continueLabel)
    {
        (List<Statement> effects, Expression condition) = test is null ? (new List<Statement>(), Build.Constant(true)) : CaptureValue(test);
        if (effects.Count > 0)
        {
            effects.Add(new Statement.If(Build.Not(condition), new Statement.Block([new Statement.Exit(breakLabel)]), Else: null) { Span = SpanOf(test!) });
            condition = Build.Constant(true);
            if (testAtEnd)
            {
                body = Capture(() => EmitBlock(body, continueLabel, loop));
                body.AddRange(effects);
                continueLabel = session.NewLabel();
                testAtEnd = false;
            }
            else
            {
                body.InsertRange(0, effects);
            }
        }

        Emit(new Statement.While(condition, BlockOf(body), testAtEnd, breakLabel, continueLabel), loop);
    }
}
