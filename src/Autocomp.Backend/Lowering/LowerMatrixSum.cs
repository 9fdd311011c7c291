using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a sum of matrices: one tile of the result after another; addends are loaded into the accumulator, products are added to them.</summary>
/// <remarks>Weight-stationary. Coefficients are applied by loads. No reuse, no double buffering: a start that is easy to read and to improve.</remarks>
/// <param name="sum">The sum.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerMatrixSum(TensorOperation.MatrixSum sum, TargetDescription target, ScheduleNames names)
{
    private readonly int dim = target.Dim;
    private readonly int elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
    private readonly string i = names.Fresh("i");
    private readonly string j = names.Fresh("j");
    private readonly string left = names.Fresh("left");
    private readonly string right = names.Fresh("right");
    private readonly string sums = names.Fresh("sums");

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        Epilogue end = sum.Epilogue;
        if (sum.Products.Length == 1)
        {
            Configure(sum.Products[0], text);
        }

        if (sum.Addends.Length == 1)
        {
            Configure(sum.Addends[0], text);
        }

        long stride = sum.C.RowStride * Size(sum.C.Tensor);
        string scale = end.ScaleParameter?.Name ?? Literal(end.ScaleConstant);
        text.Line(end.Narrow ? $"Gemmini.ConfigSt({stride}, {scale}{(end.Relu ? ", Activation.Relu" : "")});" : $"Gemmini.ConfigSt({stride});");
        text.Line("");
        string locals = sum.Products.IsEmpty ? "" : $"{left} = 0, {right} = {dim}, ";
        text.Line($"const uint {locals}{sums} = Gemmini.Accumulator;");
        text.Tiles(i, sum.I, dim, () =>
        {
            string rows = text.TileSize(names.Fresh("rows"), i, sum.I, dim);
            text.Tiles(j, sum.J, dim, () => Tile(text, rows, text.TileSize(names.Fresh("columns"), j, sum.J, dim)));
        });
    }

    private void Tile(ScheduleText text, string rows, string columns)
    {
        for (int a = 0; a < sum.Addends.Length; a++)
        {
            AddendTerm addend = sum.Addends[a];
            if (sum.Addends.Length > 1)
            {
                Configure(addend, text);
            }

            MatrixOperand matrix = addend.Matrix;
            string address = matrix.RowStride == 0
                ? Address(matrix.Tensor.Name, matrix.Offset, (j, 1))
                : Address(matrix.Tensor.Name, matrix.Offset, (i, matrix.RowStride), (j, 1));
            if (addend.Count == 1)
            {
                text.Line($"Gemmini.Mvin3({address}, {(a == 0 ? sums : $"{sums} | Gemmini.Accumulate")}, {columns}, {rows});");
                continue;
            }

            string part = names.Fresh("part");
            string place = a == 0 ? $"{part} == 0 ? {sums} : {sums} | Gemmini.Accumulate" : $"{sums} | Gemmini.Accumulate";
            text.Tiles(part, addend.Count, 1, () => text.Line($"Gemmini.Mvin3({address} + {part} * {Literal(addend.Step)}, {place}, {columns}, {rows});"));
        }

        for (int p = 0; p < sum.Products.Length; p++)
        {
            Add(sum.Products[p], p == 0 && sum.Addends.IsEmpty, text, rows, columns);
        }

        // A tile that is added to itself has been read before it is written, but only a fence says so.
        if (sum.Addends.Any(addend => addend.Matrix.Tensor.Name == sum.C.Tensor.Name))
        {
            text.Line("Gemmini.Fence();");
        }

        string source = sum.Epilogue.Narrow ? sums : $"{sums} | Gemmini.FullWidth";
        text.Line($"Gemmini.Mvout({Address(sum.C.Tensor.Name, sum.C.Offset, (i, sum.C.RowStride), (j, 1))}, {source}, {columns}, {rows});");
    }

    private void Add(ProductTerm product, bool overwrites, ScheduleText text, string rows, string columns)
    {
        if (sum.Products.Length > 1)
        {
            Configure(product, text);
        }

        string k = names.Fresh("k");
        text.Tiles(k, product.K, dim, () =>
        {
            string depth = text.TileSize(names.Fresh("depth"), k, product.K, dim);
            Load(text, "Mvin", product.A, left, (i, rows), (k, depth));
            Load(text, "Mvin2", product.B, right, (k, depth), (j, columns));
            string result = !overwrites ? $"{sums} | Gemmini.Accumulate" : product.K <= dim ? sums : $"{k} == 0 ? {sums} : {sums} | Gemmini.Accumulate";
            text.Line($"Gemmini.Preload({right}, {result}, {columns}, {depth}, {columns}, {rows});");
            text.Line($"Gemmini.ComputePreloaded({left}, Gemmini.Garbage, {depth}, {rows}, {columns}, {rows});");
        });
    }

    private void Configure(ProductTerm product, ScheduleText text)
    {
        string transpose = product.A.Transposed ? ", transposeA: true" : product.B.Transposed ? ", transposeB: true" : "";
        text.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{transpose});");
        text.Line($"Gemmini.ConfigLd(0, {product.A.RowStride * elementBytes}{(product.Coefficient.IsOne ? "" : $", {product.Coefficient.Text}")});");
        text.Line($"Gemmini.ConfigLd(1, {product.B.RowStride * elementBytes});");
    }

    private static void Configure(AddendTerm addend, ScheduleText text)
    {
        int bytes = Size(addend.Matrix.Tensor);
        string scale = addend.Coefficient.IsOne ? "" : $", {addend.Coefficient.Text}";
        text.Line($"Gemmini.ConfigLd(2, {addend.Matrix.RowStride * bytes}{scale}{(bytes == 1 ? ", shrunk: true" : "")});");
    }

    /// <summary>Loads a tile as it lies in memory; the array transposes it on the way in.</summary>
    private static void Load(ScheduleText text, string command, MatrixOperand operand, string local, (string Start, string Size) row, (string Start, string Size) column)
    {
        if (operand.Transposed)
        {
            (row, column) = (column, row);
        }

        text.Line($"Gemmini.{command}({Address(operand.Tensor.Name, operand.Offset, (row.Start, operand.RowStride), (column.Start, 1))}, {local}, {column.Size}, {row.Size});");
    }

    private static int Size(KernelParameter tensor) => new DataType(tensor.Scalar).ScalarSize;
}
