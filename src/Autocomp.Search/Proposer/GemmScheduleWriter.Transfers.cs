using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>The part that writes loads, bias rows and stores.</summary>
public sealed partial class GemmScheduleWriter
{
    private int LoadWidth => parameters.WideLoads ? shape.Target.MaxBlockLength * dim : dim;

    private int StoreWidth => parameters.WideStores && product.Epilogue.Narrow ? shape.Target.MaxBlockLength * dim : dim;

    /// <summary>Variables that name the visit after this one: its indices, whether there is one, its lengths, sources and places.</summary>
    private void NextVisit()
    {
        GemmAxis[] axes = [.. new[] { tiling.Depth, tiling.Tiles, tiling.Panels }.Where(a => a.Count > 1)];
        for (int n = 0; n < axes.Length; n++) code.Line($"int {axes[n].NextIndex} = {axes[n].Name}{(n == 0 ? " + 1" : "")};");
        for (int n = 0; n + 1 < axes.Length; n++)
        {
            GemmAxis axis = axes[n], outer = axes[n + 1];
            code.Block($"if ({axis.NextIndex} == {Number(axis.Count)})", () =>
            {
                code.Line($"{axis.NextIndex} = 0;");
                code.Line($"{outer.NextIndex}++;");
            });
        }

        code.Line($"bool more = {axes[^1].NextIndex} < {Number(axes[^1].Count)};");
        Declare("nextRows", tiling.Rows, tiling.Rows.NextIndex);
        Declare("nextColumns", tiling.Columns, tiling.Columns.NextIndex);
        Declare("nextDepth", tiling.Depth, tiling.Depth.NextIndex);
        if (!prefetch) return;
        if (LoadsOften(StationaryOperand.A))
        {
            code.Line($"{Element}* aSource = {AAddress("a", NextStart(tiling.Rows), NextStart(tiling.Depth))};");
            code.Line($"uint aNext = {Place(StationaryOperand.A, "visit + 1", a => a.NextIndex)};");
        }

        if (LoadsOften(StationaryOperand.B))
        {
            code.Line($"{Element}* bSource = {BAddress("b", NextStart(tiling.Depth), NextStart(tiling.Columns))};");
            code.Line($"uint bNext = {Place(StationaryOperand.B, "visit + 1", a => a.NextIndex)};");
        }
    }

    /// <summary>Whether any visit but the first loads the operand.</summary>
    private bool LoadsOften(StationaryOperand operand) =>
        operand == parameters.Stationary ? tiling.Panels.Count * tiling.Depth.Count > 1 : tiling.Tiles.Count * tiling.Depth.Count > 1;

    /// <summary>The condition under which the next visit needs the operand loaded.</summary>
    private string LoadsNext(StationaryOperand operand) =>
        operand == parameters.Stationary && parameters.Resident && tiling.Tiles.Count > 1 ? $"more && {tiling.Tiles.NextIndex} == 0" : "more";

    /// <summary>All loads of the first visit, in the order in which the products need them.</summary>
    private void FirstLoads()
    {
        string depth = Number(tiling.Depth.Longest);
        if (product.B.Transposed)
        {
            LoadB("b", Place(StationaryOperand.B, "0", _ => "0"), "0", depth, Number(tiling.Columns.Longest), depth);
            code.Loop("i", "0", Number(tiling.Rows.Longest), Number(RowsALoad), i => LoadA("a", Place(StationaryOperand.A, "0", _ => "0"), i, Number(tiling.Rows.Longest), depth));
            return;
        }

        LoadB("b", Place(StationaryOperand.B, "0", _ => "0"), "0", Number(Math.Min(dim, tiling.Depth.Longest)), Number(tiling.Columns.Longest), depth);
        code.Loop("i", "0", Number(tiling.Rows.Longest), Number(RowsALoad), i =>
            LoadA("a", Place(StationaryOperand.A, "0", _ => "0"), i, Number(tiling.Rows.Longest), depth));
        LoadB("b", Place(StationaryOperand.B, "0", _ => "0"), Number(dim), depth, Number(tiling.Columns.Longest), depth);
    }

