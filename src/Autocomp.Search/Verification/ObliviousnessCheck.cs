using System.Globalization;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Search.Verification;

/// <summary>Checks that the commands of a schedule are the same for all inputs: no value loaded from memory, no number made from an address, and no command's result reaches a branch, a loop bound, an address or a command operand. Addresses are parameters plus offsets; runtime scalars reach float operands of commands and stored values only.</summary>
/// <remarks>A schedule that passes can be judged by one run of its command stream: it cannot tell a test from real use.</remarks>
public static class ObliviousnessCheck
{
    /// <summary>Judges a schedule.</summary>
    /// <param name="schedule">The tree.</param>
    /// <param name="revision">Decides which command an intrinsic is.</param>
    /// <returns>Null when it is oblivious; otherwise the first place that is not, as a sentence that begins with its line.</returns>
    public static string? Check(ScheduleTree schedule, RtlRevision revision)
    {
        var taints = new TaintAnalysis(schedule.Body);
        foreach (Statement statement in TreeWalk.Statements(schedule.Body))
        {
            string? violation = CheckStatement(statement, taints, revision)
                ?? TreeWalk.Roots(statement).SelectMany(TreeWalk.Expressions)
                    .Select(e => Located(CheckExpression(e, taints), e.Span))
                    .FirstOrDefault(v => v is not null);
            if (violation is not null) return Quoted(Located(violation, statement.Span)!, statement.Span, schedule.Text);
        }
        return null;
    }

    private static string? CheckStatement(Statement statement, TaintAnalysis taints, RtlRevision revision) => statement switch
    {
        Statement.If choice => Forbidden(taints.Of(choice.Condition), "decides a branch"),
        Statement.While loop => Forbidden(taints.Of(loop.Condition), "decides how often a loop runs"),
        Statement.For loop => Forbidden(taints.Of(loop.From) | taints.Of(loop.To), "is a loop bound"),
        Statement.WritePointer write => Forbidden(taints.Of(write.Pointer), "is part of an address")
            ?? Forbidden(taints.Of(write.Value) & Taint.Pointer, "is stored"),
        Statement.Intrinsic command => CheckCommand(command, taints, revision),
        _ => null,
    };

    private static string? CheckCommand(Statement.Intrinsic intrinsic, TaintAnalysis taints, RtlRevision revision)
    {
        Command? command = CommandTable.FindIntrinsic(intrinsic.Name, revision);
        foreach (IntrinsicArgument argument in intrinsic.Arguments)
        {
            CommandField? field = command?.Fields.FirstOrDefault(f => f.Name == argument.Parameter);
            Taint allowed = field?.Type == FieldType.Float ? Taint.Scalar : Taint.None;
            string? violation = Forbidden(taints.Of(argument.Value) & ~allowed, $"is operand '{argument.Parameter}' of Gemmini.{intrinsic.Name}");
            if (violation is not null) return violation;
        }
        return null;
    }

    private static string? CheckExpression(Expression expression, TaintAnalysis taints) => expression switch
    {
        Expression.ReadPointer read => Forbidden(taints.Of(read.Pointer), "is part of an address"),
        Expression.Conditional choice => Forbidden(taints.Of(choice.Condition), "decides a ?: (Math.Min, Math.Max and Math.Clamp are allowed)"),
        Expression.Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } both =>
            Forbidden(taints.Of(both.Left), "decides whether the right side of && or || is evaluated"),
        Expression.Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division when !division.Type.IsFloat && !HasHarmlessDivisor(division) =>
            Forbidden(taints.Of(division), "can make an integer division trap"),
        Expression.Binary { IsChecked: true } or Expression.Unary { IsChecked: true } or Expression.Convert { IsChecked: true } =>
            Forbidden(taints.Of(expression), "can make checked arithmetic trap"),
        Expression.Call { Function: MathFunction.Abs, Type.IsFloat: false } call => Forbidden(taints.Of(call), "can make Math.Abs trap"),
        Expression.Call { Function: MathFunction.Clamp } call when call.Arguments.Skip(1).Any(a => a is not Expression.Constant) =>
            Forbidden(taints.Of(call.Arguments[1]) | taints.Of(call.Arguments[2]), "is a limit of Math.Clamp, which traps when low exceeds high"),
        _ => null,
    };

    private static bool HasHarmlessDivisor(Expression.Binary division) => division.Right is Expression.Constant { Bits: not (0 or -1) };

    private static string? Forbidden(Taint taint, string use)
    {
        string? what = taint switch
        {
            Taint.None => null,
            _ when taint.HasFlag(Taint.Data) => "a value loaded from memory",
            _ when taint.HasFlag(Taint.Pointer) => "the value of an address",
            _ when taint.HasFlag(Taint.CommandResult) => "the result of a command",
            _ => "a runtime scalar",
        };
        return what is null ? null : $"{what} {use}; the commands of this kernel must be the same for all inputs and addresses";
    }

    private static string Quoted(string message, SourceSpan? span, string text) =>
        span is { } place && ScheduleLine.Quote(text, place.StartLine) is { } line ? $"{message} (in '{line}')" : message;

    private static string? Located(string? message, SourceSpan? span)
    {
        if (message is null || span is not { } place || message.StartsWith("line ", StringComparison.Ordinal)) return message;
        return string.Create(CultureInfo.InvariantCulture, $"line {place.StartLine}: {message}");
    }
}
