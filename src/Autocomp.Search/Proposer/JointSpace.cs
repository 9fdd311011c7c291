using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Schedules of a kernel of several operations, or of one in a loop: each operation that has a space is tuned in it, the others stay as the plain start has them, with fences where memory is shared.</summary>
public sealed class JointSpace : IScheduleSpace
{
    private const string Fence = "    Gemmini.Fence();";

    private readonly LiftResult lift;
    private readonly KernelInfo kernel;
    private readonly TargetDescription target;
    private readonly ImmutableArray<Part> parts;
    private readonly long macs;

    /// <summary>The space of a kernel.</summary>
    /// <param name="lift">What it was lifted to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The machine.</param>
    /// <param name="loopCommands">Whether hardware loop commands may be used.</param>
    public JointSpace(LiftResult lift, KernelInfo kernel, TargetDescription target, bool loopCommands)
    {
        (this.lift, this.kernel, this.target, macs) = (lift, kernel, target, lift.Operation?.Macs ?? 0);
        parts = [.. (lift.Operation?.Leaves ?? []).Select((leaf, n) => Find(leaf, n, loopCommands)).OfType<Part>().Where(p => p.Space.Unsupported is null)];
    }

    /// <inheritdoc/>
    public string? Unsupported => parts.IsEmpty ? "none of its operations has a space of schedules" : null;

    /// <inheritdoc/>
    public long IdealCycles => (macs + target.PeakMacsPerCycle - 1) / target.PeakMacsPerCycle;

    /// <inheritdoc/>
    public SchedulePoint Plain => new JointPoint([.. parts.Select(p => p.Space.Plain)]);

    /// <inheritdoc/>
    public IEnumerable<ScheduleMove> First()
    {
        // The n-th best of each; operations with few points stay at their last one.
        ImmutableArray<ScheduleMove>[] lists = [.. parts.Select(p => p.Space.First().Take(16).ToImmutableArray())];
        for (int n = 0; n < lists.Max(l => l.Length); n++)
        {
            JointPoint point = new([.. lists.Select((l, p) => l.IsEmpty ? parts[p].Space.Plain : l[Math.Min(n, l.Length - 1)].To)]);
            yield return new(lists.Where(l => n < l.Length).Select(l => l[n].MenuOption).FirstOrDefault() ?? MenuOptions.Tiling, point);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ScheduleMove> Moves(SchedulePoint from)
    {
        if (from is not JointPoint joint) return [];
        // One move of each operation in turn, those with most work first.
        int[] order = [.. Enumerable.Range(0, parts.Length).OrderByDescending(p => parts[p].Work)];
        ImmutableArray<ScheduleMove>[] moves = [.. parts.Select((p, n) => p.Space.Moves(joint.Parts[n]))];
        var all = ImmutableArray.CreateBuilder<ScheduleMove>();
        for (int n = 0; n < moves.Max(m => m.Length); n++)
        {
            foreach (int p in order.Where(p => n < moves[p].Length)) all.Add(new(moves[p][n].MenuOption, new JointPoint(joint.Parts.SetItem(p, moves[p][n].To))));
        }

        return all.ToImmutable();
    }

    /// <inheritdoc/>
    public string? TryWrite(SchedulePoint point)
    {
        if (point is not JointPoint joint) return null;
        var methods = new Dictionary<TensorOperation, (string Name, string Text)>(ReferenceEqualityComparer.Instance);
        for (int n = 0; n < parts.Length; n++)
        {
            if (parts[n].Space.TryWrite(joint.Parts[n]) is not { } text) return null;
            methods.Add(parts[n].Operation, (parts[n].Name, Fenced(text, joint.Parts[n])));
        }

        return ScheduleLowering.Lower(lift, kernel, target, new Calls(methods));
    }

    /// <summary>The lowering sets fences where memory is shared; a loop command must have the accelerator for itself.</summary>
    private static string Fenced(string text, SchedulePoint point)
    {
        int last = text.LastIndexOf(Fence, StringComparison.Ordinal), first = text.IndexOf("{\n", StringComparison.Ordinal) + 2;
        return point is GemmLoopParameters ? text.Insert(first, Fence + "\n") : text.Remove(last, Fence.Length + 1);
    }

    private Part? Find(TensorOperation leaf, int number, bool loopCommands)
    {
        string name = FormattableString.Invariant($"Operation{number + 1}");
        if (kernel.MetadataName.EndsWith("." + name, StringComparison.Ordinal)) name += "Blocks";
        return leaf switch
        {
            TensorOperation.MatrixProduct product => new(leaf, name, new GemmSpace(new GemmShape(kernel, product, target) { Method = name }, loopCommands), leaf.Macs),
            TensorOperation.Convolution convolution => new(leaf, name, new ConvSpace(new ConvShape(kernel, convolution, target) { Method = name }), leaf.Macs),
            _ => null,
        };
    }

    /// <summary>An operation with a space.</summary>
    private sealed record Part(TensorOperation Operation, string Name, IScheduleSpace Space, long Work);

    /// <summary>Calls of the methods that were written.</summary>
    private sealed class Calls(Dictionary<TensorOperation, (string Name, string Text)> methods) : IOperationCalls
    {
        public IEnumerable<string> Methods => methods.Values.Select(m => m.Text);

        public string? Call(TensorOperation operation, TensorOperation moved) => !methods.TryGetValue(operation, out (string Name, string Text) method) ? null : moved switch
        {
            TensorOperation.MatrixProduct product => $"{method.Name}({GemmEntryText.Arguments(product)});",
            TensorOperation.Convolution convolution => $"{method.Name}({ConvScheduleWriter.Arguments(convolution)});",
            _ => null,
        };
    }
}
