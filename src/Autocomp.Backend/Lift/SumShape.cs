using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Finds rows, columns and depths of a sum of matrices from the strides with which its loops move through memory.</summary>
/// <param name="elements">Loops over the result's elements.</param>
/// <param name="result">The result.</param>
/// <param name="terms">What is added.</param>
/// <param name="around">Loops around the nest.</param>
/// <param name="widest">Most columns of one store.</param>
/// <param name="log">Takes the remark.</param>
/// <param name="span">The place for it.</param>
internal sealed class SumShape(
    ImmutableArray<Loop> elements, Access result, IReadOnlyList<PlacedTerm> terms, ImmutableArray<Loop> around, int widest, LiftLog log, SourceSpan? span)
{
    private readonly ImmutableArray<LinearForm> forms = [result.Index, .. terms.SelectMany(term => term.Factors).Select(access => access.Index)];
    private string? reason;

    /// <summary>The operation, or null with a remark.</summary>
    /// <param name="epilogue">What happens to the sums.</param>
    public TensorOperation? Build(Epilogue epilogue)
    {
        List<SumAxis> axes = SumAxis.Of(elements, forms);
        if (axes.Count > 2)
        {
            return log.Refuse<TensorOperation>($"'{result.Tensor.Name}' has more than two dimensions here", span);
        }

        SumAxis none = SumAxis.Single(forms.Length);
        SumAxis first = axes.ElementAtOrDefault(0) ?? none, second = axes.ElementAtOrDefault(1) ?? none;
        TensorOperation.MatrixSum?[] found = [Arrange(first, second, epilogue), Arrange(second, first, epilogue)];
        return found.OfType<TensorOperation.MatrixSum>().OrderBy(Turns).ThenByDescending(sum => sum.Products.IsEmpty ? sum.J : 0).FirstOrDefault() is { } best
            ? Simplified(Folded(best))
            : log.Refuse<TensorOperation>(reason ?? "the operands are no matrices", span);
    }

    /// <summary>A vector of sums without products is a matrix as wide as a store: memory looks the same.</summary>
    private TensorOperation.MatrixSum Folded(TensorOperation.MatrixSum sum)
    {
        if (!sum.Products.IsEmpty || sum.I > 1)
        {
            return sum;
        }

        int width = Math.Min(sum.J, widest);
        while (sum.J % width != 0)
        {
            width--;
        }

        return sum with
        {
            I = sum.J / width,
            J = width,
            C = sum.C with { RowStride = width },
            Addends = [.. sum.Addends.Select(addend => addend with { Matrix = addend.Matrix with { RowStride = width } })],
        };
    }

    private static int Turns(TensorOperation.MatrixSum sum) => sum.Products.Count(product => product.A.Transposed || product.B.Transposed);

    /// <summary>One plain product, with at most a bias row, is what the rest of the road knows best.</summary>
    private static TensorOperation Simplified(TensorOperation.MatrixSum sum)
    {
        bool plain = sum.Products is [{ Coefficient.IsOne: true }] && (sum.Addends.IsEmpty || sum.Addends is
            [{ Coefficient.IsOne: true, Matrix: { Offset: 0, RowStride: 0, Tensor.Scalar: ScalarType.Int32 or ScalarType.Float32 } row }] && row.Steps.All(step => step == 0));
        return plain
            ? new TensorOperation.MatrixProduct(
                sum.I, sum.J, sum.Products[0].K, sum.Products[0].A, sum.Products[0].B, sum.Addends.FirstOrDefault()?.Matrix.Tensor, sum.C, sum.Epilogue)
            : sum;
    }

    private TensorOperation.MatrixSum? Arrange(SumAxis row, SumAxis column, Epilogue epilogue)
    {
        if (Matrix(result, row.Strides[0], column.Strides[0], row.Count, column.Count, mayTurn: false) is not { } c)
        {
            return null;
        }

        ImmutableArray<ProductTerm>.Builder products = ImmutableArray.CreateBuilder<ProductTerm>();
        ImmutableArray<AddendTerm>.Builder addends = ImmutableArray.CreateBuilder<AddendTerm>();
        int at = 1;
        foreach (PlacedTerm term in terms)
        {
            if (term.Factors.Length == 1)
            {
                if (Matrix(term.Factors[0], row.Strides[at], column.Strides[at], row.Count, column.Count, mayTurn: false) is not { } matrix)
                {
                    return null;
                }

                List<SumAxis> parts = SumAxis.Of(term.Terms, [term.Factors[0].Index]);
                if (parts.Count > 1 || parts.Exists(axis => axis.Strides[0] <= 0))
                {
                    return Refuse<TensorOperation.MatrixSum>("elements are summed up over several dimensions, or the same ones again");
                }

                addends.Add(parts is [var axis] ? new(matrix, term.Coefficient) { Count = checked((int)axis.Count), Step = axis.Strides[0] } : new(matrix, term.Coefficient));
            }
            else if ((Product(term, row, column, at, at + 1, 0, 1) ?? Product(term, row, column, at + 1, at, 1, 0)) is { } product)
            {
                products.Add(product);
            }
            else
            {
                return null;
            }

            at += term.Factors.Length;
        }

        return new(checked((int)row.Count), checked((int)column.Count), products.ToImmutable(), addends.ToImmutable(), c, epilogue);
    }

    private ProductTerm? Product(PlacedTerm term, SumAxis row, SumAxis column, int left, int right, int leftFactor, int rightFactor)
    {
        if (column.Strides[left] != 0 || row.Strides[right] != 0)
        {
            return Refuse<ProductTerm>("a loop moves through both factors, or through neither, as in a batched product or a convolution");
        }

        List<SumAxis> depths = SumAxis.Of(term.Terms, [term.Factors[leftFactor].Index, term.Factors[rightFactor].Index]);
        if (depths.Count > 1 || depths.Exists(axis => axis.Strides.All(stride => stride == 0)))
        {
            return Refuse<ProductTerm>(depths.Count > 1
                ? $"a sum runs over {depths.Count} loops that are not one dimension in memory, as in a convolution"
                : $"the loop over '{depths[0].Name}' adds the same products again");
        }

        SumAxis depth = depths.SingleOrDefault(SumAxis.Single(2));
        return Matrix(term.Factors[leftFactor], row.Strides[left], depth.Strides[0], row.Count, depth.Count, mayTurn: true) is { } a
            && Matrix(term.Factors[rightFactor], depth.Strides[1], column.Strides[right], depth.Count, column.Count, mayTurn: true) is { } b
            ? a.Transposed && b.Transposed
                ? Refuse<ProductTerm>("both factors are read transposed; the array can transpose one")
                : new(checked((int)depth.Count), a, b, term.Coefficient)
            : null;
    }

    private T? Refuse<T>(string why)
        where T : class
    {
        reason ??= why;
        return null;
    }

    private MatrixOperand? Matrix(Access access, long rowStride, long columnStride, long rows, long columns, bool mayTurn)
    {
        if (rowStride < 0 || columnStride < 0)
        {
            return Refuse<MatrixOperand>($"'{access.Tensor.Name}' is read backwards");
        }

        ImmutableArray<long> steps = [.. around.Select(loop => access.Index[loop])];
        if (columns == 1 || columnStride == 1)
        {
            return new(access.Tensor, access.Index.Constant, rows == 1 ? columns : rowStride, false) { Steps = steps };
        }

        return mayTurn && (rows == 1 || rowStride == 1)
            ? new(access.Tensor, access.Index.Constant, columnStride, true) { Steps = steps }
            : Refuse<MatrixOperand>($"neighbouring elements of a row of '{access.Tensor.Name}' are not neighbours in memory");
    }
}
