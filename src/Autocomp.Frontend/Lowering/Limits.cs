namespace Autocomp.Frontend.Lowering;

/// <summary>Limits that keep hostile or runaway source from costing more than a diagnostic.</summary>
public static class Limits
{
    /// <summary>Characters of a schedule's text.</summary>
    public const int SourceCharacters = 262_144;

    /// <summary>Depth of the syntax tree of a schedule or of one method of a kernel.</summary>
    public const int SyntaxDepth = 256;

    /// <summary>Calls inlined inside each other.</summary>
    public const int InlineDepth = 32;

    /// <summary>Nesting of operations over all inlined calls.</summary>
    public const int OperationDepth = 600;

    /// <summary>Operations of one body with its helpers inlined.</summary>
    public const int Operations = 100_000;

    /// <summary>Bytes of one stackalloc.</summary>
    public const long StackBytes = 65_536;
}
