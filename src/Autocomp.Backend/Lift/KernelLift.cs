using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Lifts one kernel: as one operation, or nest by nest.</summary>
internal sealed class KernelLift
{
    private const string StaysOnHost = "stays on the host core: ";

    private readonly NestRecognizer recognizer;
    private readonly KernelInfo kernel;
    private readonly LiftScope scope;

    /// <summary>Prepares a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    public KernelLift(KernelInfo kernel, TargetDescription target)
    {
        recognizer = new(target);
        this.kernel = kernel with { Body = CountingLoops.Rewrite(kernel.Body) };
        scope = new(ValueRanges.Of(this.kernel.Body), StackBuffers.In(kernel), []);
    }

    /// <summary>The body as one operation.</summary>
    public LiftResult Whole()
    {
        LiftLog log = new();
        TensorOperation? operation = recognizer.Recognize(kernel.Body, scope, log);
        string remark = operation?.Description ?? StaysOnHost + log.Remark;
        SourceSpan? span = operation is null ? log.Span ?? kernel.Span : kernel.Span;
        LiftedNest nest = new([kernel.Body], [], operation, remark, span);
        return new(operation, remark, span) { Nests = [nest], Buffers = scope.Buffers };
    }

    /// <summary>The body nest by nest.</summary>
    public LiftResult ByNests()
    {
        // A buffer that one nest sums up in, and another one reads, must be a result of the first: then it is looked at again.
        HashSet<string> needed = [];
        while (true)
        {
            ImmutableArray<LiftPart> parts = new NestSplitter(recognizer, scope, needed).Split(kernel.Body);
            if (parts.SelectMany(part => part.Leaves).All(part => part is LiftPart.Kept))
            {
                return OnHost(Whole().Remark, Whole().Span, parts);
            }

            if (ScratchThatIsRead(parts) is { } buffer && needed.Add(buffer))
            {
                continue;
            }

            PartAssembly assembly = new(scope.Buffers, kernel);
            parts = PartAssembly.Join(DeadFills.Remove(parts, scope.Buffers));
            return assembly.Refusal(parts) is { } refusal
                ? OnHost(StaysOnHost + refusal.Remark, refusal.Span ?? kernel.Span, parts)
                : assembly.Build(parts);
        }
    }

    private LiftResult OnHost(string remark, SourceSpan? span, ImmutableArray<LiftPart> parts) => new(null, remark, span)
    {
        Nests = [.. parts.SelectMany(part => part.Leaves).Select(PartAssembly.NestOf)],
        Buffers = scope.Buffers,
    };

    /// <summary>A buffer that a lifted nest writes without leaving its content there, and another nest reads.</summary>
    private string? ScratchThatIsRead(ImmutableArray<LiftPart> parts)
    {
        LiftPart[] leaves = [.. parts.SelectMany(part => part.Leaves)];
        IEnumerable<string> scratch = leaves.OfType<LiftPart.Lifted>().SelectMany(Scratch);
        HashSet<string> read = [.. leaves.SelectMany(leaf => leaf switch
        {
            LiftPart.Lifted lifted => lifted.Nest.Operation!.Reads,
            LiftPart.Kept { Fill: null } kept => TensorUses.Of(kept.Nest.Statements, scope.Buffers).Reads,
            _ => [],
        }).Select(tensor => tensor.Name)];
        return scratch.FirstOrDefault(read.Contains);
    }

    private IEnumerable<string> Scratch(LiftPart.Lifted lifted) => TensorUses.Of(lifted.Nest.Statements, scope.Buffers).Writes
        .Select(tensor => tensor.Name).Except(lifted.Nest.Operation!.Writes.Select(tensor => tensor.Name));
}
