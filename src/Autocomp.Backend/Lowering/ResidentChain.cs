using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Parts of a kernel that are lowered together, with what they pass to each other kept in the scratchpad. For lowering, it is one part.</summary>
/// <param name="Body">The parts.</param>
/// <param name="Plan">What lies where.</param>
internal sealed record ResidentChain(TensorOperation Body, ChainPlan Plan) : TensorOperation
{
    /// <inheritdoc/>
    public override long Macs => Body.Macs;

    /// <inheritdoc/>
    public override string Description => Body.Description;

    /// <inheritdoc/>
    public override string Formula => Body.Formula;

    /// <summary>Tensors that it loads.</summary>
    public override IEnumerable<KernelParameter> Reads =>
    [
        .. Plan.Tensors.Where(tensor => tensor.From == ChainTensor.Origin.Memory).Select(tensor => tensor.Tensor),
        .. Leaving.SelectMany(step => step.Addends).Select(addend => addend.Tensor),
    ];

    /// <summary>Tensors that it stores.</summary>
    public override IEnumerable<KernelParameter> Writes =>
        [.. Plan.Tensors.Where(tensor => tensor.IsStored).Select(tensor => tensor.Tensor), .. Leaving.Select(step => step.Result.Tensor)];

    private IEnumerable<ChainStep> Leaving => Plan.Steps.Where(step => !Plan.Stays(step));

    /// <inheritdoc/>
    public override TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change) => throw new InvalidOperationException("A chain moves its tensors, not its operands.");

    /// <inheritdoc/>
    public override void Replay(FloatReplay replay) => Body.Replay(replay);

    /// <summary>An operation with its chains as single parts: the longest ones that fit.</summary>
    /// <param name="operation">What a kernel computes.</param>
    /// <param name="target">The machine.</param>
    public static TensorOperation FindIn(TensorOperation operation, TargetDescription target) => Find(operation, operation, [], target);

    private static TensorOperation Find(TensorOperation part, TensorOperation kernel, ImmutableArray<int> around, TargetDescription target)
    {
        if (part is Sequence or Repeat && TryCreate(part, kernel, around, target) is { } chain)
        {
            return chain;
        }

        return part switch
        {
            Repeat repeat => repeat with { Body = Find(repeat.Body, kernel, around.Add(repeat.Count), target) },
            Sequence sequence => Runs(sequence, kernel, around, target),
            _ => part,
        };
    }

    private static Sequence Runs(Sequence sequence, TensorOperation kernel, ImmutableArray<int> around, TargetDescription target)
    {
        List<TensorOperation> parts = [];
        for (int start = 0; start < sequence.Parts.Length;)
        {
            ResidentChain? chain = null;
            int end = sequence.Parts.Length;
            for (; end > start + 1 && chain is null; end--)
            {
                chain = TryCreate(new Sequence(sequence.Parts[start..end]), kernel, around, target);
            }

            parts.Add(chain ?? Find(sequence.Parts[start], kernel, around, target));
            start = chain is null ? start + 1 : end + 1;
        }

        return new([.. parts]);
    }

    private static ResidentChain? TryCreate(TensorOperation part, TensorOperation kernel, ImmutableArray<int> around, TargetDescription target)
    {
        HashSet<TensorOperation> inside = new(part.Leaves, ReferenceEqualityComparer.Instance);
        HashSet<string> shared = [.. kernel.Leaves.Where(leaf => !inside.Contains(leaf)).SelectMany(leaf => leaf.Reads.Concat(leaf.Writes)).Select(tensor => tensor.Name)];
        return ChainPlan.TryCreate(part, around, shared.Contains, target) is { } plan ? new(part, plan) : null;
    }
}
