namespace Autocomp.Frontend.Tree;

/// <summary>Binary operators with C# semantics: shift counts are masked, integer division by zero traps.</summary>
public enum BinaryOperator
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Remainder,

    /// <summary><c>&amp;</c>, also on bool.</summary>
    And,

    /// <summary><c>|</c>, also on bool.</summary>
    Or,

    /// <summary><c>^</c>, also on bool.</summary>
    ExclusiveOr,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>&gt;&gt;</c>: arithmetic for signed, logical for unsigned operands.</summary>
    ShiftRight,

    /// <summary><c>&gt;&gt;&gt;</c></summary>
    UnsignedShiftRight,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&amp;&amp;</c></summary>
    ConditionalAnd,

    /// <summary><c>||</c></summary>
    ConditionalOr,
}
