using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Schedules of a chain of small matrix operations whose operands all fit the scratchpad.</summary>
public sealed class ChainSpace : IScheduleSpace
{
    private static readonly int[] s_latencies = [0, 2, 4, 6, 9, 12];

    private static readonly bool[] s_both = [true, false];

    private readonly KernelInfo kernel;
    private readonly TargetDescription target;
    private readonly ChainProgram program;
    private readonly long macs;

    /// <summary>The space of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operation">What it was lifted to.</param>
    /// <param name="target">The machine.</param>
    public ChainSpace(KernelInfo kernel, TensorOperation operation, TargetDescription target)
    {
        (this.kernel, this.target, macs) = (kernel, target, operation.Macs);
        program = ChainProgram.Of(operation, target);
    }

    /// <inheritdoc/>
    public string? Unsupported => program.Unsupported ?? (TryWrite(Plain) is null ? "the operands do not fit the scratchpad" : null);

    /// <inheritdoc/>
    public long IdealCycles => (macs + target.PeakMacsPerCycle - 1) / target.PeakMacsPerCycle;

    /// <inheritdoc/>
    public SchedulePoint Plain { get; } = new ChainParameters(MergeTransfers: false, Latency: 0, LateLoads: true, EarlyStores: true, SpreadBanks: false);

    /// <inheritdoc/>
    public IEnumerable<ScheduleMove> First() =>
    [
        new(ChainMenuOptions.Resident, Plain),
        .. from latency in s_latencies
           from stores in s_both
           select new ScheduleMove(ChainMenuOptions.Reorder, new ChainParameters(true, latency, false, stores, true)),
    ];

    /// <inheritdoc/>
    public ImmutableArray<ScheduleMove> Moves(SchedulePoint from) => from is not ChainParameters p ? [] :
    [
        new(ChainMenuOptions.Merge, p with { MergeTransfers = !p.MergeTransfers }),
        new(ChainMenuOptions.Pipeline, p with { LateLoads = !p.LateLoads }),
        new(ChainMenuOptions.Pipeline, p with { EarlyStores = !p.EarlyStores }),
        new(ChainMenuOptions.Other, p with { SpreadBanks = !p.SpreadBanks }),
        .. s_latencies.Where(l => l != p.Latency).Select(l => new ScheduleMove(ChainMenuOptions.Reorder, p with { Latency = l })),
    ];

    /// <inheritdoc/>
    public string? TryWrite(SchedulePoint point) => point is ChainParameters parameters && program.Unsupported is null ? ChainScheduleWriter.TryWrite(kernel, program, target, parameters) : null;
}
