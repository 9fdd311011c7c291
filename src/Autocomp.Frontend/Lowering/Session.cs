using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

/// <summary>What the lowering of one body shares over all inlined calls: compilation, diagnostics, counters of ids.</summary>
internal sealed class Session(Compilation compilation, BodyLanguage language, DiagnosticList diagnostics, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = new();
    private readonly HashSet<ISymbol> used = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> uses = new();
    private int locals;
    private int labels;

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>What stands for methods of the platform.</summary>
    public PlatformLibrary Library => PlatformLibrary.Beside(Compilation);

    /// <summary>Kernel or schedule.</summary>
    public BodyLanguage Language { get; } = language;

    /// <summary>Takes what is wrong.</summary>
    public DiagnosticList Diagnostics { get; } = diagnostics;

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Operations lowered so far.</summary>
    public int Operations { get; set; }

    /// <summary>Set once a limit is passed; the rest is then skipped.</summary>
    public bool GaveUp { get; set; }

    /// <summary>Bounds of loop variables by id.</summary>
    public Dictionary<int, Bounds> LoopBounds { get; } = new();

    /// <summary>Symbols outside the kernel that it needs, in order of first use.</summary>
    public ImmutableArray<ISymbol> Uses => uses.ToImmutableArray();

    /// <summary>A new local.</summary>
    public Local NewLocal(string name, DataType type, long stackElements = 0) => new(locals++, name, type, stackElements);

    /// <summary>A new label.</summary>
    public Label NewLabel() => new(labels++);

    /// <summary>Records a symbol outside the kernel.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Use(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.IsEmpty || IsOfLibrary(symbol) || !used.Add(symbol)) return false;
        uses.Add(symbol);
        return true;
    }

    /// <summary>Whether a symbol belongs to the library, not to the user's project.</summary>
    public bool IsOfLibrary(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0 && !Compilation.ContainsSyntaxTree(symbol.DeclaringSyntaxReferences[0].SyntaxTree);

    /// <summary>The compilation that a file belongs to: the user's or the library's.</summary>
    public Compilation CompilationOf(SyntaxTree tree) => Compilation.ContainsSyntaxTree(tree) ? Compilation : Library.Compilation;

    /// <summary>The operation of a piece of syntax.</summary>
    public IOperation? OperationOf(SyntaxNode syntax)
    {
        Compilation compilation = CompilationOf(syntax.SyntaxTree);
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree)) return null;
        if (!models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
        {
            models.Add(syntax.SyntaxTree, model = compilation.GetSemanticModel(syntax.SyntaxTree));
        }

        return model.GetOperation(syntax, Cancellation);
    }

    /// <summary>The operations of a method's body, or null when it has none in source.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach (SyntaxReference reference in implementation.DeclaringSyntaxReferences)
        {
            switch (OperationOf(reference.GetSyntax(Cancellation)))
            {
                case IMethodBodyOperation body: return body.BlockBody ?? body.ExpressionBody;
                case ILocalFunctionOperation function: return function.Body;
            }
        }

        return null;
    }
}
