using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Steps whose operands and results all fit the scratchpad together, so that what one computes is an operand of the next without a way through memory.</summary>
/// <remarks>
/// Only the output-stationary dataflow leaves whole sums in the scratchpad: shifted, saturated, with ReLU; it has no other scale and no
/// sums of full width to begin with. Steps whose result no other one reads may also go to memory by way of the accumulator.
/// </remarks>
internal sealed class ChainPlan
{
    private readonly TargetDescription target;
    private readonly Dictionary<TensorOperation, ChainStep> steps;
    private readonly Dictionary<string, ChainTensor> tensors = [];

    private ChainPlan(TargetDescription target, int outer, Dictionary<TensorOperation, ChainStep> steps) => (this.target, Outer, this.steps) = (target, outer, steps);

    /// <summary>Repetitions around the chain.</summary>
    public int Outer { get; }

    /// <summary>What lies in the scratchpad.</summary>
    public IReadOnlyCollection<ChainTensor> Tensors => tensors.Values;

    /// <summary>All steps, in program order.</summary>
    public IEnumerable<ChainStep> Steps => steps.Values;

    /// <summary>The tensors that steps compute and others read, in the order in which they are computed.</summary>
    public ImmutableArray<string> Passed { get; private init; } = [];

    /// <summary>The step of a part.</summary>
    /// <param name="leaf">The part.</param>
    public ChainStep Of(TensorOperation leaf) => steps[leaf];

    /// <summary>The place of a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    public ChainTensor Of(ChainMatrix matrix) => tensors[matrix.Key(Outer)];

    /// <summary>Whether the result of a step stays in the scratchpad.</summary>
    /// <param name="step">The step.</param>
    public bool Stays(ChainStep step) => tensors.ContainsKey(step.Result.Key(Outer));

    /// <summary>A plan, or null when the operation has other steps, passes nothing on, or does not fit.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="outer">How often each repetition around it runs, outermost first.</param>
    /// <param name="isShared">Whether a part outside of the operation uses a tensor.</param>
    /// <param name="target">The machine.</param>
    public static ChainPlan? TryCreate(TensorOperation operation, ImmutableArray<int> outer, Func<string, bool> isShared, TargetDescription target)
    {
        HashSet<string> computed = [.. operation.Leaves.Where(leaf => !IsZero(leaf)).SelectMany(leaf => leaf.Writes).Select(tensor => tensor.Name)];
        Dictionary<TensorOperation, ChainStep> steps = new(ReferenceEqualityComparer.Instance);
        foreach (TensorOperation leaf in operation.Leaves.Where(leaf => !IsZero(leaf)))
        {
            if (ChainStep.Of(leaf, operand => computed.Contains(operand.Tensor.Name)) is not { } step || !steps.TryAdd(leaf, step))
            {
                return null;
            }
        }

        if (!ZerosComeFirst(operation) || operation.Leaves.Where(IsZero).SelectMany(leaf => leaf.Writes).Any(tensor => isShared(tensor.Name)))
        {
            return null;
        }

        HashSet<string> read = [.. steps.Values.SelectMany(step => step.Operands).Select(matrix => matrix.Tensor.Name)];
        string[] passed = [.. steps.Values.Select(step => step.Result.Tensor.Name).Where(read.Contains).Distinct()];
        bool mayOverlap = steps.Values.SelectMany(step => step.Operands.Append(step.Result)).Any(matrix => matrix.Tensor.MayAlias);
        bool CanLeave(ChainStep step) => step.CanLeave && !read.Contains(step.Result.Tensor.Name) && !step.Addends.Any(addend => computed.Contains(addend.Tensor.Name));
        if (passed.Length == 0 || mayOverlap || !steps.Values.All(step => step.CanStay(target) || CanLeave(step)))
        {
            return null;
        }

        ChainPlan plan = new(target, outer.Length, steps) { Passed = [.. passed] };
        return plan.Place(operation, outer, isShared) ? plan : null;
    }

    /// <summary>Whether a part does nothing but fill a buffer with zeros: a chain begins with those, without the core.</summary>
    /// <param name="leaf">The part.</param>
    public static bool IsZero(TensorOperation leaf) => leaf is TensorOperation.Host { Zeroed: not null };

