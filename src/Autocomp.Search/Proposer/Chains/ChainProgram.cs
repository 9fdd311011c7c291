using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>A chain of small matrix operations as block products on blocks of tensors, repetitions unrolled.</summary>
/// <remarks>
/// Vectors are all rows or all columns, however the source sees them. A row takes one local row and is loaded and stored by one command, but
/// matrices that stand before it have to be turned by the array.
/// </remarks>
internal sealed class ChainProgram
{
    private const int MostProducts = 1500;

    private readonly int dim;
    private readonly bool asColumns;
    private readonly Dictionary<TensorOperation, int> operations = new(ReferenceEqualityComparer.Instance);
    private int visits;
    private readonly HashSet<(KernelParameter Tensor, long Element)> written = [];
    private readonly HashSet<(KernelParameter Tensor, long Element)> loaded = [];

    private ChainProgram(TargetDescription target, bool columns) => (dim, asColumns) = (target.Dim, columns);

    /// <summary>Result blocks in the order of the source.</summary>
    public List<ChainSum> Sums { get; } = [];

    /// <summary>Why there is no program, or null.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>The last sum of each block, by the block in its first version.</summary>
    public Dictionary<ChainBlock, ChainSum> Final { get; } = [];

    /// <summary>Reads an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="target">The machine.</param>
    /// <param name="columns">Whether vectors stay columns.</param>
    /// <returns>The program; look at <see cref="Unsupported"/>.</returns>
    public static ChainProgram Of(TensorOperation operation, TargetDescription target, bool columns)
    {
        var program = new ChainProgram(target, columns);
        if (target.Element != ElementType.Float32) program.Refuse("results of integers do not fit the scratchpad");
        else program.Read(operation, []);
        return program;
    }

    private void Refuse(string why) => Unsupported ??= why;

    private void Read(TensorOperation operation, ImmutableArray<int> iterations)
    {
        if (Unsupported is not null) return;
        switch (operation)
        {
            case TensorOperation.Sequence sequence:
                foreach (TensorOperation part in sequence.Parts) Read(part, iterations);
                break;
            case TensorOperation.Repeat repeat:
                for (int n = 0; n < repeat.Count && Unsupported is null; n++) Read(repeat.Body, iterations.Add(n));
                break;
            case TensorOperation.MatrixProduct p:
                ImmutableArray<AddendTerm> bias = p.Bias is { } row ? [new AddendTerm(new MatrixOperand(row, 0, 0, false), Coefficient.One)] : [];
                Add(new(p.I, p.J, [new ProductTerm(p.K, p.A, p.B, Coefficient.One)], bias, p.C, p.Epilogue), Number(p), iterations);
                break;
            case TensorOperation.MatrixSum sum:
                Add(sum, Number(sum), iterations);
                break;
            default:
                Refuse("a part is no sum of matrix products");
                break;
        }
    }

    private int Number(TensorOperation operation) => operations.TryGetValue(operation, out int number) ? number : operations[operation] = operations.Count;

    private void Add(TensorOperation.MatrixSum sum, int operation, ImmutableArray<int> iterations)
    {
        if (sum.Epilogue is not { ScaleParameter: null, ScaleConstant: 1, Relu: false } || sum.C.Transposed) Refuse("a result is scaled, activated or transposed");
        else if (sum.Products.IsEmpty || sum.Addends.Length > 1) Refuse("a sum has no product or several addends");
        else if (sum.Products.Any(p => p.Coefficient.Parameter is not null) || sum.Addends.Any(a => a.Coefficient.Parameter is not null || a.Matrix.Transposed)) Refuse("a coefficient is a parameter, or an addend is transposed");
        if (Unsupported is not null) return;

        bool turned = asColumns ? sum.I == 1 && sum.J > 1 : sum.J == 1;
        View c = View.Of(sum.C, iterations, turned);
        (int rows, int columns) = turned ? (sum.J, sum.I) : (sum.I, sum.J);
        View? addend = sum.Addends.Length == 0 ? null : View.Of(sum.Addends[0].Matrix, iterations, turned);
        if (columns > 1 && c.Column != 1 || addend is { } view && columns > 1 && view.Column != 1)
        {
            Refuse("a result or an addend is a column with gaps");
            return;
        }

        var made = new List<ChainSum>();
        for (int m = 0; m < rows; m += dim)
        {
            for (int n = 0; n < columns; n += dim)
            {
                int height = Math.Min(dim, rows - m), width = Math.Min(dim, columns - n);
                ChainBlock? start = addend is { } a ? Input(a.Block(sum.Addends[0].Matrix.Tensor, m, n, height, width, sum.Addends[0].Coefficient.Constant)) : null;
                ChainBlock place = c.Block(sum.C.Tensor, m, n, height, width, 1);
                if (Final.TryGetValue(place, out ChainSum? before)) place = place with { Version = before.Result.Version + 1 };
                var result = new ChainSum(Sums.Count + made.Count, place, start, operation, visits);
                foreach (ProductTerm term in sum.Products) AddProducts(result, term, iterations, turned, m, n, height, width);
                made.Add(result);
            }
        }

        foreach (ChainSum result in made)
        {
            foreach (long element in result.Result.Elements())
            {
                written.Add((result.Result.Tensor, element));
                if (loaded.Contains((result.Result.Tensor, element))) Refuse("a tensor is written where it was read from memory");
            }

            ChainBlock place = result.Result with { Version = 0 };
            foreach (ChainBlock old in Final.Keys.Where(k => k.Tensor == place.Tensor && k != place && k.Elements().Intersect(result.Result.Elements()).Any()).ToArray()) Refuse($"blocks of '{old.Tensor.Name}' overlap");
            Final[place] = result;
        }

        Sums.AddRange(made);
        visits++;
        if (Sums.Sum(s => s.Products.Count) > MostProducts) Refuse("it has too many products to be written out");
    }

