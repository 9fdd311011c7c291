using System.Collections.Immutable;
using System.Composition;
using Autocomp.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Analyzers.CodeFixes;

/// <summary>AC1011: gives a tensor parameter a <c>[Shape]</c>, of as many dimensions as its type has, named like the method's <c>int</c> parameters where there are enough.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddShape : CodeFixProvider
{
    private static readonly string[] s_names = ["m", "n", "k", "l"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticDescriptors.MissingShape.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter) return;
        string shape = Shape(parameter);
        context.RegisterCodeFix(CodeAction.Create($"Add [Shape(\"{shape}\")]", Fix, nameof(AddShape)), context.Diagnostics);

        Task<Document> Fix(CancellationToken cancellation)
        {
            AttributeSyntax attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName("Shape"), SyntaxFactory.ParseAttributeArgumentList($"(\"{shape}\")"));
            ParameterSyntax shaped = parameter.AttributeLists.Count > 0
                ? parameter.ReplaceNode(parameter.AttributeLists[0], parameter.AttributeLists[0].AddAttributes(attribute.WithLeadingTrivia(SyntaxFactory.Space)))
                : parameter.WithoutLeadingTrivia().AddAttributeLists(SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithTrailingTrivia(SyntaxFactory.Space))
                    .WithLeadingTrivia(parameter.GetLeadingTrivia());
            return Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(parameter, shaped)));
        }
    }

    private static string Shape(ParameterSyntax parameter)
    {
        int rank = parameter.Type is ArrayTypeSyntax array ? array.RankSpecifiers[0].Rank : 1;
        string[] dimensions = parameter.Parent is ParameterListSyntax list
            ? list.Parameters.Where(p => p.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword }).Select(p => p.Identifier.ValueText).ToArray()
            : [];
        return string.Join(", ", (dimensions.Length >= rank ? dimensions : s_names).Take(rank));
    }
}