    /// <summary>Whether each buffer that is filled with zeros is filled once, before anything uses it.</summary>
    private static bool ZerosComeFirst(TensorOperation operation)
    {
        HashSet<string> used = [];
        foreach (TensorOperation part in operation is TensorOperation.Sequence sequence ? sequence.Parts : [operation])
        {
            if ((!IsZero(part) && part.Leaves.Any(IsZero)) || (IsZero(part) && used.Contains(part.Writes.First().Name)))
            {
                return false;
            }

            used.UnionWith(part.Reads.Concat(part.Writes).Select(tensor => tensor.Name));
        }

        return true;
    }

    /// <summary>Finds a place for everything.</summary>
    private bool Place(TensorOperation operation, ImmutableArray<int> outer, Func<string, bool> isShared)
    {
        List<ChainUse> uses = ChainUse.In(operation, outer, Of, target);
        HashSet<string> zeroed = [.. operation.Leaves.Where(IsZero).SelectMany(leaf => leaf.Writes).Select(tensor => tensor.Name)];
        foreach (IGrouping<string, ChainUse> group in uses.Where(use => !use.IsStored).GroupBy(use => use.Matrix.Key(Outer)))
        {
            if (ChainShape.Of([.. group], outer, target.Dim) is not { } tensor)
            {
                return false;
            }

            ChainUse[] results = [.. group.Where(use => use.IsResult)];
            string name = tensor.Tensor.Name;
            if (results.Length > 0 && uses.Any(use => use.Matrix.Tensor.Name == name && use.Matrix.Key(Outer) != group.Key))
            {
                return false;
            }

            bool isBuffer = StackBuffers.IsBuffer(tensor.Tensor), isRead = group.Any(use => !use.IsResult && !use.IsCovered);
            bool isLocal = isBuffer && !isShared(name) && (!isRead || zeroed.Contains(name));

            // Rows of a buffer that nothing has written must not be loaded.
            if (isBuffer && isRead && !zeroed.Contains(name) && !(isShared(name) && group.All(use => use.IsFixed(Outer) && use.Matrix.Columns == tensor.Width && use.Matrix.IsSamePart(group.First().Matrix))))
            {
                return false;
            }

            tensor = tensor with
            {
                From = zeroed.Contains(name) ? ChainTensor.Origin.Zero
                    : !isRead || tensor.Tensor.Direction == Frontend.Kernels.ParameterDirection.Out ? ChainTensor.Origin.Computed
                    : ChainTensor.Origin.Memory,
                IsStored = results.Length > 0 && !isLocal,
            };
            if (tensor.IsStored && (results.Length > 1 || !results[0].IsApart(Outer)))
            {
                tensor = tensor with { IsStoredLast = true };
                if (results.Any(use => !use.Matrix.IsSamePart(results[0].Matrix) || !use.IsFixed(Outer)))
                {
                    return false;
                }
            }

            tensors.Add(group.Key, tensor);
        }

        // A result that leaves by the accumulator is stored as often as its step runs.
        if (uses.Exists(use => use.IsStored && (!use.IsApart(Outer) || uses.Exists(other => other != use && other.Matrix.Tensor.Name == use.Matrix.Tensor.Name))))
        {
            return false;
        }

        return Spread();
    }

    /// <summary>Left operands begin at the first bank, right ones at the middle, all else at the last bank: each bank has one port. Where that is too tight, all else behind right ones, or all one behind the other.</summary>
    private bool Spread()
    {
        HashSet<string> left = [.. steps.Values.SelectMany(step => step.Products).Select(product => product.Left.Key(Outer))];
        HashSet<string> right = [.. steps.Values.SelectMany(step => step.Products).Select(product => product.Right.Key(Outer))];
        int all = target.ScratchpadRows;
        int[][] starts = [[0, all / 2, all - target.ScratchpadBankRows], [0, all / 2], [0]];
        int PartOf(string key, int parts) => left.Contains(key) ? 0 : Math.Min(right.Contains(key) ? 1 : 2, parts - 1);
        foreach (int[] parts in starts)
        {
            int[] next = [.. parts, all];
            bool fits = true;
            foreach (string key in tensors.Keys.ToArray())
            {
                int part = PartOf(key, parts.Length);
                tensors[key] = tensors[key] with { Local = next[part] };
                long end = next[part] + tensors[key].LocalRows(target.Dim);
                fits &= end <= (part + 1 < parts.Length ? parts[part + 1] : all);
                next[part] = (int)Math.Min(end, all);
            }

            if (fits)
            {
                return true;
            }
        }

        return false;
    }
}
