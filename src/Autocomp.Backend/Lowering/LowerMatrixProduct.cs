using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a matrix product: block after block of C, each summed up in the accumulator over blocks of the depth.</summary>
/// <remarks>
/// Weight-stationary. A block is as wide as one load can be (four tiles of the array). A lies in the lower half of the scratchpad, B in the
/// upper one: whole where it fits, so that each block is loaded once; otherwise B as a strip for all rows, or blocks that alternate
/// between two places. Blocks of C alternate between two halves of the accumulator, so that transfers can overlap with products.
/// No prefetching, no weights kept in the array: a start that is easy to read and to improve.
/// </remarks>
/// <param name="product">The product.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
/// <param name="loadsLeft">When A must be loaded: null for always, empty for never, else a condition. Only where <see cref="KeepsLeft"/> holds.</param>
/// <param name="loadsRight">The same of B, where <see cref="KeepsRight"/> holds.</param>
internal sealed class LowerMatrixProduct(
    TensorOperation.MatrixProduct product, TargetDescription target, ScheduleNames names, string? loadsLeft = null, string? loadsRight = null)
{
    private const int AccumulatorBytes = 4;

    private readonly int dim = target.Dim;
    private readonly BlockedAxis rows = Axis(product.I, target, names, "i", "rows", "r", "height");
    private readonly BlockedAxis columns = Axis(product.J, target, names, "j", "columns", "c", "width");
    private readonly BlockedAxis depth = Axis(product.K, target, names, "k", "depth", "d", "length");
    private readonly string turn = names.Fresh("turn");
    private readonly string visit = names.Fresh("visit");
    private readonly string left = names.Fresh("left");
    private readonly string right = names.Fresh("right");
    private readonly string sums = names.Fresh("sums");
    private readonly string result = names.Fresh("result");
    private readonly ImmutableArray<AddendTerm> addends = product.Bias is { } row ? [new(new(row, 0, 0, false), Coefficient.One)] : [];
    private readonly Coefficient coefficient = Coefficient.One;

    /// <summary>A product to which matrices are added.</summary>
    /// <param name="sum">A sum of one product.</param>
    /// <param name="target">The machine.</param>
    /// <param name="names">Names for locals.</param>
    public LowerMatrixProduct(TensorOperation.MatrixSum sum, TargetDescription target, ScheduleNames names)
        : this(new TensorOperation.MatrixProduct(sum.I, sum.J, sum.Products[0].K, sum.Products[0].A, sum.Products[0].B, null, sum.C, sum.Epilogue), target, names) =>
        (addends, coefficient) = (sum.Addends, sum.Products[0].Coefficient);

    /// <summary>Whether a strip of B, as wide as a block and as deep as the product, stays in the scratchpad.</summary>
    private bool KeepsStrip => (long)depth.Blocks * depth.Block * columns.TilesWide <= target.ScratchpadRows / 2;

    private bool KeepsWholeLeft => KeepsLeft(product, target);

    private bool KeepsWholeRight => KeepsRight(product, target);

    /// <summary>Whether all of A lies in the lower half of the scratchpad behind the product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="target">The machine.</param>
    public static bool KeepsLeft(TensorOperation.MatrixProduct product, TargetDescription target) => FitsHalf(product.I, product.K, target);

    /// <summary>Whether all of B lies in the upper half of the scratchpad behind the product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="target">The machine.</param>
    public static bool KeepsRight(TensorOperation.MatrixProduct product, TargetDescription target) => FitsHalf(product.K, product.J, target);

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        Configure(text);
        text.Line(KeepsWholeLeft && KeepsStrip ? $"int {turn} = 0;" : $"int {turn} = 0, {visit} = 0;");
        columns.Blockwise(text, () => rows.Blockwise(text, () => Block(text)));
    }

    private void Configure(ScheduleText text)
    {
        Epilogue end = product.Epilogue;
        int elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
        string transpose = product.A.Transposed ? ", transposeA: true" : product.B.Transposed ? ", transposeB: true" : "";
        text.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{transpose});");
        text.Line($"Gemmini.ConfigLd(0, {product.A.RowStride * elementBytes}{(coefficient.IsOne ? "" : $", {coefficient.Text}")});");
        text.Line($"Gemmini.ConfigLd(1, {product.B.RowStride * elementBytes});");
        if (addends.Length == 1)
        {
            Configure(addends[0], text);
        }

        long storeStride = product.C.RowStride * (end.Narrow ? elementBytes : AccumulatorBytes);
        string scale = end.ScaleParameter?.Name ?? Literal(end.ScaleConstant);
        string activation = end.Relu ? ", Activation.Relu" : "";
        text.Line(end.Narrow ? $"Gemmini.ConfigSt({storeStride}, {scale}{activation});" : $"Gemmini.ConfigSt({storeStride});");
        text.Line("");
    }

    /// <summary>One block of C: addends, products over the depth, stores.</summary>
    private void Block(ScheduleText text)
    {
        text.Line($"uint {sums} = Gemmini.Accumulator + (uint)({turn}++ & 1) * {target.AccumulatorRows / 2};");
        for (int a = 0; a < addends.Length; a++)
        {
            Start(text, addends[a], isFirst: a == 0);
        }

        depth.Blockwise(text, () =>
        {
            LoadLeft(text);
            LoadRight(text);
            Products(text);
        });

        MatrixOperand c = product.C;
        if (product.Epilogue.Narrow)
        {
            rows.Tilewise(text, r =>
                text.Line($"Gemmini.Mvout({Element(c, rows, columns)}, {LocalRow(sums, rows, columns)}, {columns.Size}, {r});"));
            return;
        }

        rows.Tilewise(text, r => columns.Tilewise(text, width =>
            text.Line($"Gemmini.Mvout({Element(c, rows, columns, tile: true)}, {Local(sums, rows, columns)} | Gemmini.FullWidth, {width}, {r});")));
    }

    /// <summary>Loads an addend's part of a block into the accumulator, the first one as it is, others on top.</summary>
    private void Start(ScheduleText text, AddendTerm addend, bool isFirst)
    {
        if (addends.Length > 1)
        {
            Configure(addend, text);
        }

        MatrixOperand matrix = addend.Matrix;
        (string, long)[] down = matrix.RowStride == 0 ? [] : [(rows.Start, matrix.RowStride), (rows.Offset, matrix.RowStride)];
        string part = addend.Count == 1 ? "" : names.Fresh("part");
        (string, long)[] parts = part.Length == 0 ? [] : [(part, addend.Step)];
        rows.Tilewise(text, r => columns.Tilewise(text, c =>
        {
            string address = Address(matrix.Tensor.Name, matrix.Offset, [.. down, (columns.Start, 1), (columns.Offset, 1), .. parts]), local = Local(sums, rows, columns);
            if (part.Length == 0)
            {
                text.Line($"Gemmini.Mvin3({address}, {local}{(isFirst ? "" : " | Gemmini.Accumulate")}, {c}, {r});");
                return;
            }

            string place = isFirst ? $"{part} == 0 ? {local} : {local} | Gemmini.Accumulate" : $"{local} | Gemmini.Accumulate";
            text.Tiles(part, addend.Count, 1, () => text.Line($"Gemmini.Mvin3({address}, {place}, {c}, {r});"));
        }));
    }

    private static void Configure(AddendTerm addend, ScheduleText text)
    {
        int bytes = new DataType(addend.Matrix.Tensor.Scalar).ScalarSize;
        string scale = addend.Coefficient.IsOne ? "" : $", {addend.Coefficient.Text}";
        text.Line($"Gemmini.ConfigLd(2, {addend.Matrix.RowStride * bytes}{scale}{(bytes == 1 ? ", shrunk: true" : "")});");
    }

    private void LoadLeft(ScheduleText text)
    {
        text.Line($"uint {left} = {(KeepsWholeLeft ? Place(0, rows, depth, depth.Start, rows.Start) : $"(uint)({visit}++ & 1) * {target.ScratchpadRows / 4}")};");
        First(text, KeepsWholeLeft && columns.Blocks > 1 ? columns.Start : null, loadsLeft, () => Load(text, "Mvin", product.A, left, rows, depth));
    }

    private void LoadRight(ScheduleText text)
    {
        int half = target.ScratchpadRows / 2;
        text.Line($"uint {right} = {(KeepsWholeRight ? Place(half, columns, depth, depth.Start, columns.Start)
            : KeepsStrip ? $"{half} + (uint)({Times(depth.Start, columns.TilesWide)})"
            : $"{half} + (uint)({visit}{(KeepsWholeLeft ? "++" : "")} & 1) * {half / 2}")};");
        First(text, KeepsStrip && rows.Blocks > 1 ? rows.Start : null, loadsRight, () => Load(text, "Mvin2", product.B, right, depth, columns));
    }

    /// <summary>Loads on the first of several visits only, and only when the operand is not there already.</summary>
    private static void First(ScheduleText text, string? start, string? condition, Action load)
    {
        string[] conditions = [.. start is null ? [] : new[] { $"{start} == 0" }, .. string.IsNullOrEmpty(condition) ? [] : new[] { condition }];
        if (condition is "")
        {
            return;
        }

        if (conditions.Length == 0)
        {
            load();
            return;
        }

        text.Block($"if ({string.Join(" && ", conditions)})", load);
    }

    /// <summary>Where a block of an operand lies that is in the scratchpad as a whole: strips of blocks along the depth.</summary>
    private static string Place(int first, BlockedAxis across, BlockedAxis along, string depthStart, string start)
    {
        List<string> terms = [];
        if (along.Blocks > 1)
        {
            terms.Add(Times(depthStart, across.TilesWide));
        }

        if (across.Blocks > 1)
        {
            terms.Add(Times(start, along.Blocks * along.TilesWide));
        }

        string offset = terms.Count == 0 ? "" : $"(uint)({string.Join(" + ", terms)})";
        return offset.Length == 0 ? Literal(first) : first == 0 ? offset : $"{first} + {offset}";
    }

    /// <summary>Loads a block as it lies in memory, one row of tiles a command; the array transposes it on the way in.</summary>
    private static void Load(ScheduleText text, string command, MatrixOperand operand, string local, BlockedAxis row, BlockedAxis column)
    {
        if (operand.Transposed)
        {
            (row, column) = (column, row);
        }

        row.Tilewise(text, height => text.Line($"Gemmini.{command}({Element(operand, row, column)}, {LocalRow(local, row, column)}, {column.Size}, {height});"));
    }

    private void Products(ScheduleText text) => depth.Tilewise(text, d =>
    {
        text.Line($"uint {result} = {Result()};");
        columns.Tilewise(text, c => rows.Tilewise(text, r =>
        {
            string weights = product.B.Transposed ? Local(right, columns, depth) : Local(right, depth, columns);
            string factor = product.A.Transposed ? Local(left, depth, rows) : Local(left, rows, depth);
            text.Line($"Gemmini.Preload({weights}, {Local(result, rows, columns)}, {c}, {d}, {c}, {r});");
            text.Line($"Gemmini.ComputePreloaded({factor}, Gemmini.Garbage, {d}, {r}, {c}, {r});");
        }));
    });

    /// <summary>Where a partial product goes: the first one of a block overwrites unless an addend is there.</summary>
    private string Result() => addends.Length switch
    {
        > 0 => $"{sums} | Gemmini.Accumulate",
        _ when product.K <= dim => sums,
        _ when depth.Blocks == 1 => $"{depth.Offset} == 0 ? {sums} : {sums} | Gemmini.Accumulate",
        _ => $"{depth.Start} + {depth.Offset} == 0 ? {sums} : {sums} | Gemmini.Accumulate",
    };

    /// <summary>The local row of the current tile of a block that holds rows of tiles one after another.</summary>
    private static string Local(string block, BlockedAxis row, BlockedAxis column) => $"{block} + (uint)({Times(row.Offset, column.TilesWide)} + {column.Offset})";

    /// <summary>The local row of the current row of tiles.</summary>
    private static string LocalRow(string block, BlockedAxis row, BlockedAxis column) => $"{block} + (uint){(column.TilesWide == 1 ? row.Offset : $"({Times(row.Offset, column.TilesWide)})")}";

    private static string Times(string variable, int factor) => factor == 1 ? variable : $"{variable} * {factor}";

    /// <summary>The address of the current row of tiles, or of one tile of it.</summary>
    private static string Element(MatrixOperand operand, BlockedAxis row, BlockedAxis column, bool tile = false)
    {
        (string, long)[] terms = [(row.Start, operand.RowStride), (row.Offset, operand.RowStride), (column.Start, 1)];
        return Address(operand.Tensor.Name, operand.Offset, tile ? [.. terms, (column.Offset, 1)] : terms);
    }

    /// <summary>Whether a matrix in whole blocks fits half the scratchpad.</summary>
    private static bool FitsHalf(int rows, int columns, TargetDescription target)
    {
        int tiles = TilesPerBlock(target);
        long Padded(int extent)
        {
            int block = target.Dim * Math.Min(tiles, (extent + target.Dim - 1) / target.Dim);
            return (extent + block - 1) / block * (long)block;
        }

        return Padded(rows) * Padded(columns) / target.Dim <= target.ScratchpadRows / 2;
    }

    private static BlockedAxis Axis(int extent, TargetDescription target, ScheduleNames names, string start, string size, string offset, string tileSize) =>
        new(extent, target.Dim, TilesPerBlock(target), names.Fresh(start), names.Fresh(size), names.Fresh(offset), names.Fresh(tileSize));

    /// <summary>As many tiles as one load takes, fewer where two blocks don't fit in the accumulator or in half the scratchpad.</summary>
    private static int TilesPerBlock(TargetDescription target)
    {
        int rows = Math.Min(target.AccumulatorRows / 2, target.ScratchpadRows / 4), tiles = target.MaxBlockLength;
        while (tiles > 1 && tiles * tiles * target.Dim > rows)
        {
            tiles--;
        }

        return tiles;
    }
}
