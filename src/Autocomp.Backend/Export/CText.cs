namespace Autocomp.Backend.Export;

/// <summary>A C expression with how tightly its outermost operator binds.</summary>
/// <param name="Text">The text.</param>
/// <param name="Binding">One of the constants; higher binds tighter.</param>
internal readonly record struct CText(string Text, int Binding)
{
    /// <summary>A name, literal, call, element or anything in parentheses.</summary>
    public const int Atom = 100;

    /// <summary>A prefix operator or cast.</summary>
    public const int Unary = 90;

    /// <summary><c>* / %</c></summary>
    public const int Multiplicative = 80;

    /// <summary><c>+ -</c></summary>
    public const int Additive = 70;

    /// <summary>Everything else: shifts, comparisons, bits, conditions. Among themselves they get parentheses.</summary>
    public const int Low = 10;

    /// <summary>As the operand of something that binds with at least this strength.</summary>
    /// <param name="binding">The strength.</param>
    public string At(int binding) => Binding >= binding ? Text : $"({Text})";
}
