using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>Measures the depth of syntax without recursion, before anything that recurses sees it.</summary>
internal static class SyntaxDepth
{
    /// <summary>The number of nodes on the longest path from the root to a leaf.</summary>
    public static int Of(SyntaxNode root)
    {
        int deepest = 0;
        Stack<(SyntaxNode Node, int Depth)> pending = new();
        pending.Push((root, 1));
        while (pending.Count > 0)
        {
            (SyntaxNode node, int depth) = pending.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (SyntaxNode child in node.ChildNodes()) pending.Push((child, depth + 1));
        }

        return deepest;
    }
}
