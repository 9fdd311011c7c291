using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Frontend.Signatures;

/// <summary>The text argument of an attribute, with its place in source so that messages can point into it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Location">The argument.</param>
/// <param name="IsVerbatim">Whether each character of the text stands in source one behind the other, after the opening quote.</param>
internal sealed record AttributeText(string Text, Location Location, bool IsVerbatim)
{
    /// <summary>Reads the first argument of an attribute.</summary>
    public static AttributeText Of(AttributeData attribute, CancellationToken cancellation)
    {
        string text = attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";
        SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
        if (syntax is not AttributeSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }) return new AttributeText(text, syntax?.GetLocation() ?? Location.None, IsVerbatim: false);
        ExpressionSyntax argument = arguments[0].Expression;
        return new AttributeText(text, argument.GetLocation(), argument is LiteralExpressionSyntax && argument.ToString() == "\"" + text + "\"");
    }

    /// <summary>The place of a part of the text.</summary>
    public Location Part(int start, int length) => IsVerbatim && Location.SourceTree is { } tree
        ? Location.Create(tree, new TextSpan(Location.SourceSpan.Start + 1 + start, length))
        : Location;
}