    private void AddProducts(ChainSum result, ProductTerm term, ImmutableArray<int> iterations, bool turned, int m, int n, int height, int width)
    {
        // C' = B' A' for a result that is computed transposed.
        (MatrixOperand first, MatrixOperand second) = turned ? (term.B, term.A) : (term.A, term.B);
        View left = View.Of(first, iterations, turned), right = View.Of(second, iterations, turned);
        for (int k = 0; k < term.K; k += dim)
        {
            int depth = Math.Min(dim, term.K - k);
            // A coefficient goes to an operand that is loaded, not to one that was computed; best to one that is the same in all steps, so that it is loaded once.
            ChainBlock l = left.Block(first.Tensor, m, k, height, depth, 1), r = right.Block(second.Tensor, k, n, depth, width, 1);
            bool turnsLeft = left.Turns(height, depth), turnsRight = right.Turns(depth, width);
            if (term.Coefficient.Constant != 1)
            {
                bool toRight = Fitness(second, r) >= Fitness(first, l);
                if (toRight) r = r with { Coefficient = term.Coefficient.Constant };
                else l = l with { Coefficient = term.Coefficient.Constant };
            }

            if (turnsLeft && turnsRight || left.HasGaps || right.HasGaps) Refuse("both operands of a product are transposed, or one has gaps");
            result.Products.Add(new(result, Input(l), Input(r), turnsLeft, turnsRight));
        }
    }

    /// <summary>How well an operand takes a coefficient.</summary>
    private int Fitness(MatrixOperand operand, ChainBlock block) =>
        Final.ContainsKey(block) ? 0 : operand.Tensor.Direction != ParameterDirection.In ? 1 : operand.Steps.Any(s => s != 0) ? 2 : 3;

    /// <summary>Notes what is loaded from memory; a block that an earlier sum wrote must be that sum's.</summary>
    private ChainBlock Input(ChainBlock block)
    {
        if (block.Coefficient == 1 && Final.TryGetValue(block, out ChainSum? computed)) return computed.Result;
        foreach (long element in block.Elements())
        {
            if (written.Contains((block.Tensor, element))) Refuse($"'{block.Tensor.Name}' is read in other blocks than it was computed in");
            loaded.Add((block.Tensor, element));
        }

        if (StackBuffers.IsBuffer(block.Tensor)) Refuse($"'{block.Tensor.Name}' is read before it is computed");
        return block;
    }

    /// <summary>A matrix as elements in memory, perhaps seen transposed.</summary>
    private readonly record struct View(long Offset, long Row, long Column)
    {
        public bool HasGaps => Row != 1 && Column != 1 && Column != 0;

        public static View Of(MatrixOperand operand, ImmutableArray<int> iterations, bool turned)
        {
            long offset = operand.Offset;
            for (int n = 0; n < iterations.Length && n < operand.Steps.Length; n++) offset += operand.Steps[n] * iterations[n];
            (long row, long column) = operand.Transposed ? (1L, operand.RowStride) : (operand.RowStride, 1L);
            return turned ? new(offset, column, row) : new(offset, row, column);
        }

        /// <summary>Whether a block lies in memory the other way round.</summary>
        public bool Turns(int height, int width) => Column != 1 && width > 1;

        public ChainBlock Block(KernelParameter tensor, int row, int column, int height, int width, float coefficient)
        {
            long offset = Offset + row * Row + column * Column;
            return Turns(height, width)
                ? ChainBlock.Of(tensor, offset, width, height, Column, coefficient)
                : ChainBlock.Of(tensor, offset, height, width, Row, coefficient);
        }
    }
}
