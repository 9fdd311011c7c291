using System.Collections.Immutable;
using System.Numerics;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>A matrix product or a sum of them as a step of a chain; a row is computed as a column, so that vectors lie one way only.</summary>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Products">The products.</param>
/// <param name="Addends">The addends.</param>
/// <param name="Result">The result.</param>
/// <param name="Epilogue">What happens to the sums.</param>
internal sealed record ChainStep(
    int Rows, int Columns, ImmutableArray<ChainProduct> Products, ImmutableArray<ChainMatrix> Addends, ChainMatrix Result, Epilogue Epilogue)
{
    // Below it every sum of products of bytes is exact in single precision, in which the other dataflow scales.
    private const int DeepestExactSum = 1024;

    /// <summary>The bits that the array shifts a sum to the right by, rounding to nearest even; null when the epilogue is more than that.</summary>
    public int? Shift => Epilogue.ScaleParameter is null && Epilogue.ScaleConstant is > 0 and <= 1 && BitOperations.IsPow2(BitConverter.SingleToUInt32Bits(Epilogue.ScaleConstant) & 0x7FFFFF | 0x800000)
        ? -MathF.ILogB(Epilogue.ScaleConstant) : null;

    /// <summary>Everything that it reads.</summary>
    public IEnumerable<ChainMatrix> Operands => Factors.Concat(Addends);

    /// <summary>The operands of its products.</summary>
    public IEnumerable<ChainMatrix> Factors => Products.SelectMany(product => new[] { product.Left, product.Right });

    /// <summary>The step of an operation, or null.</summary>
    /// <param name="operation">A part without parts.</param>
    /// <param name="isComputed">Whether a tensor is a result of the chain: then it is not loaded, and can't be multiplied while it is.</param>
    public static ChainStep? Of(TensorOperation operation, Func<MatrixOperand, bool> isComputed)
    {
        TensorOperation.MatrixSum? sum = operation switch
        {
            TensorOperation.MatrixProduct p => new(p.I, p.J, [new(p.K, p.A, p.B, Coefficient.One)], p.Bias is null ? [] : [new(new(p.Bias, 0, 0, false), Coefficient.One)], p.C, p.Epilogue),
            TensorOperation.MatrixSum s => s,
            _ => null,
        };
        if (sum is null || sum.Products.IsEmpty || sum.Addends.Any(addend => addend.Count != 1))
        {
            return null;
        }

        bool isRow = sum.I == 1 && sum.J > 1;
        (int rows, int columns) = isRow ? (sum.J, 1) : (sum.I, sum.J);
        ImmutableArray<ChainProduct>.Builder products = ImmutableArray.CreateBuilder<ChainProduct>();
        foreach (ProductTerm term in sum.Products)
        {
            (MatrixOperand left, MatrixOperand right) = isRow ? (Turned(term.B), Turned(term.A)) : (term.A, term.B);
            bool multipliesLeft = !isComputed(left);
            if (!term.Coefficient.IsOne && !multipliesLeft && isComputed(right))
            {
                return null;
            }

            products.Add(new(
                term.K,
                ChainMatrix.Of(left, multipliesLeft ? term.Coefficient : Coefficient.One, rows, term.K),
                ChainMatrix.Of(right, multipliesLeft ? Coefficient.One : term.Coefficient, term.K, columns)));
        }

        return new(
            rows, columns, products.ToImmutable(),
            [.. sum.Addends.Select(addend => ChainMatrix.Of(isRow ? Turned(addend.Matrix) : addend.Matrix, addend.Coefficient, rows, columns))],
            ChainMatrix.Of(isRow ? Turned(sum.C) : sum.C, Coefficient.One, rows, columns), sum.Epilogue);
    }

    /// <summary>Whether the array can leave the result in the scratchpad: sums in the array, shifted, saturated, negative ones zero.</summary>
    /// <param name="target">The machine.</param>
    public bool CanStay(TargetDescription target) =>
        Addends.Length <= 1 && !Products.Any(product => product.Right.IsTurned)
        && (target.Element == ElementType.Float32
            ? Epilogue is { ScaleParameter: null, ScaleConstant: 1 }
            : Epilogue.Narrow && Shift is >= 0 and <= 31 && Products.Sum(product => product.Depth) <= DeepestExactSum && Addends.All(addend => addend.Tensor.Scalar == ScalarType.Int8)
                && Products.All(product => product.Left.IsTurned == Products[0].Left.IsTurned));

    /// <summary>Whether the sums can be made in the accumulator and stored from there.</summary>
    public bool CanLeave => Products.All(product => product.Left.IsTurned == Products[0].Left.IsTurned && product.Right.IsTurned == Products[0].Right.IsTurned)
        && !(Products[0].Left.IsTurned && Products[0].Right.IsTurned) && !Result.IsTurned;

    private static MatrixOperand Turned(MatrixOperand operand) => operand with { Transposed = !operand.Transposed };
}

/// <summary>One product of a step.</summary>
/// <param name="Depth">Columns of the left operand and rows of the right one.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal sealed record ChainProduct(int Depth, ChainMatrix Left, ChainMatrix Right);
