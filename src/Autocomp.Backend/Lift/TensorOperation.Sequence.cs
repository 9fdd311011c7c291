using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary>Operations one after another; each sees what those before it have written.</summary>
    /// <param name="Parts">Two or more.</param>
    public sealed record Sequence(ImmutableArray<TensorOperation> Parts) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => Parts.Sum(part => part.Macs);

        /// <inheritdoc/>
        public override string Description => string.Join("; then ", Parts.Select(part => part.Description));

        /// <inheritdoc/>
        public override string Formula => string.Join("\n", Parts.Select(part => part.Formula));

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => Parts.SelectMany(part => part.Reads);

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => Parts.SelectMany(part => part.Writes);

        /// <inheritdoc/>
        public override IEnumerable<ResultSum> ResultSums => Parts.SelectMany(part => part.ResultSums);

        /// <inheritdoc/>
        public override IEnumerable<TensorOperation> Leaves => Parts.SelectMany(part => part.Leaves);

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) =>
            new Sequence([.. Parts.Select(part => part.WithOperands(change))]);

        /// <inheritdoc/>
        public override void Replay(FloatReplay replay)
        {
            foreach (TensorOperation part in Parts)
            {
                part.Replay(replay);
            }
        }
    }
}
