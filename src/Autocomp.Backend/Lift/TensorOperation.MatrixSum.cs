using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary><c>C = epilogue(sum of products + sum of addends)</c>: several products in one sum, coefficients, matrices added, accumulation into C (then C is an addend), or addends alone.</summary>
    /// <param name="I">Rows of C.</param>
    /// <param name="J">Columns of C.</param>
    /// <param name="Products">The products; may be empty.</param>
    /// <param name="Addends">The addends; may be empty.</param>
    /// <param name="C">Result. It overlaps no operand, except that it may itself be an addend.</param>
    /// <param name="Epilogue">What happens to the sums.</param>
    public sealed record MatrixSum(
        int I,
        int J,
        ImmutableArray<ProductTerm> Products,
        ImmutableArray<AddendTerm> Addends,
        MatrixOperand C,
        Epilogue Epilogue) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => Products.Sum(product => (long)I * J * product.K);

        /// <inheritdoc/>
        public override string Description
        {
            get
            {
                IEnumerable<string> products = Products.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Coefficient.Prefix}{p.A.Description} {I}x{p.K} by {p.B.Description} {p.K}x{J}"));
                IEnumerable<string> addends = Addends.Select(a => $"{a.Coefficient.Prefix}{(a.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{a.Count} parts of "))}{a.Matrix.Description}{(a.Matrix.RowStride == 0 && I > 1 ? " in each row" : "")}");
                string kind = Products.IsEmpty ? "elementwise sum" : Products.Length == 1 ? "matrix product" : "sum of matrix products";
                string size = Products.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $", {(long)I * J} elements") : "";
                return $"{kind} {string.Join(" plus ", products.Concat(addends))}{size}{Epilogue.Description(C.Tensor)}";
            }
        }

        /// <inheritdoc/>
        public override string Formula
        {
            get
            {
                IEnumerable<string> products = Products.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Coefficient.Prefix}sum over k < {p.K} of {p.A.Element("i", "k")} * {p.B.Element("k", "j")}"));
                IEnumerable<string> addends = Addends.Select(AddendFormula);
                return string.Create(CultureInfo.InvariantCulture, $"For i < {I}, j < {J}: {C.Element("i", "j")} = {Epilogue.Formula(string.Join(" + ", addends.Concat(products)), C.Tensor)}. {Epilogue.Arithmetic(C.Tensor)}");
            }
        }

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => [.. Products.SelectMany(p => new[] { p.A.Tensor, p.B.Tensor }), .. Addends.Select(a => a.Matrix.Tensor)];

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => [C.Tensor];

        /// <inheritdoc/>
        public override (MatrixOperand Operand, int Rows, int Columns)? Result => (C, I, J);

        /// <inheritdoc/>
        public override IEnumerable<ResultSum> ResultSums =>
            [new(Products.Sum(p => p.K), Addends.Sum(a => a.Count), Epilogue, Addends.FirstOrDefault(a => a.Matrix.Tensor.Scalar == ScalarType.Int32)?.Matrix.Tensor)];

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) => this with
        {
            Products = [.. Products.Select(p => p with { A = change(p.A), B = change(p.B) })],
            Addends = [.. Addends.Select(a => a with { Matrix = change(a.Matrix) })],
            C = change(C),
        };

        /// <inheritdoc/>
        public override void Replay(FloatReplay replay)
        {
            FloatReplay.Tensor c = replay.Of(C.Tensor);
            long cStart = replay.Offset(C);
            for (int i = 0; i < I; i++)
            {
                for (int j = 0; j < J; j++)
                {
                    FloatSum sum = default;
                    foreach (AddendTerm addend in Addends)
                    {
                        for (int part = 0; part < addend.Count; part++)
                        {
                            sum.Add(replay.Of(addend.Matrix.Tensor), replay.Offset(addend.Matrix) + i * addend.Matrix.RowStride + j + part * addend.Step, addend.Coefficient.Value(replay));
                        }
                    }

                    foreach (ProductTerm product in Products)
                    {
                        (long aRow, long aColumn) = product.A.Strides;
                        (long bRow, long bColumn) = product.B.Strides;
                        sum.AddProducts(
                            replay.Of(product.A.Tensor), replay.Offset(product.A) + i * aRow, aColumn,
                            replay.Of(product.B.Tensor), replay.Offset(product.B) + j * bColumn, bRow,
                            product.K, product.Coefficient.Value(replay));
                    }

                    replay.Store(c, cStart + i * C.RowStride + j, sum, Epilogue);
                }
            }
        }

        private string AddendFormula(AddendTerm addend)
        {
            string element = addend.Matrix.RowStride == 0 && I > 1 ? $"{addend.Matrix.Tensor.Name}[j]" : addend.Matrix.Element("i", "j");
            element = addend.Count == 1 ? element : string.Create(CultureInfo.InvariantCulture, $"sum over q < {addend.Count} of {addend.Matrix.Tensor.Name}[(i, j) + q * {addend.Step}]");
            return addend.Coefficient.IsOne || addend.Matrix.Tensor.Scalar == ScalarType.Float32
                ? addend.Coefficient.Prefix + element
                : $"saturate(round({addend.Coefficient.Prefix}{element}))";
        }
    }
}
