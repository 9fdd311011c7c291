using System.Collections.Immutable;
using System.Composition;
using Autocomp.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Autocomp.Analyzers.CodeFixes;

/// <summary>AC1001: declares a kernel static.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeStatic : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticDescriptors.KernelNotStatic.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return;
        context.RegisterCodeFix(CodeAction.Create("Declare the kernel static", Fix, nameof(MakeStatic)), context.Diagnostics);

        Task<Document> Fix(CancellationToken cancellation)
        {
            SyntaxGenerator generator = SyntaxGenerator.GetGenerator(context.Document);
            SyntaxNode fixedMethod = generator.WithModifiers(method, generator.GetModifiers(method).WithIsStatic(true).WithIsVirtual(false).WithIsOverride(false));
            return Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, fixedMethod)));
        }
    }
}
