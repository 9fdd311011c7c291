using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Search.Strategies;

/// <summary>Varies the named constants of a model's best schedule and measures, without asking anybody: tile sizes and strides that a model chose by feel.</summary>
/// <remarks>
/// One constant at a time, the others as they are: half, double, and the divisors of the tensors' sizes next to it. What is faster becomes the
/// schedule that the next constant is varied in; the passes end when one gains nothing or the evaluations are spent. A value that makes the
/// schedule wrong costs an evaluation like any wrong candidate.
/// </remarks>
public static class ConstantTuning
{
    /// <summary>Who made the candidates.</summary>
    public const string Origin = "constants";

    /// <summary>Tunes on from what a ledger holds.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="ledger">The search's books.</param>
    /// <param name="isModel">Tells a model's candidates from others by their origin.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task RunAsync(SearchProblem problem, SearchLedger ledger, Func<string, bool> isModel, CancellationToken cancellation)
    {
        if (ledger.Ranked.FirstOrDefault(c => isModel(c.Origin)) is not { } best) return;
        for (bool gained = true; gained && ledger.Remaining > 0;)
        {
            gained = false;
            for (int index = 0; index < Constants(best.Text).Length && ledger.Remaining > 0; index++)
            {
                (string name, int value, _) = Constants(best.Text)[index];
                Candidate parent = best;
                ImmutableArray<Proposal> proposals =
                    [.. Alternatives(value, problem.Kernel).Select(v => new Proposal(parent.Id, Origin, "", string.Create(CultureInfo.InvariantCulture, $"{name} = {v} instead of {value}"), With(parent.Text, index, v)))];
                ImmutableArray<Candidate> made = await ledger.EvaluateAsync(proposals, "constants of the best schedule", cancellation).ConfigureAwait(false);
                Candidate? faster = made.Where(c => c.Result.Stage == EvaluationStage.Accepted && c.Result.Cycles < parent.Result.Cycles).OrderBy(c => c.Result.Cycles).ThenBy(c => c.Id).FirstOrDefault();
                if (faster is null) continue;
                (best, gained) = (faster, true);
            }
        }
    }

    /// <summary>Values to try instead of one, nearest first.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kernel">The kernel, for the sizes of its tensors.</param>
    internal static ImmutableArray<int> Alternatives(int value, KernelInfo kernel)
    {
        if (value < 1) return [];
        SortedSet<int> around = [value * 2];
        if (value % 2 == 0) around.Add(value / 2);
        foreach (int size in kernel.AbiParameters.SelectMany(p => p.Shape).Distinct().Where(s => s is > 1 and < 1 << 20).Select(s => (int)s))
        {
            int[] divisors = [.. Enumerable.Range(1, size).Where(d => size % d == 0)];
            if (divisors.LastOrDefault(d => d < value) is > 0 and var below) around.Add(below);
            if (divisors.FirstOrDefault(d => d > value) is > 0 and var above) around.Add(above);
        }

        return [.. around.Where(v => v != value && v <= 4 * value && 4 * v >= value).OrderBy(v => Math.Abs(v - value)).ThenBy(v => v)];
    }

    // Constants with a name and a whole number for their value, in order of the text.
    private static ImmutableArray<(string Name, int Value, ExpressionSyntax Place)> Constants(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return
        [
            .. root.DescendantNodes().OfType<VariableDeclaratorSyntax>()
                .Where(v => v.Parent?.Parent is LocalDeclarationStatementSyntax { IsConst: true } || (v.Parent?.Parent is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword)))
                .Where(v => v.Initializer?.Value is LiteralExpressionSyntax { Token.Value: int })
                .Select(v => (v.Identifier.Text, (int)((LiteralExpressionSyntax)v.Initializer!.Value).Token.Value!, v.Initializer.Value)),
        ];
    }

    private static string With(string text, int index, int value)
    {
        ExpressionSyntax place = Constants(text)[index].Place;
        return string.Concat(text.AsSpan(0, place.SpanStart), value.ToString(CultureInfo.InvariantCulture), text.AsSpan(place.Span.End));
    }
}
