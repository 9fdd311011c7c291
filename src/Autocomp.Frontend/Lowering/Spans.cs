using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Frontend.Lowering;

/// <summary>Roslyn's places as the tree's.</summary>
internal static class Spans
{
    /// <summary>The place of a piece of syntax.</summary>
    public static SourceSpan Of(SyntaxNode syntax) => Of(syntax.GetLocation());

    /// <summary>A place in source.</summary>
    public static SourceSpan Of(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        LinePosition start = span.StartLinePosition, end = span.EndLinePosition;
        return new SourceSpan(span.Path ?? "", start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1);
    }
}
