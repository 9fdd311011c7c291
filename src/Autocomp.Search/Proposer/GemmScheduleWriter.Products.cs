using System.Globalization;
using static Autocomp.Search.Proposer.CodeWriter;

namespace Autocomp.Search.Proposer;

/// <summary>The part that writes the products and what stands between them.</summary>
public sealed partial class GemmScheduleWriter
{
    private void Products()
    {
        string depth = Length("depth", tiling.Depth);
        code.Loop("k", "0", depth, Number(dim), k =>
        {
            if (!HasBias && FirstStep(k) is var first && first != "true") code.Line($"uint target = {first} ? sums : sums | Gemmini.Accumulate;");
            if (parameters.ReuseWeights) ByColumns(k, depth);
            else ByRows(k, depth);
        });
    }

    private void ByRows(string k, string depth)
    {
        string rows = Length("rows", tiling.Rows);
        code.Loop("i", "0", rows, Number(dim), i =>
        {
            Between(k, i, tiling.Rows, rows);
            string blockRows = Part(dim, tiling.Rows, rows, i);
            string blockDepth = Part(dim, tiling.Depth, depth, k);
            BlockColumns((j, width) =>
            {
                code.Line($"Gemmini.Preload({BAt(k, j)}, {CAt(k, i, j)}, {width}, {blockDepth}, {width}, {blockRows});");
                code.Line($"Gemmini.ComputePreloaded({AAt(i, k)}, Gemmini.Garbage, {blockDepth}, {blockRows}, {width}, {blockRows});");
            });
        });
    }

    private void ByColumns(string k, string depth)
    {
        string rows = Length("rows", tiling.Rows);
        string blockDepth = Part(dim, tiling.Depth, depth, k);
        BlockColumns((j, width) =>
        {
            Between(k, j, tiling.Columns, Length("columns", tiling.Columns));
            string first = Part(dim, tiling.Rows, rows, "0");
            code.Line($"Gemmini.Preload({BAt(k, j)}, {CAt(k, "0", j)}, {width}, {blockDepth}, {width}, {first});");
            code.Line($"Gemmini.ComputePreloaded({AAt("0", k)}, Gemmini.Garbage, {blockDepth}, {first}, {width}, {first});");
            code.Loop("i", Number(dim), rows, Number(dim), i =>
            {
                string blockRows = Part(dim, tiling.Rows, rows, i);
                code.Line($"Gemmini.Preload(Gemmini.Garbage, {CAt(k, i, j)}, {width}, {blockDepth}, {width}, {blockRows});");
                code.Line($"Gemmini.ComputeAccumulated({AAt(i, k)}, Gemmini.Garbage, {blockDepth}, {blockRows}, {width}, {blockRows});");
            });
        });
    }

    /// <summary>The columns of a row of blocks: whole blocks in a loop, a narrower one after it, so that the loop's operands stay simple.</summary>
    private void BlockColumns(Action<string, string> body)
    {
        GemmAxis axis = tiling.Columns;
        if (axis.WholeBlocks)
        {
            code.Loop("j", "0", Length("columns", axis), Number(dim), j => body(j, Number(dim)));
            return;
        }

        if (axis.Even)
        {
            int whole = axis.Longest / dim * dim;
            code.Loop("j", "0", Number(whole), Number(dim), j => body(j, Number(dim)));
            body(Number(whole), Number(axis.Longest - whole));
            return;
        }

        code.Line($"int whole = columns & -{Number(dim)};");
        code.Block($"for (int j = 0; j < whole; j += {Number(dim)})", () => body("j", Number(dim)));
        code.If("whole < columns", () => body("whole", "columns - whole"));
    }

    /// <summary>What stands before a row of products: parts of the next chunk's loads, of the last tile's stores, of the next tile's bias.</summary>
    /// <param name="k">Offset in depth.</param>
    /// <param name="slot">Offset of the row or column of products; the parts are dealt to slots in turn.</param>
    /// <param name="slots">The axis of the slots.</param>
    /// <param name="length">Its length here.</param>
    private void Between(string k, string slot, GemmAxis slots, string length)
    {
        if (prefetch && LoadsOften(StationaryOperand.A))
        {
            string condition = IsConstant(k, out _) ? LoadsNext(StationaryOperand.A) : All($"k == {Number(Late ? dim : 0)}", LoadsNext(StationaryOperand.A));
            code.If(condition, () => Deal("x", slot, slots, length, NextLength("nextRows", tiling.Rows), RowsALoad, tiling.Rows, x =>
                LoadA("aSource", "aNext", x, NextLength("nextRows", tiling.Rows), NextLength("nextDepth", tiling.Depth))));
        }

        if (prefetch && LoadsOften(StationaryOperand.B))
        {
            string columns = NextLength("nextColumns", tiling.Columns), depth = NextLength("nextDepth", tiling.Depth);
            if (product.B.Transposed)
            {
                string condition = IsConstant(k, out _) ? LoadsNext(StationaryOperand.B) : All($"k == {Number(Late ? dim : 0)}", LoadsNext(StationaryOperand.B));
                code.If(condition, () => Deal("p", slot, slots, length, columns, dim, tiling.Columns, p => LoadBColumns("bSource", "bNext", p, columns, depth)));
            }
            else code.If(LoadsNext(StationaryOperand.B), () => RowsAhead(k, depth, p =>
                Deal("q", slot, slots, length, columns, LoadWidth, tiling.Columns, q => LoadBRow("bSource", "bNext", p, q, columns, depth))));
        }

        if (!pingPong) return;
        FinishedStores(k, slot, slots, length);
        if (HasBias) NextBias(k, slot, slots, length);
    }

