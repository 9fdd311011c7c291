using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Reads a body as a list of writes in program order, each under counted loops. Gives up, with a remark, on anything else.</summary>
internal sealed class NestReader
{
    private readonly ValueRanges ranges;
    private readonly LiftLog log;
    private readonly CarriedLocals carried;
    private readonly Temporaries temporaries = new([]);
    private readonly ImmutableArray<Write>.Builder writes = ImmutableArray.CreateBuilder<Write>();
    private ImmutableArray<Loop> loops = [];
    private ImmutableArray<Guard> guards = [];

    private NestReader(Statement body, LiftScope scope, LiftLog log)
    {
        this.log = log;
        Scope = scope;
        ranges = scope.Ranges;
        carried = CarriedLocals.Of(body);
        Accesses = new(scope, log);
    }

    /// <summary>What stands around the statements.</summary>
    public LiftScope Scope { get; }

    /// <summary>Affine indices in terms of the loops that were read.</summary>
    public AffineAccess Accesses { get; }

    /// <summary>The writes, in program order.</summary>
    public ImmutableArray<Write> Writes => writes.ToImmutable();

    /// <summary>The element that a write of a tensor or a stack buffer goes to.</summary>
    /// <param name="write">The write.</param>
    public Access Result(Write write) => write.Place is Place.Buffer buffer
        ? new(Scope.Buffers.Of(buffer.Local), buffer.At)
        : ((Place.Element)write.Place).Access;

    /// <summary>Reads a body, or gives null with a remark.</summary>
    /// <param name="body">The body.</param>
    /// <param name="scope">What stands around it.</param>
    /// <param name="log">Takes the remark.</param>
    public static NestReader? Read(Statement body, LiftScope scope, LiftLog log)
    {
        NestReader reader = new(body, scope, log);
        reader.Visit(GuardedContinue.Rewrite(body));
        return log.Remark is null ? reader : null;
    }

    private void Visit(Statement statement)
    {
        if (log.Remark is not null)
        {
            return;
        }

        switch (statement)
        {
            case Statement.Block block:
                foreach (Statement child in block.Statements)
                {
                    Visit(child);
                }

                break;
            case Statement.Assign assign:
                Assign(assign);
                break;
            case Statement.WriteElement write:
                if (Accesses.Of(write.Parameter, temporaries.Rewrite(write.Indices), write.Span) is { } access)
                {
                    Add(new Place.Element(access), write.Value, write.Span);
                }

                break;
            case Statement.WritePointer write:
                WriteBuffer(write);
                break;
            case Statement.If conditional:
                If(conditional);
                break;
            case Statement.For loop:
                For(loop);
                break;
            case Statement.While loop:
                Refuse("a loop that is not counted by a constant step to a constant bound", loop.Span);
                break;
            case Statement.Exit exit:
                Refuse("a jump out of the middle of a loop or block", exit.Span);
                break;
            default:
                Refuse("a statement that the accelerator has no counterpart for", statement.Span);
                break;
        }
    }

    private void Refuse(string what, SourceSpan? span) => log.Refuse<object>(what, span);

    private Expression Value(Expression value)
    {
        Expression substituted = temporaries.Rewrite(value);
        if (temporaries.Stale is { } stale)
        {
            Refuse($"'{stale.Name}' keeps a value that has been overwritten where it came from", value.Span);
        }

        return substituted;
    }

    private void Add(Place place, Expression value, SourceSpan? span)
    {
        writes.Add(new Write(place, Value(value), loops, span) { Guards = guards });
        temporaries.Invalidate(place.Storage);
    }

    private void Assign(Statement.Assign assign)
    {
        Local local = assign.Local;
        bool updated = writes.Any(write => write.Place is Place.Scalar scalar && scalar.Local.Id == local.Id && write.Loops.Length > carried.DepthOf(local));
        if (carried.Contains(local) && (loops.Length > carried.DepthOf(local) || !updated))
        {
            Add(new Place.Scalar(local), assign.Value, assign.Span);
        }
        else
        {
            temporaries.Values[local.Id] = Value(assign.Value);
        }
    }

    private void WriteBuffer(Statement.WritePointer write)
    {
        (Local Buffer, Expression? Index)? target = write.Pointer switch
        {
            Expression.ReadLocal { Local: { StackElements: > 0 } local } => (local, null),
            Expression.OffsetPointer { Pointer: Expression.ReadLocal { Local: { StackElements: > 0 } local } } offset => (local, offset.Elements),
            _ => null,
        };
        if (target is not { } place)
        {
            Refuse("a write through a pointer", write.Span);
            return;
        }

        LinearForm? index = place.Index is null ? LinearForm.Of(0) : Accesses.TryLinear(temporaries.Rewrite(place.Index));
        if (index is null || index.Low < 0 || index.High >= place.Buffer.StackElements)
        {
            Refuse($"the index of '{place.Buffer.Name}' is not an affine function of the loop variables, or not always in bounds", write.Span);
            return;
        }

        Add(new Place.Buffer(place.Buffer, index), write.Value, write.Span);
    }

