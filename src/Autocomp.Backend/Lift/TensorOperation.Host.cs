using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

public abstract partial record TensorOperation
{
    /// <summary>A nest that stays on the host core between operations of the accelerator. Its statements are in the <see cref="LiftResult"/>.</summary>
    /// <param name="Nest">Position in <see cref="LiftResult.Nests"/>.</param>
    /// <param name="Read">Tensors that it reads.</param>
    /// <param name="Written">Tensors that it writes.</param>
    /// <param name="Zeroed">The buffer when it does nothing but fill that with zeros; otherwise null.</param>
    public sealed record Host(int Nest, ImmutableArray<KernelParameter> Read, ImmutableArray<KernelParameter> Written, KernelParameter? Zeroed) : TensorOperation
    {
        /// <inheritdoc/>
        public override long Macs => 0;

        /// <inheritdoc/>
        public override string Description => "host loops";

        /// <inheritdoc/>
        public override string Formula => $"Host loops, as in the current schedule, compute {string.Join(", ", Written.Select(tensor => tensor.Name))}.";

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Reads => Read;

        /// <inheritdoc/>
        public override IEnumerable<KernelParameter> Writes => Written;

        /// <inheritdoc/>
        public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) => this;

        /// <summary>Zeros at most: lift lets no other host loop touch floats that the accelerator sums, so it computes what C# computes.</summary>
        /// <param name="replay">Takes the zeros.</param>
        public override void Replay(FloatReplay replay)
        {
            if (Zeroed is { } buffer)
            {
                Array.Clear(replay.Of(buffer).Values);
                Array.Clear(replay.Of(buffer).Errors);
            }
        }
    }
}
