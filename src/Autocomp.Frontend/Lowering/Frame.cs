using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>One method being lowered: the kernel or an inlined call.</summary>
/// <param name="method">The method.</param>
/// <param name="caller">The frame that inlines it, or null.</param>
/// <param name="returnLabel">Exits here return.</param>
internal sealed class Frame(IMethodSymbol method, Frame? caller, Label returnLabel)
{
    /// <summary>The method.</summary>
    public IMethodSymbol Method { get; } = method;

    /// <summary>The frame that inlines it, or null.</summary>
    public Frame? Caller { get; } = caller;

    /// <summary>Calls around this one.</summary>
    public int Depth { get; } = caller is null ? 0 : caller.Depth + 1;

    /// <summary>Exits here return.</summary>
    public Label ReturnLabel { get; } = returnLabel;

    /// <summary>Takes the returned value; null when the method is void or its value is used in place.</summary>
    public Local? Result { get; set; }

    /// <summary>Take the elements of a returned tuple.</summary>
    public Local[]? Results { get; set; }

    /// <summary>The user's call that led into the library; null in the user's own methods.</summary>
    public SyntaxNode? LibraryCall { get; init; } = caller?.LibraryCall;

    /// <summary>Loops around the statement being lowered, those of callers included.</summary>
    public int LoopDepth { get; set; } = caller?.LoopDepth ?? 0;

    /// <summary>Variables and parameters in scope.</summary>
    public Dictionary<ISymbol, Binding> Bindings { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Targets of break, continue and goto.</summary>
    public Dictionary<ISymbol, Label> Labels { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the method is being inlined already.</summary>
    public bool IsActive(IMethodSymbol candidate)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, candidate)) return true;
        }

        return false;
    }
}
