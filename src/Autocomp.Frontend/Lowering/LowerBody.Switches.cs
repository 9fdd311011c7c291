using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    private void LowerSwitch(ISwitchOperation choice, Label? tail)
    {
        Label exit = frame.Labels[choice.ExitLabel] = tail ?? session.NewLabel();
        if (CheckType(choice.Value.Type, "a switch", choice.Value) is null) return;
        Expression value = KeepForTests(LowerExpression(choice.Value), choice.Value);
        List<Statement> statements = Capture(() => LowerCases(choice, value, exit));
        if (tail is null) EmitBlock(statements, exit, choice);
        else output.AddRange(statements);
    }

    private Expression KeepForTests(Expression value, IOperation source) => value is Expression.ReadLocal ? value : Keep(value, source);

    /// <summary>Sections become a chain of conditions; default comes last whatever its place.</summary>
    private void LowerCases(ISwitchOperation choice, Expression value, Label exit)
    {
        ISwitchCaseOperation? fallback = null;
        List<(Expression Condition, List<Statement> Effects, List<Statement> Body, ISwitchCaseOperation Source)> chain = new();
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            Expression condition = Build.Constant(false);
            List<Statement> effects = Capture(() =>
            {
                foreach (ICaseClauseOperation clause in section.Clauses)
                {
                    if (clause is IDefaultCaseClauseOperation) fallback = section;
                    else condition = Build.Binary(BinaryOperator.ConditionalOr, condition, LowerClause(clause, value), isChecked: false);
                }
            });
            if (section != fallback) chain.Add((condition, effects, LowerSection(section, exit), section));
        }

        List<Statement> otherwise = fallback is null ? new List<Statement>() : LowerSection(fallback, exit);
        for (int i = chain.Count - 1; i >= 0; i--)
        {
            (Expression condition, List<Statement> effects, List<Statement> body, ISwitchCaseOperation source) = chain[i];
            List<Statement> next = otherwise;
            otherwise = Capture(() =>
            {
                output.AddRange(effects);
                if (Build.Is(condition, true)) output.AddRange(body);
                else if (Build.Is(condition, false)) output.AddRange(next);
                else Emit(new Statement.If(condition, BlockOf(body), next.Count == 0 ? null : BlockOf(next)), source);
            });
        }

        output.AddRange(otherwise);
    }

    private List<Statement> LowerSection(ISwitchCaseOperation section, Label exit) =>
        Capture(() => LowerSequence(section.Body, 0, section.Body.Length, exit));

    private Expression LowerClause(ICaseClauseOperation clause, Expression value)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                return Equal(value, LowerExpression(single.Value));
            case IPatternCaseClauseOperation pattern:
                Expression test = LowerPattern(pattern.Pattern, value);
                return pattern.Guard is null ? test : Build.Binary(BinaryOperator.ConditionalAnd, test, LowerGuard(pattern.Guard), isChecked: false);
            default:
                Report(DiagnosticDescriptors.Pattern, clause);
                return Build.Constant(false);
        }
    }

    // A guard runs only when its pattern holds, so its effects would have to be conditional.
    private Expression LowerGuard(IOperation guard)
    {
        (List<Statement> effects, Expression value) = CaptureValue(guard);
        if (effects.Count > 0) Report(DiagnosticDescriptors.Pattern, guard);
        return value;
    }

    private Expression LowerPatternTest(IIsPatternOperation test)
    {
        if (CheckType(test.Value.Type, "a pattern", test.Value) is null) return Broken(test);
        Expression value = LowerExpression(test.Value);
        if (test.Pattern is not (IConstantPatternOperation or IRelationalPatternOperation)) value = KeepForTests(value, test.Value);
        return LowerPattern(test.Pattern, value);
    }

    private Expression LowerPattern(IPatternOperation pattern, Expression value)
    {
        if (!Enter(pattern)) return Build.Constant(false);
        depth++;
        Expression test = Build.Constant(false);
        switch (pattern)
        {
            case IConstantPatternOperation constant when constant.Value.ConstantValue is { HasValue: true, Value: not (null or string) and not double.NaN and not float.NaN }:
                test = Equal(value, LowerExpression(constant.Value));
                break;
            case IRelationalPatternOperation relational when OperatorOf(relational.OperatorKind) is { } op:
                test = CompareAlike(op, value, LowerExpression(relational.Value));
                break;
            case INegatedPatternOperation negated:
                test = Build.Not(LowerPattern(negated.Pattern, value));
                break;
            case IBinaryPatternOperation binary:
                BinaryOperator both = binary.OperatorKind == BinaryOperatorKind.And ? BinaryOperator.ConditionalAnd : BinaryOperator.ConditionalOr;
                test = Build.Binary(both, LowerPattern(binary.LeftPattern, value), LowerPattern(binary.RightPattern, value), isChecked: false);
                break;
            case IDiscardPatternOperation:
                test = Build.Constant(true);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol symbol } when ScalarTypes.Of(symbol.Type) == value.Type:
                Emit(new Statement.Assign(PatternVariable(symbol), value), pattern);
                test = Build.Constant(true);
                break;
            default:
                Report(DiagnosticDescriptors.Pattern, pattern);
                break;
        }

        depth--;
        return test;
    }

    /// <summary>The variable that a pattern declares. The body of a loop is lowered before its condition, so it can be met there first.</summary>
    private Local PatternVariable(ILocalSymbol symbol)
    {
        if (frame.Bindings.TryGetValue(symbol, out Binding? known)) return ((Binding.Variable)known).Local;
        Local local = session.NewLocal(symbol.Name, ScalarTypes.Of(symbol.Type)!.Value);
        frame.Bindings[symbol] = new Binding.Variable(local);
        return local;
    }

    private bool IsPatternVariable(ISymbol symbol) => symbol is ILocalSymbol local && ScalarTypes.Of(local.Type) is not null && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, frame.Method) &&
        local.DeclaringSyntaxReferences.Any(r => r.GetSyntax(session.Cancellation) is SingleVariableDesignationSyntax { Parent: VarPatternSyntax or DeclarationPatternSyntax });

    private static Expression Equal(Expression left, Expression right) => CompareAlike(BinaryOperator.Equal, left, right);

    private static Expression CompareAlike(BinaryOperator op, Expression left, Expression right)
    {
        DataType type = ScalarTypes.Promote(left.Type);
        return Build.Binary(op, Build.Convert(left, type, isChecked: false), Build.Convert(right, type, isChecked: false), isChecked: false);
    }

    private Expression LowerSwitchExpression(ISwitchExpressionOperation choice)
    {
        if (CheckType(choice.Value.Type, "a switch", choice.Value) is null || CheckType(choice.Type, "a switch", choice) is not { } type) return Broken(choice);
        Expression value = KeepForTests(LowerExpression(choice.Value), choice.Value);
        List<Statement> effects = Capture(() => Emit(new Statement.Trap("no arm of the switch expression matches"), choice));
        Expression result = Build.Zero(type);
        for (int i = choice.Arms.Length - 1; i >= 0; i--)
        {
            ISwitchExpressionArmOperation arm = choice.Arms[i];
            Expression condition = LowerPattern(arm.Pattern, value);
            if (arm.Guard is not null) condition = Build.Binary(BinaryOperator.ConditionalAnd, condition, LowerGuard(arm.Guard), isChecked: false);
            (List<Statement> armEffects, Expression armValue) = CaptureValue(arm.Value);
            List<Statement> otherwise = effects;
            Expression previous = result;
            if (Build.Is(condition, true))
            {
                effects = armEffects;
                result = armValue;
                continue;
            }

            effects = Capture(() => result = Choose(condition, armEffects, armValue, otherwise, previous, arm));
        }

        output.AddRange(effects);
        return result;
    }
}
