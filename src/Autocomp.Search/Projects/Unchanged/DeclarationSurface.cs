using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Search.Projects.Unchanged;

/// <summary>The part of a source file that the meaning of code in other files can depend on.</summary>
/// <remarks>
/// Left out are white space and comments, the bodies of methods and accessors, top-level statements, and whole methods, constructors and properties
/// without attributes whose name nobody relevant writes. Types, fields, usings, attributes, operators, indexers and static constructors always count.
/// </remarks>
internal static class DeclarationSurface
{
    /// <summary>Names that the language itself looks up, without anybody writing them.</summary>
    private static readonly string[] s_implicit =
        ["Add", "Count", "Current", "Deconstruct", "Dispose", "GetEnumerator", "GetPinnableReference", "Length", "MoveNext", "Slice"];

    /// <summary>Names on which the meaning of kernels can depend.</summary>
    /// <param name="trees">All sources.</param>
    /// <param name="isOfKernels">Whether a source holds code of a kernel; of the others only the surface counts.</param>
    public static HashSet<string> Names(IEnumerable<SyntaxTree> trees, Func<SyntaxTree, bool> isOfKernels)
    {
        HashSet<string> names = new(s_implicit, StringComparer.Ordinal);
        foreach (SyntaxTree tree in trees)
        {
            SyntaxNode root = tree.GetRoot();
            IEnumerable<SyntaxToken> tokens = isOfKernels(tree) ? root.DescendantTokens() : Tokens(root, ImmutableHashSet<string>.Empty);
            foreach (SyntaxToken token in tokens.Where(t => t.IsKind(SyntaxKind.IdentifierToken))) names.Add(token.ValueText);
        }

        return names;
    }

    /// <summary>Hash of a source's surface.</summary>
    /// <param name="root">The source.</param>
    /// <param name="names">From <see cref="Names"/>.</param>
    public static string Hash(SyntaxNode root, IReadOnlySet<string> names)
    {
        StringBuilder text = new();
        foreach (SyntaxToken token in Tokens(root, names)) text.Append(token.Text).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<SyntaxToken> Tokens(SyntaxNode node, IReadOnlySet<string> names)
    {
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is not { } inner) yield return child.AsToken();
            else if (inner is MemberDeclarationSyntax member && NameOf(member) is { } name && !names.Contains(name)) continue;
            else if (!IsBody(inner)) foreach (SyntaxToken token in Tokens(inner, names)) yield return token;
            // A file with statements of its own declares a class, whatever they say.
            else if (inner is GlobalStatementSyntax && node.ChildNodes().OfType<GlobalStatementSyntax>().First() == inner) yield return SyntaxFactory.Token(SyntaxKind.DotDotToken);
        }
    }

    private static bool IsBody(SyntaxNode node) => node is GlobalStatementSyntax
        || (node is BlockSyntax or ArrowExpressionClauseSyntax && !IsStaticConstructor(node.Parent)
            && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax);

    // It may set fields that a kernel reads.
    private static bool IsStaticConstructor(SyntaxNode? node) => node is ConstructorDeclarationSyntax constructor && constructor.Modifiers.Any(SyntaxKind.StaticKeyword);

    // Null for what counts whatever its name.
    private static string? NameOf(MemberDeclarationSyntax member)
    {
        if (member.AttributeLists.Count > 0 || member.Modifiers.Any(SyntaxKind.PartialKeyword) || member.Parent is not (ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax)) return null;
        return member switch
        {
            MethodDeclarationSyntax { ParameterList.Parameters: var parameters } method when parameters.All(p => p.AttributeLists.Count == 0) => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor when !IsStaticConstructor(constructor) => constructor.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        };
    }
}
