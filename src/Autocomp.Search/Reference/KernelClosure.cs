using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Search.Reference;

/// <summary>The declarations in source that a kernel needs: itself, what it calls, and constants, transitively.</summary>
internal static class KernelClosure
{
    /// <summary>Nodes of methods, properties, field declarations and enums, by tree.</summary>
    public static ILookup<SyntaxTree, SyntaxNode> Find(Compilation compilation, IMethodSymbol kernel, IEnumerable<ISymbol> uses, CancellationToken cancellation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var nodes = new HashSet<SyntaxNode>();
        var waiting = new Stack<ISymbol>();
        Visit(kernel);
        foreach (ISymbol use in uses) Visit(use);
        while (waiting.TryPop(out ISymbol? symbol))
        {
            foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
            {
                SyntaxNode node = Declaration(reference.GetSyntax(cancellation));
                if (!nodes.Add(node)) continue;
                SemanticModel model = compilation.GetSemanticModel(node.SyntaxTree);
                foreach (SimpleNameSyntax name in node.DescendantNodes().OfType<SimpleNameSyntax>())
                {
                    if (model.GetSymbolInfo(name, cancellation).Symbol is { } used) Visit(used);
                }
            }
        }
        return nodes.ToLookup(n => n.SyntaxTree);

        void Visit(ISymbol symbol)
        {
            ISymbol? needed = symbol.OriginalDefinition switch
            {
                IMethodSymbol { MethodKind: MethodKind.Ordinary } method => method.PartialImplementationPart ?? method,
                IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } member => member.ContainingType,
                IFieldSymbol field => field,
                IPropertySymbol property => property,
                INamedTypeSymbol { TypeKind: TypeKind.Enum } type => type,
                _ => null,
            };
            if (needed is null || !seen.Add(needed)) return;
            waiting.Push(needed);
            if (needed is IMethodSymbol { PartialDefinitionPart: { } definition } && seen.Add(definition)) waiting.Push(definition);
        }
    }

    // A field's symbol points at its declarator; its modifiers stand further out.
    private static SyntaxNode Declaration(SyntaxNode node) =>
        node is VariableDeclaratorSyntax ? (SyntaxNode?)node.FirstAncestorOrSelf<BaseFieldDeclarationSyntax>() ?? node : node;
}
