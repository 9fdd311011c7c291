using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Puts the parts of a kernel together as one operation, when it is sound that some run on the accelerator and some on the host core.</summary>
/// <param name="buffers">The kernel's stack buffers.</param>
/// <param name="kernel">The kernel.</param>
internal sealed class PartAssembly(StackBuffers buffers, KernelInfo kernel)
{
    private readonly ImmutableArray<LiftedNest>.Builder nests = ImmutableArray.CreateBuilder<LiftedNest>();

    /// <summary>The nest of a part without parts.</summary>
    /// <param name="part">The part.</param>
    public static LiftedNest NestOf(LiftPart part) => part is LiftPart.Lifted lifted ? lifted.Nest : ((LiftPart.Kept)part).Nest;

    /// <summary>Neighbours that stay on the host core become one part.</summary>
    /// <param name="parts">The parts.</param>
    public static ImmutableArray<LiftPart> Join(ImmutableArray<LiftPart> parts)
    {
        List<LiftPart> joined = [];
        foreach (LiftPart part in parts)
        {
            if (part is LiftPart.Kept { Fill: null } next && joined.Count > 0 && joined[^1] is LiftPart.Kept { Fill: null } last)
            {
                // What a loop is told tells more than what a lone assignment is told.
                LiftedNest told = last.Nest.Statements.Any(statement => statement is Statement.For) ? last.Nest : next.Nest;
                joined[^1] = next with { Nest = told with { Statements = [.. last.Nest.Statements, .. next.Nest.Statements] }, Names = last.Names.Union(next.Names) };
            }
            else
            {
                joined.Add(part is LiftPart.Repeated repeated ? repeated with { Parts = Join(repeated.Parts) } : part);
            }
        }

        return [.. joined];
    }

    /// <summary>Why the kernel can't be split between accelerator and host core, or null.</summary>
    /// <param name="parts">The parts, joined.</param>
    public (string Remark, SourceSpan? Span)? Refusal(ImmutableArray<LiftPart> parts)
    {
        LiftPart[] leaves = [.. parts.SelectMany(part => part.Leaves)];
        TensorOperation[] lifted = [.. leaves.OfType<LiftPart.Lifted>().Select(part => part.Nest.Operation!)];
        HashSet<string> summed = [.. lifted.SelectMany(operation => operation.Writes).Where(IsFloat).Select(tensor => tensor.Name)];
        HashSet<string> used = [.. lifted.SelectMany(operation => operation.Reads.Concat(operation.Writes)).Where(IsFloat).Select(tensor => tensor.Name)];
        if (summed.Count > 0 && leaves.Length > 1 && kernel.Parameters.Count(parameter => parameter.MayAlias) > 1)
        {
            return ("sums of floats in several nests, and tensors that may overlap", kernel.Span);
        }

        foreach (LiftPart.Kept kept in leaves.OfType<LiftPart.Kept>().Where(part => part.Fill is null))
        {
            TensorUses uses = TensorUses.Of(kept.Nest.Statements, buffers);
            KernelParameter? mixed = uses.Reads.FirstOrDefault(tensor => summed.Contains(tensor.Name)) ?? uses.Writes.FirstOrDefault(tensor => used.Contains(tensor.Name));
            if (mixed is not null)
            {
                return ($"{Reason(kept)}, and '{mixed.Name}' holds floats that the accelerator would sum in another order", kept.Nest.Span);
            }

            if (!StandsAlone(kept, uses))
            {
                return ($"{Reason(kept)}, and shares a local with other nests", kept.Nest.Span);
            }
        }

        return null;
    }

    /// <summary>The operation of all parts.</summary>
    /// <param name="parts">The parts, joined, not refused.</param>
    public LiftResult Build(ImmutableArray<LiftPart> parts)
    {
        TensorOperation operation = Sequence(parts);
        string remark = string.Join("; then ", nests.Select(nest => string.Concat(nest.Around.Select(_ => "repeated: ")) + nest.Remark));
        return new(operation, remark, nests.FirstOrDefault(nest => nest.Operation is null)?.Span ?? kernel.Span) { Nests = nests.ToImmutable(), Buffers = buffers };
    }

    private static bool IsFloat(KernelParameter tensor) => tensor.Scalar is ScalarType.Float32 or ScalarType.Float64;

    private static string Reason(LiftPart.Kept kept) => kept.Nest.Remark["stays on the host core: ".Length..];

    /// <summary>Whether a part can be printed by itself: it uses no local of others, others use none of its, and loops around it count from a constant.</summary>
    private static bool StandsAlone(LiftPart.Kept kept, TensorUses uses)
    {
        HashSet<int> own = [.. uses.Assigned, .. uses.LoopVariables, .. kept.Nest.Around.Select(loop => loop.Variable.Id)];
        return uses.Mentioned.All(own.Contains)
            && uses.Assigned.All(local => LocalLiveness.ReadsEarlierValue(local, kept.Nest.Statements) != true)
            && !uses.Assigned.Except(kept.Names).Any(local => kept.Futures.Any(future => LocalLiveness.ReadsEarlierValue(local, future) == true))
            && kept.Nest.Around.All(loop => loop.From is Expression.Constant)
            && !kept.Nest.Statements.Any(LoopExits.Leaves);
    }

    private TensorOperation Sequence(ImmutableArray<LiftPart> parts)
    {
        ImmutableArray<TensorOperation> operations = [.. parts.Select(Operation)];
        return operations.Length == 1 ? operations[0] : new TensorOperation.Sequence(operations);
    }

    private TensorOperation Operation(LiftPart part)
    {
        switch (part)
        {
            case LiftPart.Lifted lifted:
                nests.Add(lifted.Nest);
                return lifted.Nest.Operation!;
            case LiftPart.Kept kept:
                TensorUses uses = TensorUses.Of(kept.Nest.Statements, buffers);
                nests.Add(kept.Nest);
                return new TensorOperation.Host(nests.Count - 1, [.. uses.Reads], [.. uses.Writes], kept.Fill is { } buffer ? buffers.Of(buffer) : null);
            default:
                LiftPart.Repeated repeated = (LiftPart.Repeated)part;
                return new TensorOperation.Repeat(repeated.Loop.Name, (int)repeated.Loop.Count, Sequence(repeated.Parts));
        }
    }
}
