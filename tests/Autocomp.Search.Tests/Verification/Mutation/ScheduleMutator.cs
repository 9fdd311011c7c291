using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>Makes every single change of a few kinds to a schedule: statements removed or swapped, numbers, operators and operands altered.</summary>
internal static class ScheduleMutator
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> s_operators = new()
    {
        [SyntaxKind.AddExpression] = SyntaxKind.SubtractExpression,
        [SyntaxKind.SubtractExpression] = SyntaxKind.AddExpression,
        [SyntaxKind.MultiplyExpression] = SyntaxKind.AddExpression,
        [SyntaxKind.LessThanExpression] = SyntaxKind.LessThanOrEqualExpression,
        [SyntaxKind.EqualsExpression] = SyntaxKind.NotEqualsExpression,
        [SyntaxKind.LogicalAndExpression] = SyntaxKind.LogicalOrExpression,
        [SyntaxKind.BitwiseAndExpression] = SyntaxKind.BitwiseOrExpression,
        [SyntaxKind.BitwiseOrExpression] = SyntaxKind.BitwiseAndExpression,
    };

    /// <summary>All mutants in the order of the text.</summary>
    /// <param name="name">The base's name.</param>
    /// <param name="text">A correct schedule.</param>
    public static IEnumerable<Mutant> Of(string name, string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            foreach ((string kind, SyntaxNode? old, SyntaxNode? replacement, string change) in Changes(node))
            {
                SyntaxNode changed = replacement is null ? root.RemoveNode(old!, SyntaxRemoveOptions.KeepNoTrivia)! : root.ReplaceNode(old!, replacement);
                int line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new(name, kind, string.Create(CultureInfo.InvariantCulture, $"line {line}: {change}"), changed.ToFullString());
            }
        }
    }

    private static IEnumerable<(string Kind, SyntaxNode? Old, SyntaxNode? New, string Change)> Changes(SyntaxNode node)
    {
        switch (node)
        {
            case ExpressionStatementSyntax statement when Command(statement) is { } command:
                yield return (KindOf(command), statement, null, $"without {statement}");
                break;
            case BlockSyntax block:
                for (int n = 0; n + 1 < block.Statements.Count; n++)
                {
                    StatementSyntax first = block.Statements[n], second = block.Statements[n + 1];
                    if (!first.ToString().Contains("Gemmini.", StringComparison.Ordinal) && !second.ToString().Contains("Gemmini.", StringComparison.Ordinal)) continue;
                    yield return ("ordering", block, block.WithStatements(block.Statements.Replace(first, second).RemoveAt(n + 1).Insert(n + 1, first)), $"{Short(first)} after {Short(second)}");
                }

                break;
            case LiteralExpressionSyntax literal when literal.Token.Value is int value:
                yield return (Place(literal), literal, Number(value + 1), $"{value} becomes {value + 1} in {Short(literal.Parent!)}");
                int other = value >= 16 ? value - 16 : value + 16;
                yield return (Place(literal), literal, Number(other), $"{value} becomes {other} in {Short(literal.Parent!)}");
                break;
            case BinaryExpressionSyntax binary when s_operators.TryGetValue(binary.Kind(), out SyntaxKind kind):
                yield return (Place(binary), binary, SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ParseExpression($"{binary.Left} {SyntaxFacts.GetText(Token(kind))} {binary.Right}")), $"{Short(binary)} with {SyntaxFacts.GetText(Token(kind))}");
                break;
            case IdentifierNameSyntax { Identifier.Text: "scale" } scale when scale.Parent is ArgumentSyntax && Place(scale) == "configuration":
                yield return ("configuration", scale, SyntaxFactory.ParseExpression("scale * 0.98f"), "scale becomes scale * 0.98f");
                break;
            case ArgumentListSyntax { Arguments.Count: > 1 } list when list.Parent is InvocationExpressionSyntax call && call.ToString().StartsWith("Gemmini.", StringComparison.Ordinal):
                for (int n = 0; n + 1 < list.Arguments.Count; n++)
                {
                    ArgumentSyntax a = list.Arguments[n], b = list.Arguments[n + 1];
                    if (a.NameColon is not null || b.NameColon is not null || a.ToString() == b.ToString()) continue;
                    yield return (Place(list) == "configuration" ? "configuration" : "operand", list, list.WithArguments(list.Arguments.Replace(a, b).RemoveAt(n + 1).Insert(n + 1, a)), $"{a} and {b} exchanged in {call.Expression}");
                }

                break;
        }
    }

    private static string? Command(ExpressionStatementSyntax statement) =>
        statement.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Gemmini" } } member } ? member.Name.Identifier.Text : null;

    private static string KindOf(string command) => command switch
    {
        "Fence" => "fence",
        "Mvout" => "store",
        _ when command.StartsWith("Config", StringComparison.Ordinal) => "configuration",
        _ when command.StartsWith("Mvin", StringComparison.Ordinal) => "load",
        _ => "compute",
    };

    private static string Place(SyntaxNode node) => node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement && Command(statement) is { } command && KindOf(command) == "configuration"
        ? "configuration"
        : node is LiteralExpressionSyntax ? "number" : "operator";

    private static LiteralExpressionSyntax Number(int value) => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));

    private static SyntaxKind Token(SyntaxKind expression) => expression switch
    {
        SyntaxKind.SubtractExpression => SyntaxKind.MinusToken,
        SyntaxKind.LessThanOrEqualExpression => SyntaxKind.LessThanEqualsToken,
        SyntaxKind.NotEqualsExpression => SyntaxKind.ExclamationEqualsToken,
        SyntaxKind.LogicalOrExpression => SyntaxKind.BarBarToken,
        SyntaxKind.BitwiseOrExpression => SyntaxKind.BarToken,
        SyntaxKind.BitwiseAndExpression => SyntaxKind.AmpersandToken,
        _ => SyntaxKind.PlusToken,
    };

    private static string Short(SyntaxNode node) => node.ToString().ReplaceLineEndings(" ") is { Length: > 60 } text ? text[..60] + "…" : node.ToString().ReplaceLineEndings(" ");
}
