using System.Collections.Immutable;
using Autocomp.Frontend.Tree;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>A place in the method where an operation meets values that need not be polynomials.</summary>
/// <param name="Id">Tells places apart.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Types">Types of its operands.</param>
/// <param name="Small">Whether each operand is an element of int8, perhaps converted.</param>
internal sealed record ShapeSite(int Id, Tree Operation, ImmutableArray<DataType> Types, ImmutableArray<bool> Small)
{
    /// <summary>Whether polynomials give a polynomial here.</summary>
    public bool IsLinear => Operation switch
    {
        Tree.Unary { Operator: UnaryOperator.Negate } => IsRing(Operation.Type),
        Tree.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } => IsRing(Operation.Type),
        _ => false,
    };

    /// <summary>Whether this is a maximum.</summary>
    public bool IsMaximum => Operation is Tree.Call { Function: MathFunction.Max };

    /// <summary>The last operands and result: neighbouring elements mostly take the same way.</summary>
    public (int First, ulong FirstBits, int Second, ulong SecondBits, int Result)? Last { get; set; }

    /// <summary>Types whose sums and products are polynomials: floats over the reals, integers of 32 bits and more modulo 2^32.</summary>
    public static bool IsRing(DataType type) => !type.IsPointer && (type.IsFloat || type.ScalarSize >= 4);
}