    /// <summary>Loads of this visit, before its products.</summary>
    private void LoadNow()
    {
        string a = AAddress("a", Start(tiling.Rows), Start(tiling.Depth));
        string b = BAddress("b", Start(tiling.Depth), Start(tiling.Columns));
        string depth = Length("depth", tiling.Depth);
        string fresh = parameters.Resident && tiling.Tiles.Count > 1 ? $"{tiling.Tiles.Index} == 0" : "true";
        code.If(parameters.Stationary == StationaryOperand.A ? fresh : "true", () =>
            code.Loop("i", "0", Length("rows", tiling.Rows), Number(RowsALoad), i => LoadA(a, "aNow", i, Length("rows", tiling.Rows), depth)));
        code.If(parameters.Stationary == StationaryOperand.B ? fresh : "true", () =>
            LoadB(b, "bNow", "0", depth, Length("columns", tiling.Columns), depth));
    }

    private void LoadA(string source, string place, string row, string rows, string depth)
    {
        if (product.A.Transposed)
        {
            code.Loop("p", "0", depth, Number(dim), p =>
                Transfer("Mvin", At(source, product.A.RowStride, p, row), Local(place, Times(p, parameters.TileRows), row), Part(LoadWidth, tiling.Rows, rows, row), Part(dim, tiling.Depth, depth, p)));
            return;
        }

        code.Loop("q", "0", depth, Number(LoadWidth), q =>
            Transfer("Mvin", At(source, product.A.RowStride, row, q), Local(place, Times(row, parameters.TileDepth), q), Part(LoadWidth, tiling.Depth, depth, q), Part(dim, tiling.Rows, rows, row)));
    }

    /// <summary>Rows of A that one piece of its loads serves: blocks lie side by side along the rows when A is transposed.</summary>
    private int RowsALoad => product.A.Transposed ? LoadWidth : dim;

    private void LoadB(string source, string place, string from, string to, string columns, string depth)
    {
        if (product.B.Transposed) code.Loop("p", "0", columns, Number(dim), p => LoadBColumns(source, place, p, columns, depth));
        else code.Loop("p", from, to, Number(dim), p => code.Loop("q", "0", columns, Number(LoadWidth), q => LoadBRow(source, place, p, q, columns, depth)));
    }

    /// <summary>Loads the blocks of one block column of B, which lie side by side in memory when B is transposed; the array turns them.</summary>
    private void LoadBColumns(string source, string place, string column, string columns, string depth) =>
        code.Loop("d", "0", depth, Number(LoadWidth), d =>
            Transfer("Mvin2", At(source, product.B.RowStride, column, d), Local(place, Times(column, parameters.TileDepth), d), Part(LoadWidth, tiling.Depth, depth, d), Part(dim, tiling.Columns, columns, column)));

    private string AAddress(string pointer, string row, string column) =>
        product.A.Transposed ? At(pointer, product.A.RowStride, column, row) : At(pointer, product.A.RowStride, row, column);

    private string BAddress(string pointer, string row, string column) =>
        product.B.Transposed ? At(pointer, product.B.RowStride, column, row) : At(pointer, product.B.RowStride, row, column);

    private void LoadBRow(string source, string place, string p, string q, string columns, string depth) =>
        Transfer("Mvin2", At(source, product.B.RowStride, p, q), Local(place, Times(p, parameters.TileColumns), q), Part(LoadWidth, tiling.Columns, columns, q), Part(dim, tiling.Depth, depth, p));

    private void BiasBefore(string column, string sums, string rows, string columns) =>
        code.Loop("i", "0", rows, Number(dim), i =>
            code.Loop("j", "0", columns, Number(dim), j => BiasBlock(Sum("bias", column), sums, i, j, rows, columns)));

    private void BiasBlock(string source, string sums, string i, string j, string rows, string columns) =>
        Transfer("Mvin3", Sum(source, j), Local(sums, Times(i, parameters.TileColumns), j), Part(dim, tiling.Columns, columns, j), Part(dim, tiling.Rows, rows, i));