    private void FinishedStores(string k, string slot, GemmAxis slots, string length)
    {
        string rows = tiling.Rows.Even ? Number(tiling.Rows.Longest) : "finishedRows";
        string columns = tiling.Columns.Even ? Number(tiling.Columns.Longest) : "finishedColumns";
        int steps = Steps(tiling.Depth.Longest, dim);
        int pieces = Steps(tiling.Columns.Longest, StoreWidth);
        int each = Steps(pieces, steps);
        string condition = All("turn > 0", tiling.Depth.Count > 1 ? "chunk == 0" : "true");
        code.If(condition, () => Deal("x", slot, slots, length, rows, dim, tiling.Rows, x => Spread(k, each, pieces, StoreWidth, columns, q => Store("finished", "others", x, q, rows, columns))));
    }

    private void NextBias(string k, string slot, GemmAxis slots, string length)
    {
        string rows = NextLength("nextRows", tiling.Rows), columns = NextLength("nextColumns", tiling.Columns);
        int steps = Steps(tiling.Depth.Last, dim);
        int pieces = Steps(tiling.Columns.Longest, dim);
        int each = Steps(pieces, steps);
        string condition = All("more", tiling.Depth.Count > 1 ? $"chunk == {Number(tiling.Depth.Count - 1)}" : "true");
        code.If(condition, () => Deal("x", slot, slots, length, rows, dim, tiling.Rows, x =>
            Spread(k, each, pieces, dim, columns, j => BiasBlock(Sum("bias", NextStart(tiling.Columns)), "others", x, j, rows, columns))));
    }

    /// <summary>Writes the pieces that belong to step k: <paramref name="each"/> pieces a step, in order.</summary>
    private void Spread(string k, int each, int pieces, int width, string columns, Action<string> body)
    {
        string first = Times(k, (long)each * width / dim);
        if (each == 1)
        {
            bool always = IsConstant(k, out _) || (IsConstant(columns, out long all) && Steps((int)all, width) >= Steps(tiling.Depth.Longest, dim));
            code.If(always ? "true" : $"{first} < {columns}", () => body(first));
            return;
        }

        string end = IsConstant(k, out _) && each >= pieces ? columns : Min((long)each * width, Minus(columns, first));
        if (IsConstant(end, out long count) && IsConstant(first, out long at)) code.Loop("q", Number(at), Number(at + count), Number(width), body);
        else code.Block($"for (int q = {first}; q < Math.Min({columns}, {Sum(first, Number((long)each * width))}); q += {Number(width)})", () => body("q"));
    }

    /// <summary>Whether loads of the next chunk begin at the second step of this one. Chunks of unequal length begin at the first.</summary>
    private bool Late => parameters.LateLoads && tiling.Depth.Even && tiling.Depth.Longest > dim;

    /// <summary>Writes the rows of B that step k loads for the next chunk; the last step loads what is left.</summary>
    private void RowsAhead(string k, string depth, Action<string> body)
    {
        if (Late)
        {
            string last = Number((Steps(tiling.Depth.Longest, dim) - 1) * (long)dim);
            code.If("k > 0", () => code.Block($"for (int p = k - {Number(dim)}; p < (k == {last} ? {depth} : k); p += {Number(dim)})", () => body("p")));
            return;
        }

        if (tiling.Depth.Even)
        {
            body(k);
            return;
        }

        code.Line($"int ahead = k + {Number(dim)} < depth ? Math.Min(k + {Number(dim)}, nextDepth) : nextDepth;");
        code.Block($"for (int p = k; p < ahead; p += {Number(dim)})", () => body("p"));
    }

    /// <summary>Deals pieces 0, width, 2 width … of a length to slots in turn.</summary>
    private void Deal(string variable, string slot, GemmAxis slots, string slotLength, string length, int width, GemmAxis axis, Action<string> body)
    {
        bool known = IsConstant(slotLength, out long here) && IsConstant(length, out _);
        int pieces = Steps(axis.Longest, width);
        long count = known ? Steps((int)here, dim) : 0;
        string first = Times(slot, width / dim);
        if (known && pieces == count) body(first);
        else if (known && pieces < count && IsConstant(first, out long at)) code.Loop(variable, first, Number(Math.Min(at + width, long.Parse(length, CultureInfo.InvariantCulture))), Number(width), body);
        else if (known && pieces < count) code.If($"{first} < {length}", () => body(first));
        else code.Loop(variable, first, length, StepOf(slotLength, slots, width), body);
    }

    private string StepOf(string slotLength, GemmAxis slots, int width)
    {
        if (IsConstant(slotLength, out long here)) return Number((long)Steps((int)here, dim) * width);
        string rounded = slots.WholeBlocks ? slotLength : $"({slotLength} + {Number(dim - 1)} & -{Number(dim)})";
        return Times(rounded, width / dim);
    }

    private string FirstStep(string k)
    {
        if (tiling.Depth.Count > 1) return IsConstant(k, out _) ? "chunk == 0" : "chunk + k == 0";
        return IsConstant(k, out _) ? "true" : "k == 0";
    }

    private string BAt(string k, string j) => product.B.Transposed
        ? Local("bNow", Times(j, parameters.TileDepth), k)
        : Local("bNow", Times(k, parameters.TileColumns), j);

    private string AAt(string i, string k) => product.A.Transposed
        ? Local("aNow", Times(k, parameters.TileRows), i)
        : Local("aNow", Times(i, parameters.TileDepth), k);

    private string CAt(string k, string i, string j) =>
        Local(HasBias ? "(sums | Gemmini.Accumulate)" : FirstStep(k) == "true" ? "sums" : "target", Times(i, parameters.TileColumns), j);

    private static string NextLength(string name, GemmAxis axis) => axis.Even ? Number(axis.Longest) : name;

    private static int Steps(int length, int width) => (length + width - 1) / width;
}
