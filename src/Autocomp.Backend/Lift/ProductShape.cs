using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>Finds rows, columns and depth of a product from the strides with which its loops move through memory.</summary>
/// <param name="sums">The accumulation.</param>
/// <param name="first">One factor.</param>
/// <param name="second">The other factor.</param>
/// <param name="result">The result.</param>
/// <param name="bias">The bias, or null.</param>
/// <param name="around">Loops around the nest, which the product is repeated for.</param>
/// <param name="log">Takes the remark.</param>
internal sealed class ProductShape(
    Accumulation sums, Access first, Access second, Access result, Access? bias, ImmutableArray<Loop> around, LiftLog log)
{
    private static readonly Axis Single = new(1, "", 0, 0, 0, 0);

    /// <summary>The product, or null with a remark.</summary>
    /// <param name="epilogue">What happens to its sums.</param>
    public TensorOperation.MatrixProduct? Build(Epilogue epilogue)
    {
        List<Axis> elements = Axis.Join(sums.Elements.Select(AxisOf)), terms = Axis.Join(sums.Terms.Select(AxisOf));
        if (elements.Find(axis => axis.First != 0 && axis.Second != 0) is { } both)
        {
            return Refuse($"the loop over '{both.Name}' moves through both factors, as in a batched product or a convolution");
        }

        if (elements.Find(axis => axis.First == 0 && axis.Second == 0) is { } neither)
        {
            return Refuse($"the loop over '{neither.Name}' moves through neither factor");
        }

        if (terms.Find(axis => axis.First == 0 && axis.Second == 0) is { } again)
        {
            return Refuse($"the loop over '{again.Name}' adds the same products again");
        }

        if (terms.Count > 1)
        {
            return Refuse($"the sum runs over {terms.Count} loops that are not one dimension in memory, as in a convolution");
        }

        Axis depth = terms.SingleOrDefault(Single);
        Axis[] ofFirst = [.. elements.Where(axis => axis.First != 0)], ofSecond = [.. elements.Where(axis => axis.Second != 0)];
        if (ofFirst.Length > 1 || ofSecond.Length > 1)
        {
            return Refuse("a factor has more than two dimensions");
        }

        Axis firstAxis = ofFirst.SingleOrDefault(Single), secondAxis = ofSecond.SingleOrDefault(Single);
        return Arrange(firstAxis, secondAxis, depth, epilogue);
    }

    private TensorOperation.MatrixProduct? Refuse(string remark) => log.Refuse<TensorOperation.MatrixProduct>(remark, sums.Update.Span);

    private Axis AxisOf(Loop loop) =>
        new(loop.Count, loop.Name, first.Index[loop], second.Index[loop], result.Index[loop], bias?.Index[loop] ?? 0);

    /// <summary>The factor whose loop runs along the result's rows is the right one.</summary>
    private TensorOperation.MatrixProduct? Arrange(Axis firstAxis, Axis secondAxis, Axis depth, Epilogue epilogue)
    {
        Factor left = new(first, firstAxis, firstAxis.First, depth.First), right = new(second, secondAxis, secondAxis.Second, depth.Second);
        if (!IsColumn(right.Axis) || (right.Axis.Count == 1 && IsBetterAsRight(left)))
        {
            (left, right) = (right, left);
        }

        if (!IsColumn(right.Axis))
        {
            return Refuse($"neighbouring elements of a row of '{result.Tensor.Name}' are not neighbours in memory");
        }

        long rows = left.Axis.Count, columns = right.Axis.Count, count = depth.Count;
        if (bias is not null && (bias.Index.Constant != 0 || around.Any(loop => bias.Index[loop] != 0) || (columns > 1 && right.Axis.Bias != 1) || left.Axis.Bias != 0 || depth.Bias != 0))
        {
            return Refuse($"'{bias.Tensor.Name}' is not added as one row to all rows");
        }

        if (Operand(left.Access, left.ElementStride, left.DepthStride, rows, count, mayTranspose: true) is not { } a
            || Operand(right.Access, right.DepthStride, right.ElementStride, count, columns, mayTranspose: true) is not { } b
            || Operand(result, left.Axis.Result, right.Axis.Result, rows, columns, mayTranspose: false) is not { } c)
        {
            return null;
        }

        return a.Transposed && b.Transposed
            ? Refuse("both factors are read transposed; the array can transpose one")
            : new(checked((int)rows), checked((int)columns), checked((int)count), a, b, bias?.Tensor, c, epilogue);
    }

    private static bool IsColumn(Axis axis) => axis.Count == 1 || axis.Result == 1;

    /// <summary>A vector times a matrix: the matrix stands right when its rows run along the result, or when the bias does.</summary>
    private static bool IsBetterAsRight(Factor left) =>
        left.Axis.Count > 1 && left.Axis.Result == 1 && (left.Axis.Bias != 0 || (left.ElementStride == 1 && left.DepthStride != 1));

    private MatrixOperand? Operand(Access access, long rowStride, long columnStride, long rows, long columns, bool mayTranspose)
    {
        if (rowStride < 0 || columnStride < 0)
        {
            return log.Refuse<MatrixOperand>($"'{access.Tensor.Name}' is read backwards", sums.Update.Span);
        }

        ImmutableArray<long> steps = [.. around.Select(loop => access.Index[loop])];
        if (columns == 1 || columnStride == 1)
        {
            return new(access.Tensor, access.Index.Constant, rows == 1 ? columns : rowStride, false) { Steps = steps };
        }

        return mayTranspose && (rows == 1 || rowStride == 1)
            ? new(access.Tensor, access.Index.Constant, columnStride, true) { Steps = steps }
            : log.Refuse<MatrixOperand>($"neighbouring elements of a row of '{access.Tensor.Name}' are not neighbours in memory", sums.Update.Span);
    }

    /// <summary>A factor with the loop over its rows or columns.</summary>
    private sealed record Factor(Access Access, Axis Axis, long ElementStride, long DepthStride);
}
