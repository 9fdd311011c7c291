using System.Globalization;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary>An operation again and again, in order, with operands that move: batches, heads, steps in time.</summary>
    /// <remarks>Operands move by <see cref="MatrixOperand.Steps"/>, one entry for each repetition around, outermost first.</remarks>
    /// <param name="Variable">Name of the loop variable, for readers.</param>
    /// <param name="Count">How often, at least 1.</param>
    /// <param name="Body">The operation.</param>
    public sealed record Repeat(string Variable, int Count, TensorOperation Body) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => Count * Body.Macs;

        /// <inheritdoc/>
        public override string Description => string.Create(CultureInfo.InvariantCulture, $"{Count} times: {Body.Description}");

        /// <inheritdoc/>
        public override string Formula =>
            string.Create(CultureInfo.InvariantCulture, $"For {Variable} = 0 to {Count - 1}, in this order (index expressions of tensors move with {Variable}):\n{Body.Formula}");

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => Body.Reads;

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => Body.Writes;

        /// <inheritdoc/>
        public override IEnumerable<ResultSum> ResultSums => Body.ResultSums;

        /// <inheritdoc/>
        public override IEnumerable<TensorOperation> Leaves => Body.Leaves;

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) => this with { Body = Body.WithOperands(change) };

        /// <inheritdoc/>
        public override void Replay(FloatReplay replay)
        {
            for (int iteration = 0; iteration < Count; iteration++)
            {
                replay.Enter(iteration);
                Body.Replay(replay);
                replay.Leave();
            }
        }
    }
}