    private void StoreTile(string destination, string sums, string rows, string columns) =>
        code.Loop("i", "0", rows, Number(dim), i =>
            code.Loop("q", "0", columns, Number(StoreWidth), q => Store(destination, sums, i, q, rows, columns)));

    private void Store(string destination, string sums, string i, string q, string rows, string columns)
    {
        string local = Local(sums, Times(i, parameters.TileColumns), q);
        if (!product.Epilogue.Narrow) local = $"{(local.Contains('+', StringComparison.Ordinal) ? $"({local})" : local)} | Gemmini.FullWidth";
        Transfer("Mvout", At(destination, product.C.RowStride, i, q), local, Part(StoreWidth, tiling.Columns, columns, q), Part(dim, tiling.Rows, rows, i));
    }

    private void LastStores()
    {
        int turns = tiling.Panels.Count * tiling.Tiles.Count;
        string destination = At("c", product.C.RowStride, Number((long)(tiling.Rows.Count - 1) * tiling.Rows.Piece), Number((long)(tiling.Columns.Count - 1) * tiling.Columns.Piece));
        string sums = Sums(Number(turns - 1));
        StoreTile(destination, sums, Number(tiling.Rows.Last), Number(tiling.Columns.Last));
    }

    private void Transfer(string command, string address, string local, string columns, string rows) =>
        code.Line($"Gemmini.{command}({address}, {local}, {columns}, {rows});");

    /// <summary>The length of a piece of a chunk that starts at an offset: constant when every piece is whole.</summary>
    private static string Part(int width, GemmAxis axis, string length, string offset) =>
        IsConstant(length, out long all) && (IsConstant(offset, out _) || all % width == 0)
            ? IsConstant(offset, out long at) ? Number(Math.Min(width, all - at)) : Number(width)
            : axis.Extent % width == 0 && axis.Piece % width == 0 ? Number(width)
            : Min(width, Minus(length, offset));

    private static string NextStart(GemmAxis axis) => Times(axis.NextIndex, axis.Piece);

    private static string At(string pointer, long stride, string row, string column) => Sum(pointer, Times(row, stride), column);

    private static string Local(string place, params string[] offsets)
    {
        string offset = Sum(offsets);
        if (IsConstant(offset, out _)) return Sum(place, offset);
        string cast = offset.Contains(' ', StringComparison.Ordinal) ? $"(uint)({offset})" : $"(uint){offset}";
        return Sum(place, cast);
    }

    private string Sums(string turn)
    {
        if (!pingPong) return "Gemmini.Accumulator";
        return IsConstant(turn, out long n)
            ? n % 2 == 0 ? "Gemmini.Accumulator" : $"Gemmini.Accumulator + {Number(layout.AccumulatorStep)}"
            : $"Gemmini.Accumulator + (uint)({(turn.Contains(' ', StringComparison.Ordinal) ? $"({turn})" : turn)} & 1) * {Number(layout.AccumulatorStep)}";
    }

    /// <summary>The first local row of a chunk.</summary>
    private string Place(StationaryOperand operand, string visit, Func<GemmAxis, string> index)
    {
        OperandPlace place = operand == StationaryOperand.A ? layout.A : layout.B;
        string first = Number(place.Base);
        if (tiling.ChunksKept(operand) == 1) return first;
        if (!tiling.Stays(operand)) return Odd(visit);
        if (tiling.Depth.Count == 1) return Odd(index(tiling.Panels));
        string chunk = index(tiling.Depth);
        string pair = tiling.Depth.Count <= 2 ? "0" : IsConstant(chunk, out long c) ? Number(c / 2 * place.Pair) : $"(uint)({chunk} >> 1) * {Number(place.Pair)}";
        return Sum(Odd(chunk), pair);

        string Odd(string number) =>
            IsConstant(number, out long n) ? Number(place.Base + n % 2 * place.Parity)
            : Sum(first, $"(uint)({(number.Contains(' ', StringComparison.Ordinal) ? $"({number})" : number)} & 1) * {Number(place.Parity)}");
    }
}
