using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Evaluation;

/// <summary>Which lines of the kernel a schedule's line works for: through the tensors that it moves, or as a part of the multiplication.</summary>
/// <remarks>
/// A line that loads a tensor stands for the kernel's lines that read it, one that stores a tensor for those that write it, and a preload, compute or loop command for
/// those that multiply elements. Pointers in locals count for every tensor that they ever point into.
/// </remarks>
public sealed class KernelLines
{
    private readonly ILookup<string, int> _reads;
    private readonly ILookup<string, int> _writes;
    private readonly ImmutableArray<int> _multiplies;
    private readonly Dictionary<Local, HashSet<string>> _pointsInto = [];
    private readonly SortedDictionary<int, SortedSet<int>> _lines = [];

    private KernelLines(KernelInfo kernel, ScheduleTree schedule)
    {
        (Statement Statement, int Line)[] statements = [.. TreeWalk.Statements(kernel.Body).Where(s => s.Span is { } span && span.Path == kernel.Span.Path).Select(s => (s, s.Span!.Value.StartLine))];
        _reads = statements.SelectMany(s => Expressions(s.Statement).OfType<Expression.ReadElement>().Select(read => (read.Parameter.Name, s.Line))).ToLookup(r => r.Name, r => r.Line);
        _writes = statements.Where(s => s.Statement is Statement.WriteElement).Select(s => (((Statement.WriteElement)s.Statement).Parameter.Name, s.Line)).ToLookup(w => w.Name, w => w.Line);
        _multiplies = [.. statements.Where(s => Expressions(s.Statement).Any(Multiplies)).Select(s => s.Line).Distinct()];
        FollowPointers(schedule.Body);
        foreach (Statement statement in TreeWalk.Statements(schedule.Body)) Note(statement);
    }

    /// <summary>Kernel lines by line of the schedule's canonical text; lines that stand for none are left out. Empty when the text is no schedule of the kernel.</summary>
    /// <param name="kernel">The kernel with its body.</param>
    /// <param name="scheduleText">The canonical text.</param>
    public static ImmutableSortedDictionary<int, ImmutableArray<int>> Of(KernelInfo kernel, string scheduleText) =>
        ScheduleFrontend.Analyze(scheduleText, "schedule.cs", kernel).Tree is { } tree
            ? new KernelLines(kernel, tree)._lines.ToImmutableSortedDictionary(l => l.Key, l => l.Value.ToImmutableArray())
            : ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty;

    private static IEnumerable<Expression> Expressions(Statement statement) => TreeWalk.Roots(statement).SelectMany(TreeWalk.Expressions);

    private static bool Multiplies(Expression expression) =>
        expression is Expression.Binary { Operator: BinaryOperator.Multiply } product && TreeWalk.Expressions(product).Any(e => e is Expression.ReadElement);

    private void FollowPointers(Statement body)
    {
        Statement.Assign[] assigns = [.. TreeWalk.Statements(body).OfType<Statement.Assign>()];
        for (bool grows = true; grows;)
        {
            grows = false;
            foreach (Statement.Assign assign in assigns)
            {
                if (!_pointsInto.TryGetValue(assign.Local, out HashSet<string>? tensors)) _pointsInto.Add(assign.Local, tensors = []);
                int before = tensors.Count;
                tensors.UnionWith(Tensors(assign.Value));
                grows |= tensors.Count > before;
            }
        }
    }

    private IEnumerable<string> Tensors(Expression expression) => TreeWalk.Expressions(expression).SelectMany(e => e switch
    {
        Expression.ReadParameter { Parameter.Kind: ParameterKind.Tensor } read => [read.Parameter.Name],
        Expression.ReadLocal read when _pointsInto.TryGetValue(read.Local, out HashSet<string>? tensors) => tensors,
        _ => Enumerable.Empty<string>(),
    });

    private void Note(Statement statement)
    {
        switch (statement)
        {
            case Statement.Intrinsic command:
                string[] tensors = [.. command.Arguments.SelectMany(a => Tensors(a.Value)).Distinct()];
                if (command.Name.StartsWith("Mvout", StringComparison.Ordinal)) Add(statement, tensors.SelectMany(t => _writes[t]));
                else if (command.Name.StartsWith("Mvin", StringComparison.Ordinal)) Add(statement, tensors.SelectMany(t => _reads[t]));
                else if (tensors.Length > 0) Add(statement, tensors.SelectMany(t => _reads[t].Concat(_writes[t])));
                else if (IsArithmetic(command.Name)) Add(statement, _multiplies);
                break;
            case Statement.WritePointer write:
                Add(statement, Tensors(write.Pointer).SelectMany(t => _writes[t]).Concat(Read(statement)));
                break;
            default:
                Add(statement, Read(statement));
                break;
        }
    }

    private IEnumerable<int> Read(Statement statement) =>
        Expressions(statement).OfType<Expression.ReadPointer>().SelectMany(read => Tensors(read.Pointer)).SelectMany(t => _reads[t]);

    private static bool IsArithmetic(string command) =>
        command.StartsWith("Preload", StringComparison.Ordinal) || command.StartsWith("Compute", StringComparison.Ordinal) || command.StartsWith("Loop", StringComparison.Ordinal);

    private void Add(Statement statement, IEnumerable<int> kernelLines)
    {
        if (statement.Span is not { } span) return;
        foreach (int line in kernelLines)
        {
            if (!_lines.TryGetValue(span.StartLine, out SortedSet<int>? lines)) _lines.Add(span.StartLine, lines = []);
            lines.Add(line);
        }
    }
}
