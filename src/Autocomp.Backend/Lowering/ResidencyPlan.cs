using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Which operands of products still lie in the scratchpad when their product begins, because the product before it, or the same one in the iteration before, used them too.</summary>
internal sealed class ResidencyPlan
{
    private readonly TargetDescription target;
    private readonly Dictionary<TensorOperation, (HeldOperand? Left, HeldOperand? Right)> found = new(ReferenceEqualityComparer.Instance);
    private int depth;

    private ResidencyPlan(TargetDescription target) => this.target = target;

    /// <summary>The tensors that are not loaded again, in the order in which they are used.</summary>
    public ImmutableArray<KernelParameter> Kept =>
        [.. found.Values.SelectMany(pair => new[] { pair.Left, pair.Right }).OfType<HeldOperand>().Select(held => held.Operand.Tensor).DistinctBy(tensor => tensor.Name)];

    /// <summary>The plan of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="target">The machine.</param>
    public static ResidencyPlan Of(TensorOperation operation, TargetDescription target)
    {
        ResidencyPlan plan = new(target);
        plan.Visit(operation, default, isFinal: true);
        return plan;
    }

    /// <summary>The operands of a product that need not be loaded, or not always.</summary>
    /// <param name="product">The product.</param>
    public (HeldOperand? Left, HeldOperand? Right) Of(TensorOperation.MatrixProduct product) => found.GetValueOrDefault(product);

    /// <summary>What lies in both halves behind an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="local">What lies there before it.</param>
    /// <param name="isFinal">Whether to note what is found; otherwise this is a look ahead.</param>
    private Halves Visit(TensorOperation operation, Halves local, bool isFinal)
    {
        switch (operation)
        {
            case TensorOperation.Sequence sequence:
                return sequence.Parts.Aggregate(local, (before, part) => Visit(part, before, isFinal));
            case TensorOperation.Repeat repeat:
                Halves end = Iterate(repeat, local, false);
                Halves head = new(AtHead(local.Left, end.Left), AtHead(local.Right, end.Right));
                return isFinal ? Iterate(repeat, head, true) : end;
            case TensorOperation.MatrixProduct product:
                HeldOperand? left = LowerMatrixProduct.KeepsLeft(product, target) ? new(product.A, product.I, product.K, []) : null;
                HeldOperand? right = LowerMatrixProduct.KeepsRight(product, target) ? new(product.B, product.K, product.J, []) : null;
                if (isFinal)
                {
                    HeldOperand? Known(HeldOperand? before, HeldOperand? now) => before is not null && now is not null && before.Holds(now) ? before : null;
                    found[product] = (Known(local.Left, left), Known(local.Right, right));
                }

                return new Halves(left, right).Without(operation.Writes);
            case TensorOperation.MatrixSum { Products.IsEmpty: true } or TensorOperation.Host:
                return local.Without(operation.Writes);
            default:
                return default;
        }
    }

    private Halves Iterate(TensorOperation.Repeat repeat, Halves head, bool isFinal)
    {
        depth++;
        Halves end = Visit(repeat.Body, head, isFinal);
        depth--;
        return new(Stays(end.Left), Stays(end.Right));

        HeldOperand? Stays(HeldOperand? held) => held is null || held.MovesWith(depth) ? null : held;
    }

    /// <summary>What is there when an iteration begins: what was there before all of them and is left by each, or from the second one on what each leaves.</summary>
    private HeldOperand? AtHead(HeldOperand? before, HeldOperand? left) => left is null || ReferenceEquals(before, left) ? left
        : before is null || !before.Holds(left) ? left with { Missing = [depth] }
        : before.Missing.IsEmpty ? before
        : before with { Missing = before.Missing.Add(depth) };

    /// <summary>What lies in the half of left operands, and in that of right ones.</summary>
    private readonly record struct Halves(HeldOperand? Left, HeldOperand? Right)
    {
        /// <summary>Memory that is written is no longer what was loaded from it.</summary>
        public Halves Without(IEnumerable<KernelParameter> written)
        {
            HashSet<string> memory = [.. written.Select(MemoryRegion.MemoryOf)];
            return new(Unwritten(Left), Unwritten(Right));

            HeldOperand? Unwritten(HeldOperand? held) => held is not null && memory.Contains(MemoryRegion.MemoryOf(held.Operand.Tensor)) ? null : held;
        }
    }
}