    private void For(Statement.For loop)
    {
        LinearForm? from = Accesses.TryLinear(temporaries.Rewrite(loop.From)), to = Accesses.TryLinear(temporaries.Rewrite(loop.To));
        if (from is null || to is null || to + from.Times(-1) is not { Coefficients.IsEmpty: true } extent)
        {
            Refuse($"the number of iterations of the loop over '{loop.Variable.Name}' is not constant", loop.Span);
            return;
        }

        if (!ranges.IsKnown(loop.Variable))
        {
            Refuse($"the loop variable '{loop.Variable.Name}' is used outside its loop", loop.Span);
            return;
        }

        long count = (extent.Constant + loop.Step - 1) / loop.Step;
        if (count <= 0)
        {
            return;
        }

        Loop entered = new(loop, from, count);
        Accesses.Enter(entered);
        ImmutableArray<Loop> outer = loops;
        loops = outer.Add(entered);
        foreach (object storage in WrittenStorage.In(loop.Body))
        {
            temporaries.Invalidate(storage);
        }

        Visit(loop.Body);
        loops = outer;
    }

    /// <summary>A condition becomes conditional values: of temporaries, or of the one element that both sides write. One on loop variables may also guard writes.</summary>
    private void If(Statement.If conditional)
    {
        Expression condition = Value(conditional.Condition);
        Dictionary<int, Expression?> before = temporaries.Copy();
        GuardReader guardReader = new(Accesses);
        if (conditional is { Then: Statement.Block { Statements: [Statement.Trap] }, Else: null } && guardReader.IsNever(condition, guards))
        {
            return;
        }

        ImmutableArray<Guard>? whenTrue = guardReader.Read(condition), whenFalse = guardReader.Read(condition, wanted: false);
        int start = writes.Count;
        ImmutableArray<Guard> outer = guards;
        guards = Guard.All([.. outer, .. whenTrue ?? []]);
        Visit(conditional.Then);
        guards = outer;
        Write[] thenWrites = [.. writes.Skip(start)];
        Dictionary<int, Expression?> then = temporaries.Values;
        writes.Count = start;

        temporaries.Use(new(before));
        if (conditional.Else is { } otherwise)
        {
            guards = Guard.All([.. outer, .. whenFalse ?? []]);
            Visit(otherwise);
            guards = outer;
        }

        Write[] elseWrites = [.. writes.Skip(start)];
        writes.Count = start;
        temporaries.Use(Merge(conditional, condition, before, then, temporaries.Values));
        switch (thenWrites, elseWrites)
        {
            case ([], []):
                return;
            case ([var first], [var second]) when first.Place.Storage.Equals(second.Place.Storage) && SameIndex(first, second):
                Expression value = new Expression.Conditional(condition, first.Value, second.Value, first.Value.Type) { Span = conditional.Span };
                Add(first.Place, value, first.Span);
                return;
            case ([{ Place: Place.Scalar scalar } only], []) when whenTrue is null:
                Expression kept = new Expression.ReadLocal(scalar.Local);
                Add(scalar, new Expression.Conditional(condition, only.Value, kept, kept.Type) { Span = conditional.Span }, only.Span);
                return;
            case (_, []) when whenTrue is not null:
                Keep(thenWrites);
                return;
            case ([], _) when whenFalse is not null:
                Keep(elseWrites);
                return;
            default:
                Refuse("a condition decides what is written", conditional.Span);
                return;
        }
    }

    private void Keep(Write[] guarded)
    {
        foreach (Write write in guarded)
        {
            writes.Add(write);
            temporaries.Invalidate(write.Place.Storage);
        }
    }

    private static Dictionary<int, Expression?> Merge(
        Statement.If conditional, Expression condition, Dictionary<int, Expression?> before, Dictionary<int, Expression?> then, Dictionary<int, Expression?> otherwise)
    {
        Dictionary<int, Expression?> merged = new(before);
        foreach (int id in then.Keys.Union(otherwise.Keys))
        {
            bool known = then.TryGetValue(id, out Expression? first) & otherwise.TryGetValue(id, out Expression? second);
            if (known && (first is null || second is null))
            {
                merged[id] = null;
            }
            else if (!ReferenceEquals(first, second))
            {
                // Assigned on one side only: the other keeps what the local held before, which no temporary stands for.
                Expression kept = new Expression.ReadLocal(new Local(id, "", (first ?? second)!.Type));
                merged[id] = new Expression.Conditional(condition, first ?? kept, second ?? kept, kept.Type) { Span = conditional.Span };
            }
        }

        return merged;
    }

    private static bool SameIndex(Write first, Write second)
    {
        LinearForm difference = first.Place.Index + second.Place.Index.Times(-1);
        return difference.Constant == 0 && difference.Coefficients.IsEmpty;
    }
}
