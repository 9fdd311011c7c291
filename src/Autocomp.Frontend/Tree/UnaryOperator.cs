namespace Autocomp.Frontend.Tree;

/// <summary>Unary operators; <c>++</c> and <c>--</c> are statements in the tree.</summary>
public enum UnaryOperator
{
    /// <summary><c>-x</c>.</summary>
    Negate,

    /// <summary><c>~x</c>.</summary>
    Complement,

    /// <summary><c>!x</c>.</summary>
    Not,
}
