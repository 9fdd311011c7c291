namespace Autocomp.Search.Verification.Symbolic;

/// <summary>A value of a symbolic run of the method that need not be linear: a polynomial, a function of one polynomial, a constant, or a maximum.</summary>
/// <param name="Bits">The polynomial's value; of a constant its bits, sign- or zero-extended.</param>
/// <param name="Shape">Which function of the polynomial: see the constants; others are functions of a <see cref="ShapeTable"/>.</param>
/// <param name="Maximum">The members, of a maximum.</param>
internal readonly record struct SymbolicValue(ulong Bits, int Shape, MaximumNode? Maximum = null)
{
    /// <summary>The polynomial itself.</summary>
    public const int Linear = 0;

    /// <summary>No polynomial: a constant.</summary>
    public const int Constant = -1;

    /// <summary>A maximum that more than one polynomial takes part in, or may yet.</summary>
    public const int Largest = -2;
}

/// <summary>A maximum over several values.</summary>
/// <param name="First">The member when there is one.</param>
/// <param name="Count">Members.</param>
/// <param name="Members">All of them, constants included.</param>
/// <param name="Least">The largest constant.</param>
/// <param name="IsSmall">Whether all members are elements of int8.</param>
internal sealed record MaximumNode(SymbolicValue First, int Count, SymbolicMaximum Members, double Least, bool IsSmall);
