using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Splits a body into nests: as many statements in sequence as make up one operation; loops whose bodies hold several are opened.</summary>
/// <param name="recognizer">Tries what a nest is.</param>
/// <param name="kernelScope">What is known of the kernel.</param>
/// <param name="needed">Buffers that later nests read: their content must not be left out.</param>
internal sealed class NestSplitter(NestRecognizer recognizer, LiftScope kernelScope, IReadOnlySet<string> needed)
{
    private const int LongestNest = 12;

    /// <summary>The parts of a body, in program order.</summary>
    /// <param name="body">The body.</param>
    public ImmutableArray<LiftPart> Split(Statement body) => Split(Flat(body), kernelScope, [], [[]]);

    private ImmutableArray<LiftPart> Split(
        ImmutableArray<Statement> statements, LiftScope scope, ImmutableArray<Statement> names, ImmutableArray<ImmutableArray<Statement>> futures)
    {
        ImmutableArray<LiftPart>.Builder parts = ImmutableArray.CreateBuilder<LiftPart>();
        for (int start = 0; start < statements.Length;)
        {
            if (IsName(statements[start], scope))
            {
                names = names.Add(statements[start++]);
                continue;
            }

            LiftLog log = new();
            LiftPart? part = null;
            int length;
            for (length = Math.Min(LongestNest, statements.Length - start); length > 0 && part is null; length--)
            {
                ImmutableArray<Statement> nest = statements.Slice(start, length);
                log = new();
                part = nest.Any(statement => statement is Statement.For)
                    ? Recognize(nest, scope, names, () => After(statements, start + nest.Length, futures), log)
                    : log.Refuse<LiftPart>("nothing is summed up", nest[0].Span);
            }

            length = part is null ? 1 : length + 1;
            part ??= Open(statements, start, scope, names, futures);
            part ??= Keep(statements[start], scope, names, After(statements, start + 1, futures), log);
            parts.Add(part);
            start += length;
        }

        return parts.ToImmutable();
    }

    private LiftPart.Lifted? Recognize(
        ImmutableArray<Statement> nest, LiftScope scope, ImmutableArray<Statement> names, Func<ImmutableArray<ImmutableArray<Statement>>> futuresOf, LiftLog log)
    {
        if (recognizer.Recognize(new Statement.Block([.. names, .. nest]), scope, log) is not { } operation)
        {
            return null;
        }

        TensorUses uses = TensorUses.Of(nest, scope.Buffers);
        ImmutableArray<ImmutableArray<Statement>> futures = futuresOf();
        bool escapes = uses.Assigned.Any(local => futures.Any(future => LocalLiveness.ReadsEarlierValue(local, future) == true));
        bool hides = uses.Writes.Select(tensor => tensor.Name).Except(operation.Writes.Select(tensor => tensor.Name)).Any(needed.Contains);
        if (escapes || hides || (scope.Around.Length > 0 && operation.Result is { Rows: 1, Columns: 1 }))
        {
            return log.Refuse<LiftPart.Lifted>(escapes ? "a local of the nest is used behind it" : "a single sum is not worth the way to the accelerator", nest[0].Span);
        }

        return new(new(nest, [.. scope.Around.Select(loop => loop.Statement)], operation, operation.Description, nest[0].Span));
    }

    /// <summary>A loop with something to lift inside, or null.</summary>
    private LiftPart.Repeated? Open(
        ImmutableArray<Statement> statements, int at, LiftScope scope, ImmutableArray<Statement> names, ImmutableArray<ImmutableArray<Statement>> futures)
    {
        if (statements[at] is not Statement.For loop || LoopExits.Has(loop) || !scope.Ranges.IsKnown(loop.Variable)
            || LoopReader.Read(loop, scope, names) is not { } entered)
        {
            return null;
        }

        ImmutableArray<Statement> body = Flat(loop.Body);
        ImmutableArray<ImmutableArray<Statement>> behind = [body, .. After(statements, at + 1, futures)];
        ImmutableArray<LiftPart> parts = Split(body, scope with { Around = scope.Around.Add(entered) }, names, behind);
        return parts.SelectMany(part => part.Leaves).Any(part => part is LiftPart.Lifted) ? new(entered, parts) : null;
    }

    private static LiftPart.Kept Keep(
        Statement statement, LiftScope scope, ImmutableArray<Statement> names, ImmutableArray<ImmutableArray<Statement>> futures, LiftLog log)
    {
        IReadOnlySet<int> mentioned = TensorUses.Of([statement, .. names], scope.Buffers).Mentioned;
        Local? fill = StackFill.BufferOf(statement);
        ImmutableArray<Statement> needed = [.. names.Where(name => mentioned.Contains(((Statement.Assign)name).Local.Id))];
        return new(
            new([.. needed, statement], [.. scope.Around.Select(loop => loop.Statement)], null, fill is null ? $"stays on the host core: {log.Remark}" : $"zeros in '{fill.Name}'", log.Span ?? statement.Span),
            fill,
            [.. needed.Select(name => ((Statement.Assign)name).Local.Id)],
            futures);
    }

    /// <summary>A local that names a value of loop variables and parameters: it belongs to whatever uses it.</summary>
    private static bool IsName(Statement statement, LiftScope scope) =>
        statement is Statement.Assign { Local.Type.IsFloat: false } assign && scope.Ranges.IsKnown(assign.Local)
        && TensorUses.Of([statement], scope.Buffers) is var uses && !uses.Reads.Any();

    private static ImmutableArray<ImmutableArray<Statement>> After(ImmutableArray<Statement> statements, int from, ImmutableArray<ImmutableArray<Statement>> futures) =>
        [.. futures.Select(future => statements[from..].AddRange(future))];

    /// <summary>Statements without plain blocks around them; the zeros of a stack buffer stand in front of its first use.</summary>
    private static ImmutableArray<Statement> Flat(Statement body)
    {
        List<Statement> flat = [];
        Flatten(body, flat);
        for (int i = flat.Count - 1; i >= 0; i--)
        {
            if (StackFill.BufferOf(flat[i]) is { } buffer)
            {
                int use = flat.FindIndex(i + 1, statement => StackFill.Mentions(statement, buffer));
                Statement fill = flat[i];
                flat.RemoveAt(i);
                if (use > 0)
                {
                    flat.Insert(use - 1, fill);
                }
            }
        }

        return [.. flat];
    }

    private static void Flatten(Statement statement, List<Statement> flat)
    {
        if (statement is not Statement.Block { Label: null } block)
        {
            flat.Add(statement);
            return;
        }

        foreach (Statement child in block.Statements)
        {
            Flatten(child, flat);
        }
    }
}
