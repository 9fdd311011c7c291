using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Search.Reference;

/// <summary>One source file with everything blanked that a kernel does not need. Lines stay where they were, so that an exception names the user's line.</summary>
internal sealed class SourceReduction
{
    private readonly char[] _text;
    private readonly HashSet<SyntaxNode> _kept;
    private (int Position, string Text)? _insertion;

    private SourceReduction(SyntaxNode root, IEnumerable<SyntaxNode> kept)
    {
        _text = root.ToFullString().ToCharArray();
        _kept = [.. kept];
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
        {
            // The parser has decided already what they exclude.
            if (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)) Blank(trivia.FullSpan);
        }
        foreach (AttributeListSyntax attributes in root.DescendantNodes().OfType<AttributeListSyntax>()) Blank(attributes.Span);
    }

    /// <summary>Keeps the given declarations, the usings, and the shells around them.</summary>
    /// <param name="root">The file.</param>
    /// <param name="kept">Declarations to keep; when there are none, only global usings stay.</param>
    /// <param name="kernel">The kernel's declaration, if it is in this file.</param>
    /// <param name="entry">A member to add to the kernel's type, on one line.</param>
    public static string Reduce(CompilationUnitSyntax root, IReadOnlyCollection<SyntaxNode> kept, SyntaxNode? kernel, string entry)
    {
        var reduction = new SourceReduction(root, kept);
        foreach (UsingDirectiveSyntax directive in root.Usings)
        {
            if (kept.Count == 0 && !directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)) reduction.Blank(directive.Span);
        }
        foreach (MemberDeclarationSyntax member in root.Members) reduction.Visit(member);
        if (kernel?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
            reduction._insertion = (type.CloseBraceToken.SpanStart, entry + " ");
        return reduction.ToString();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new string(_text);
        return _insertion is { } insertion ? text.Insert(insertion.Position, insertion.Text) : text;
    }

    private void Visit(MemberDeclarationSyntax member)
    {
        if (_kept.Contains(member))
        {
            if (member is FieldDeclarationSyntax field) MakeConstant(field);
            return;
        }
        if (!member.DescendantNodes(n => n is MemberDeclarationSyntax).Any(_kept.Contains))
        {
            Blank(member.Span);
            return;
        }
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                foreach (MemberDeclarationSyntax inner in space.Members) Visit(inner);
                break;
            case TypeDeclarationSyntax type:
                if (type.BaseList is { } bases) Blank(bases.Span);
                if (type.ParameterList is { } parameters) Blank(parameters.Span);
                foreach (MemberDeclarationSyntax inner in type.Members) Visit(inner);
                break;
        }
    }

    // A static field would need a static constructor; the front end has seen that its value is constant.
    private void MakeConstant(FieldDeclarationSyntax field)
    {
        if (field.Declaration.Type is not PredefinedTypeSyntax) return;
        SyntaxToken readOnly = field.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.ReadOnlyKeyword));
        if (readOnly == default) return;
        foreach (SyntaxToken modifier in field.Modifiers)
        {
            if (modifier.IsKind(SyntaxKind.StaticKeyword)) Blank(modifier.Span);
        }
        "const   ".CopyTo(_text.AsSpan(readOnly.SpanStart));
    }

    private void Blank(TextSpan span)
    {
        foreach (ref char c in _text.AsSpan(span.Start, span.Length))
        {
            if (c is not ('\r' or '\n' or '\u0085' or '\u2028' or '\u2029')) c = ' ';
        }
    }
}
