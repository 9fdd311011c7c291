using System.Linq.Expressions;
using Autocomp.Frontend.Tree;
using Code = System.Linq.Expressions.Expression;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Turns statements of the method into code: loops run as they are, sums of elements become field values, what is decided by inputs becomes a choice between values.</summary>
/// <param name="expressions">Compiles expressions.</param>
/// <param name="locals">Kinds of locals.</param>
/// <param name="cancellation">Ends the run.</param>
/// <param name="commands">Of a schedule: takes its commands.</param>
internal sealed class CompileMethod(CompileExpressions expressions, MethodLocals locals, CancellationToken cancellation, ScheduleCommands? commands = null)
{
    private readonly Dictionary<int, LabelTarget> _labels = [];

    /// <summary>A statement that runs.</summary>
    public Code Compile(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                IEnumerable<Code> inner = block.Statements.Select(Compile);
                return Sequence(block.Label is { } label ? inner.Append(Code.Label(Target(label))) : inner);
            case Statement.Assign { Local.Type.IsPointer: true } when commands is null:
                throw new NotProvableException("the method keeps pointers in locals");
            case Statement.Assign assign:
                return Code.Assign(expressions.Variable(assign.Local), Converted(expressions.Compile(assign.Value), locals[assign.Local]));
            case Statement.WriteElement write:
                return Code.Assign(expressions.Element(write.Parameter, write.Indices), expressions.AsField(expressions.Compile(write.Value)));
            case Statement.WritePointer write:
                return expressions.Store(write.Pointer, write.Value);
            case Statement.Intrinsic command when commands is not null:
                return commands.Compile(command, expressions.Compile);
            case Statement.If choice when locals.Of(choice.Condition) == ValueKind.Concrete:
                return Code.IfThenElse(expressions.Compile(choice.Condition).Code, Compile(choice.Then), choice.Else is { } other ? Compile(other) : Code.Empty());
            case Statement.If choice:
                return Choose(choice);
            case Statement.For loop:
                return Count(loop);
            case Statement.While loop:
                return Repeat(loop);
            case Statement.Exit exit:
                return Code.Goto(Target(exit.Label));
            case Statement.Trap trap:
                return Code.Throw(Code.Constant(new NotProvableException($"the method throws ({trap.Reason})")));
            default:
                throw new NotProvableException($"the method has a {statement.GetType().Name} that has no symbolic meaning");
        }
    }

    private BlockExpression Count(Statement.For loop)
    {
        ParameterExpression variable = expressions.Variable(loop.Variable);
        ParameterExpression end = Code.Variable(variable.Type, "end");
        Code step = Code.Convert(Code.Constant(loop.Step), variable.Type);
        LabelTarget leave = Target(loop.Break);
        bool isOuter = TreeWalk.Statements(loop.Body).Any(inner => inner is Statement.For or Statement.While);
        return Code.Block(
            [end],
            Code.Assign(variable, expressions.Concrete(loop.From, "is a loop's start")),
            Code.Assign(end, expressions.Concrete(loop.To, "is a loop's end")),
            Code.Loop(Sequence(
            [
                Code.IfThen(Code.GreaterThanOrEqual(variable, end), Code.Break(leave)),
                isOuter ? Look() : Code.Empty(),
                Compile(loop.Body),
                Code.Label(Target(loop.Continue)),
                Code.AddAssign(variable, step),
            ])),
            Code.Label(leave));
    }

    private Code Repeat(Statement.While loop)
    {
        Code test = Code.IfThen(Code.Not(expressions.Concrete(loop.Condition, "decides how often a loop runs")), Code.Break(Target(loop.Break)));
        Code body = Sequence([Compile(loop.Body), Code.Label(Target(loop.Continue))]);
        return Sequence([Code.Loop(Sequence(loop.TestAtEnd ? [Look(), body, test] : [Look(), test, body])), Code.Label(Target(loop.Break))]);
    }

    private MethodCallExpression Look() =>
        Code.Call(Code.Constant(cancellation, typeof(CancellationToken)), nameof(CancellationToken.ThrowIfCancellationRequested), null);

    // Both sides run; each assignment keeps the old value where its side would not have run.
    private Code Choose(Statement.If choice)
    {
        if (choice is { Then: var then, Else: null } && Single(then) is { } only && TreeEquality.Extreme(choice.Condition, only.Value, new Tree.ReadLocal(only.Local)) is { } extreme)
            return Compile(new Statement.Assign(only.Local, extreme));
        ParameterExpression condition = Code.Variable(typeof(SymbolicValue), "condition");
        SymbolicCode value = expressions.Compile(choice.Condition);
        var code = new List<Code> { Code.Assign(condition, expressions.AsSymbolic(value)) };
        var held = new SymbolicCode(condition, ValueKind.Symbolic, value.Type);
        Assign(choice.Then, true);
        if (choice.Else is { } other) Assign(other, false);
        return Code.Block([condition], code);

        void Assign(Statement side, bool when)
        {
            switch (side)
            {
                case Statement.Block { Label: null } block:
                    foreach (Statement inner in block.Statements) Assign(inner, when);
                    break;
                case Statement.Assign { Local.Type.IsPointer: false } assign:
                    SymbolicCode old = expressions.Compile(new Tree.ReadLocal(assign.Local)), next = expressions.Compile(assign.Value);
                    var select = new Tree.Conditional(choice.Condition, assign.Value, assign.Value, assign.Local.Type);
                    code.Add(Code.Assign(expressions.Variable(assign.Local), expressions.Operation(select, when ? [held, next, old] : [held, old, next]).Code));
                    break;
                default:
                    throw new NotProvableException("the method branches on a value of the inputs in a way that is no choice between values");
            }
        }
    }

    private static Statement.Assign? Single(Statement statement) => statement switch
    {
        Statement.Assign assign => assign,
        Statement.Block { Label: null, Statements: [var only] } => Single(only),
        _ => null,
    };

    private Code Converted(SymbolicCode value, ValueKind kind) => kind switch
    {
        ValueKind.Concrete => value.Code,
        ValueKind.Linear => expressions.AsField(value),
        _ => expressions.AsSymbolic(value),
    };

    private LabelTarget Target(Label label)
    {
        if (!_labels.TryGetValue(label.Id, out LabelTarget? target)) _labels.Add(label.Id, target = Code.Label());
        return target;
    }

    private static Code Sequence(IEnumerable<Code> statements)
    {
        Code[] all = [.. statements];
        return all.Length == 0 ? Code.Empty() : Code.Block(typeof(void), all);
    }
}
