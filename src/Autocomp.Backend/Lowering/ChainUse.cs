using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>A matrix that a step of a chain reads or writes.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Counts">How often each repetition around runs, outermost first.</param>
/// <param name="IsResult">Whether it is the step's result.</param>
/// <param name="IsStored">Whether it goes to memory by way of the accumulator and has no place in the scratchpad.</param>
/// <param name="IsCovered">Whether earlier steps have computed all of it.</param>
internal sealed record ChainUse(ChainMatrix Matrix, ImmutableArray<int> Counts, bool IsResult, bool IsStored, bool IsCovered)
{
    /// <summary>All uses, in program order.</summary>
    /// <param name="operation">The chain.</param>
    /// <param name="outer">How often each repetition around the chain runs.</param>
    /// <param name="stepOf">The step of a part.</param>
    /// <param name="target">The machine.</param>
    public static List<ChainUse> In(TensorOperation operation, ImmutableArray<int> outer, Func<TensorOperation, ChainStep> stepOf, TargetDescription target)
    {
        List<ChainUse> uses = [];
        Visit(operation, outer, []);
        return uses;

        // What is computed before a repetition, or earlier in the same iteration, is there; what an iteration leaves is not there in the first one.
        ImmutableList<ChainMatrix> Visit(TensorOperation part, ImmutableArray<int> counts, ImmutableList<ChainMatrix> before)
        {
            switch (part)
            {
                case TensorOperation.Sequence sequence:
                    return sequence.Parts.Aggregate(before, (known, next) => Visit(next, counts, known));
                case TensorOperation.Repeat repeat:
                    return Visit(repeat.Body, counts.Add(repeat.Count), before);
                case TensorOperation.Host:
                    return before;
                default:
                    ChainStep step = stepOf(part);
                    bool stays = step.CanStay(target);
                    uses.AddRange((stays ? step.Operands : step.Factors).Select(operand => new ChainUse(operand, counts, false, false, before.Exists(operand.IsPartOf))));
                    uses.Add(new(step.Result, counts, true, !stays, false));
                    return before.Add(step.Result);
            }
        }
    }

    /// <summary>Whether each iteration of the chain's repetitions means elements of its own.</summary>
    /// <param name="outer">Repetitions around the chain.</param>
    public bool IsApart(int outer) =>
        new MemoryRegion(Matrix.Tensor, IsResult, new(Matrix.Tensor, Matrix.Offset, Matrix.RowStride, false) { Steps = Matrix.Steps }, Matrix.Rows, Matrix.Columns).IsApart(Counts, outer);

    /// <summary>Whether all iterations of the chain's repetitions mean the same elements.</summary>
    /// <param name="outer">Repetitions around the chain.</param>
    public bool IsFixed(int outer) => Matrix.Steps.Length <= outer;
}
