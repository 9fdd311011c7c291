using Autocomp.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Frontend.Kernels;

/// <summary>Finds the methods marked <c>[Kernel]</c> or <c>[ScheduleFor]</c>.</summary>
internal static class MarkedMethods
{
    /// <summary>The marked methods, in order of file and position.</summary>
    public static List<IMethodSymbol> In(Compilation compilation, CancellationToken cancellation)
    {
        List<IMethodSymbol> methods = new();
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (MethodDeclarationSyntax declaration in tree.GetRoot(cancellation).DescendantNodes(n => n is not BlockSyntax).OfType<MethodDeclarationSyntax>())
            {
                if (declaration.AttributeLists.Count == 0) continue;
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(declaration, cancellation) is not IMethodSymbol symbol) continue;
                IMethodSymbol method = symbol.PartialDefinitionPart ?? symbol;
                if ((AttributeNames.Has(method, AttributeNames.Kernel) || AttributeNames.Has(method, AttributeNames.ScheduleFor)) && seen.Add(method)) methods.Add(method);
            }
        }

        return methods;
    }
}
