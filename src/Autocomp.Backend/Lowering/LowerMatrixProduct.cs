using Autocomp.Backend.Lift;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a matrix product: one tile of the array's size after another, each loaded when it is needed.</summary>
/// <remarks>Weight-stationary. No reuse, no double buffering: a start that is easy to read and to improve.</remarks>
/// <param name="product">The product.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerMatrixProduct(TensorOperation.MatrixProduct product, TargetDescription target, ScheduleNames names)
{
    private const int AccumulatorBytes = 4;

    private readonly int dim = target.Dim;
    private readonly string i = names.Fresh("i");
    private readonly string j = names.Fresh("j");
    private readonly string k = names.Fresh("k");
    private readonly string left = names.Fresh("left");
    private readonly string right = names.Fresh("right");
    private readonly string sum = names.Fresh("sum");

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        Configure(text);
        text.Line($"const uint {left} = 0, {right} = {dim}, {sum} = Gemmini.Accumulator;");
        text.Tiles(i, product.I, dim, () =>
        {
            string rows = text.TileSize(names.Fresh("rows"), i, product.I, dim);
            text.Tiles(j, product.J, dim, () =>
            {
                string columns = text.TileSize(names.Fresh("columns"), j, product.J, dim);
                Tile(text, rows, columns);
            });
        });
        text.Line("");
        text.Line("Gemmini.Fence();");
    }

    private void Configure(ScheduleText text)
    {
        Epilogue end = product.Epilogue;
        int elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
        string transpose = product.A.Transposed ? ", transposeA: true" : product.B.Transposed ? ", transposeB: true" : "";
        text.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{transpose});");
        text.Line($"Gemmini.ConfigLd(0, {product.A.RowStride * elementBytes});");
        text.Line($"Gemmini.ConfigLd(1, {product.B.RowStride * elementBytes});");
        if (product.Bias is not null)
        {
            text.Line("Gemmini.ConfigLd(2, 0);");
        }

        long storeStride = product.C.RowStride * (end.Narrow ? elementBytes : AccumulatorBytes);
        string scale = end.ScaleParameter?.Name ?? Literal(end.ScaleConstant);
        string activation = end.Relu ? ", Activation.Relu" : "";
        text.Line(end.Narrow ? $"Gemmini.ConfigSt({storeStride}, {scale}{activation});" : $"Gemmini.ConfigSt({storeStride});");
        text.Line("");
    }

    private void Tile(ScheduleText text, string rows, string columns)
    {
        MatrixOperand a = product.A, b = product.B, c = product.C;
        if (product.Bias is { } bias)
        {
            text.Line($"Gemmini.Mvin3({Address(bias.Name, 0, (j, 1))}, {sum}, {columns}, {rows});");
        }

        text.Tiles(k, product.K, dim, () =>
        {
            string depth = text.TileSize(names.Fresh("depth"), k, product.K, dim);
            Load(text, "Mvin", a, left, (i, rows), (k, depth));
            Load(text, "Mvin2", b, right, (k, depth), (j, columns));
            text.Line($"Gemmini.Preload({right}, {Result()}, {columns}, {depth}, {columns}, {rows});");
            text.Line($"Gemmini.ComputePreloaded({left}, Gemmini.Garbage, {depth}, {rows}, {columns}, {rows});");
        });

        string source = product.Epilogue.Narrow ? sum : $"{sum} | Gemmini.FullWidth";
        text.Line($"Gemmini.Mvout({Address(c.Tensor.Name, c.Offset, (i, c.RowStride), (j, 1))}, {source}, {columns}, {rows});");
    }

    /// <summary>Loads a tile as it lies in memory; the array transposes it on the way in.</summary>
    private static void Load(ScheduleText text, string command, MatrixOperand operand, string local, (string Start, string Size) row, (string Start, string Size) column)
    {
        if (operand.Transposed)
        {
            (row, column) = (column, row);
        }

        string address = Address(operand.Tensor.Name, operand.Offset, (row.Start, operand.RowStride), (column.Start, 1));
        text.Line($"Gemmini.{command}({address}, {local}, {column.Size}, {row.Size});");
    }

    /// <summary>Where a partial product goes: the first one of a tile overwrites unless a bias is there.</summary>
    private string Result() => (product.Bias, product.K <= dim) switch
    {
        (not null, _) => $"{sum} | Gemmini.Accumulate",
        (null, true) => sum,
        _ => $"{k} == 0 ? {sum} : {sum} | Gemmini.Accumulate",
    };
}
