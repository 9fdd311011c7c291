using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a chain: loads of all that is not computed, then step after step from scratchpad to scratchpad, tile by tile.</summary>
/// <remarks>Output-stationary: a tile's sums stay in the array over the depth and leave it whole. No fence stands between steps.</remarks>
/// <param name="chain">The chain.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
/// <param name="around">Variables of the repetitions around the chain.</param>
/// <param name="text">Takes the lines.</param>
internal sealed class LowerChain(ResidentChain chain, TargetDescription target, ScheduleNames names, ImmutableArray<string> around, ScheduleText text)
{
    private readonly int dim = target.Dim;
    private readonly int elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
    private readonly ChainPlan plan = chain.Plan;
    private readonly ChainConfiguration configuration = new(text);
    private readonly MovedOperands moved = new(around, names, text);
    private readonly List<string> variables = [.. around];

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        // Pointers are declared here, where all of the chain sees them.
        foreach (ChainMatrix matrix in plan.Steps.SelectMany(step => step.Operands.Append(step.Result)))
        {
            Pointer(matrix.Tensor, matrix.Steps);
        }

        foreach (ChainTensor tensor in plan.Tensors.Where(tensor => tensor.From != ChainTensor.Origin.Computed))
        {
            Load(tensor);
        }

        Write(chain.Body);
        foreach (ChainStep step in plan.Steps.Where(plan.Stays).DistinctBy(step => step.Result.Key(plan.Outer)))
        {
            if (plan.Of(step.Result).IsStoredLast)
            {
                configuration.Set(StoreLine(step));
                Tiles(step, (i, j, height, width) => Store(step, i, j, height, width));
            }
        }
    }

    private void Write(TensorOperation part)
    {
        switch (part)
        {
            case TensorOperation.Sequence sequence:
                foreach (TensorOperation next in sequence.Parts)
                {
                    Write(next);
                }

                break;
            case TensorOperation.Repeat repeat:
                configuration.EnterLoop([.. repeat.Leaves.Where(leaf => !ChainPlan.IsZero(leaf)).Select(plan.Of).SelectMany(Lines)]);
                variables.Add(names.Fresh(repeat.Variable));
                text.Block($"for (int {variables[^1]} = 0; {variables[^1]} < {repeat.Count}; {variables[^1]}++)", () => Write(repeat.Body));
                variables.RemoveAt(variables.Count - 1);
                break;
            case TensorOperation.Host:
                break;
            default:
                ChainStep step = plan.Of(part);
                if (plan.Stays(step))
                {
                    Stay(step);
                }
                else
                {
                    Leave(step);
                }

                break;
        }
    }

    private void Load(ChainTensor tensor)
    {
        string pointer = Pointer(tensor.Tensor, tensor.Outer);
        string scale = tensor.Coefficient.IsOne ? "1f" : tensor.Coefficient.Text;
        bool isZero = tensor.From == ChainTensor.Origin.Zero;
        configuration.Set($"Gemmini.ConfigLd(0, {(isZero ? 0 : tensor.RowStride * elementBytes)}, {scale}{(tensor.Width > dim ? $", blockStride: {tensor.Rows}" : "")});");
        int wide = dim * target.MaxBlockLength;
        Extent rows = new(names.Fresh("row"), tensor.Rows, dim), columns = new(names.Fresh("column"), tensor.Width, wide);
        rows.Each(text, (r, height) => columns.Each(text, (c, width) =>
        {
            string source = isZero ? "null" : Address(pointer, tensor.Offset, [.. Terms(r, tensor.RowStride), .. Terms(c, 1)]);
            text.Line($"Gemmini.Mvin({source}, {Sum(tensor.Local, r, Across(c, tensor.Rows))}, {width}, {height});");
        }));
    }

    /// <summary>A step whose result is left in the scratchpad. Products of either kind of left operand take turns, the second on top of the first.</summary>
    private void Stay(ChainStep step)
    {
        ImmutableArray<ChainProduct>[] groups = Groups(step);
        for (int g = 0; g < groups.Length; g++)
        {
            bool isLast = g == groups.Length - 1;
            ChainMatrix? start = g > 0 ? step.Result : step.Addends.FirstOrDefault();
            configuration.Set(ExecuteLine(step, groups[g], isLast));
            bool stores = isLast && plan.Of(step.Result) is { IsStored: true, IsStoredLast: false };
            if (stores)
            {
                configuration.Set(StoreLine(step));
            }

            Tiles(step, (i, j, height, width) =>
            {
                string result = Local(step.Result, i, j), before = start is null ? "Gemmini.Garbage" : Local(start, i, j);
                (ChainProduct Product, Extent Depth)[] terms = [.. groups[g].Select(product => (product, new Extent(names.Fresh("k"), product.Depth, dim)))];
                for (int p = 0; p < terms.Length; p++)
                {
                    (ChainProduct product, Extent depth) = terms[p];
                    bool isFirst = p == 0, isFinal = p == terms.Length - 1;
                    depth.EachOf(text, (k, length, first, last) =>
                    {
                        text.Line($"Gemmini.Preload({(isFirst && first ? before : "Gemmini.Garbage")}, {(isFinal && last ? result : "Gemmini.Garbage")}, {width}, {height}, {width}, {height});");
                        text.Line($"Gemmini.Compute{(isFirst && first ? "Preloaded" : "Accumulated")}({Local(product.Left, i, k)}, {Local(product.Right, k, j)}, {length}, {height}, {width}, {length});");
                    });
                }

                if (stores)
                {
                    Store(step, i, j, height, width);
                }
            });
        }
    }

    /// <summary>A step whose result goes to memory by way of the accumulator.</summary>
    private void Leave(ChainStep step)
    {
        foreach (string line in Lines(step))
        {
            configuration.Set(line);
        }

        string turn = names.Fresh("turn"), sums = names.Fresh("sums");
        text.Line($"int {turn} = 0;");
        Tiles(step, (i, j, height, width) =>
        {
            text.Line($"uint {sums} = Gemmini.Accumulator + (uint)({turn}++ & 1) * {target.AccumulatorRows / 2};");
            for (int a = 0; a < step.Addends.Length; a++)
            {
                configuration.Set(AddendLine(step.Addends[a]));
                text.Line($"Gemmini.Mvin3({Memory(step.Addends[a], i, j)}, {(a == 0 ? sums : $"{sums} | Gemmini.Accumulate")}, {width}, {height});");
            }

            for (int p = 0; p < step.Products.Length; p++)
            {
                ChainProduct product = step.Products[p];
                bool overwrites = p == 0 && step.Addends.IsEmpty;
                new Extent(names.Fresh("k"), product.Depth, dim).EachOf(text, (k, length, first, _) =>
                {
                    text.Line($"Gemmini.Preload({Local(product.Right, k, j)}, {(overwrites && first ? sums : $"{sums} | Gemmini.Accumulate")}, {width}, {length}, {width}, {height});");
                    text.Line($"Gemmini.ComputePreloaded({Local(product.Left, i, k)}, Gemmini.Garbage, {length}, {height}, {width}, {height});");
                });
            }

            string source = step.Epilogue.Narrow ? sums : $"{sums} | Gemmini.FullWidth";
            text.Line($"Gemmini.Mvout({Memory(step.Result, i, j)}, {source}, {width}, {height});");
        });
    }

    private void Store(ChainStep step, Index i, Index j, string height, string width) =>
        text.Line($"Gemmini.Mvout({Memory(step.Result, i, j)}, {Local(step.Result, i, j)}, {width}, {height});");

    private void Tiles(ChainStep step, Action<Index, Index, string, string> body)
    {
        Extent rows = new(names.Fresh("i"), step.Rows, dim), columns = new(names.Fresh("j"), step.Columns, dim);
        rows.Each(text, (i, height) => columns.Each(text, (j, width) => body(i, j, height, width)));
    }

    private IEnumerable<string> Lines(ChainStep step) => plan.Stays(step)
        ? [.. Groups(step).Select((group, g) => ExecuteLine(step, group, g == Groups(step).Length - 1)), .. plan.Of(step.Result).IsStored ? [StoreLine(step)] : Array.Empty<string>()]
        : [ExecuteLine(step), StoreLine(step), .. step.Addends.Select(AddendLine)];

    private static ImmutableArray<ChainProduct>[] Groups(ChainStep step) =>
        [.. step.Products.GroupBy(product => product.Left.IsTurned).Select(group => group.ToImmutableArray())];

    private static string ExecuteLine(ChainStep step, ImmutableArray<ChainProduct> group, bool isLast)
    {
        int shift = step.Epilogue.Narrow ? step.Shift ?? 0 : 0;
        return $"Gemmini.ConfigEx(Dataflow.OutputStationary{(isLast && step.Epilogue.Relu ? ", Activation.Relu" : "")}{(group[0].Left.IsTurned ? ", transposeA: true" : "")}{(shift == 0 ? "" : $", inShift: {shift}")});";
    }

    private static string ExecuteLine(ChainStep step) =>
        $"Gemmini.ConfigEx(Dataflow.WeightStationary{(step.Products[0].Left.IsTurned ? ", transposeA: true" : "")}{(step.Products[0].Right.IsTurned ? ", transposeB: true" : "")});";

    private static string AddendLine(ChainMatrix addend)
    {
        int bytes = Size(addend.Tensor);
        return $"Gemmini.ConfigLd(2, {addend.RowStride * bytes}{(addend.Coefficient.IsOne ? "" : $", {addend.Coefficient.Text}")}{(bytes == 1 ? ", shrunk: true" : "")});";
    }

    private string StoreLine(ChainStep step)
    {
        long stride = step.Result.RowStride * Size(step.Result.Tensor);
        Epilogue end = step.Epilogue;
        return plan.Stays(step) || !end.Narrow
            ? $"Gemmini.ConfigSt({stride});"
            : $"Gemmini.ConfigSt({stride}, {end.ScaleParameter?.Name ?? Literal(end.ScaleConstant)}{(end.Relu ? ", Activation.Relu" : "")});";
    }

    /// <summary>The local row of a tile of a matrix.</summary>
    private string Local(ChainMatrix matrix, Index row, Index column)
    {
        ChainTensor tensor = plan.Of(matrix);
        (row, column) = matrix.IsTurned ? (column, row) : (row, column);
        long from = matrix.IsBroadcast ? 0 : matrix.Offset - tensor.Offset;
        long first = tensor.Local + from / tensor.Width + from % tensor.Width / dim * tensor.Rows;
        IEnumerable<Index> moves = Moves(matrix).Select(move => new Index($"{move.Variable}{(move.Step / tensor.Width == 1 ? "" : $" * {move.Step / tensor.Width}")}", 0));
        return Sum(first, [.. moves, row, Across(column, tensor.Rows)]);
    }

    /// <summary>The address of a tile of a matrix.</summary>
    private string Memory(ChainMatrix matrix, Index row, Index column)
    {
        (row, column) = matrix.IsTurned ? (column, row) : (row, column);
        return Address(Pointer(matrix.Tensor, matrix.Steps), matrix.Offset, [.. Moves(matrix), .. Terms(row, matrix.RowStride), .. Terms(column, 1)]);
    }

    /// <summary>What the chain's repetitions move a matrix by.</summary>
    private IEnumerable<(string Variable, long Step)> Moves(ChainMatrix matrix) =>
        Enumerable.Range(plan.Outer, variables.Count - plan.Outer).Where(depth => matrix.Step(depth) != 0).Select(depth => (variables[depth], matrix.Step(depth)));

    private string Pointer(KernelParameter tensor, ImmutableArray<long> steps) =>
        moved.Of(new MatrixOperand(tensor, 0, 0, false) { Steps = [.. steps.Take(plan.Outer)] }).Tensor.Name;

    /// <summary>Local rows to a column that begins a block.</summary>
    private Index Across(Index column, int rows) => column.Variable.Length == 0
        ? new("", column.Constant / dim * rows)
        : new(rows % dim == 0 ? $"{column.Variable} * {rows / dim}" : $"{column.Variable} / {dim} * {rows}", 0);

    private static IEnumerable<(string, long)> Terms(Index index, long stride) => index.Variable.Length > 0 ? [(index.Variable, stride)]
        : index.Constant > 0 && stride > 0 ? [(Literal(index.Constant * stride), 1)] : [];

    private static string Sum(long first, params ReadOnlySpan<Index> terms)
    {
        List<string> moving = [];
        foreach (Index term in terms)
        {
            first += term.Constant;
            if (term.Variable.Length > 0)
            {
                moving.Add(term.Variable);
            }
        }

        return moving.Count == 0 ? Literal(first) : $"(uint)({Literal(first)} + {string.Join(" + ", moving)})";
    }

    private static int Size(KernelParameter tensor) => new DataType(tensor.Scalar).ScalarSize;
}
