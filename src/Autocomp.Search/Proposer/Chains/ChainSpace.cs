using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Schedules of a chain of small matrix operations whose operands all fit the scratchpad.</summary>
public sealed class ChainSpace : IScheduleSpace
{
    private static readonly int[] s_latencies = [2, 4, 6, 9, 12];
    private static readonly int[] s_leads = [ChainParameters.ByTensor, ChainParameters.AllFirst, 0, 2, 4, 8, 16];
    private static readonly int[] s_unrolls = [0, 1, 2];
    private const int MostSplit = 3;

    private readonly KernelInfo kernel;
    private readonly TargetDescription target;
    private readonly ChainProgram rows;
    private readonly ChainProgram columns;
    private readonly long macs;

    /// <summary>The space of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operation">What it was lifted to.</param>
    /// <param name="target">The machine.</param>
    public ChainSpace(KernelInfo kernel, TensorOperation operation, TargetDescription target)
    {
        (this.kernel, this.target, macs) = (kernel, target, operation.Macs);
        (rows, columns) = (ChainProgram.Of(operation, target, columns: false), ChainProgram.Of(operation, target, columns: true));
    }

    /// <inheritdoc/>
    public string? Unsupported => rows.Unsupported ?? (TryWrite(Plain) is null ? "the operands do not fit the scratchpad" : null);

    /// <inheritdoc/>
    public long IdealCycles => (macs + target.PeakMacsPerCycle - 1) / target.PeakMacsPerCycle;

    /// <inheritdoc/>
    public SchedulePoint Plain { get; } = new ChainParameters { EarlyStores = true };

    /// <inheritdoc/>
    public IEnumerable<ScheduleMove> First()
    {
        // The first of each kind: sums in the array or in the scratchpad, loops or straight-line code.
        var array = new ChainParameters { OutputStationary = true, Columns = true, Distribute = true, Split = 1, Lead = 8, EarlyStores = true, SpreadBanks = true, Unroll = 1 };
        var straight = new ChainParameters { MergeTransfers = true, Latency = 6, Lead = ChainParameters.AllFirst, SpreadBanks = true };
        return new ScheduleMove[]
        {
            new(ChainMenuOptions.Resident, Plain),
            new(ChainMenuOptions.Substitute, array),
            new(ChainMenuOptions.Loops, array with { Unroll = 0 }),
            new(ChainMenuOptions.Reorder, array with { Distribute = false }),
            new(ChainMenuOptions.Substitute, array with { OutputStationary = false }),
            new(ChainMenuOptions.Reorder, straight),
            new(ChainMenuOptions.Substitute, straight with { Columns = true }),
            new(ChainMenuOptions.Pipeline, array with { Lead = ChainParameters.ByTensor }),
        }.Concat(s_latencies.Select(l => new ScheduleMove(ChainMenuOptions.Reorder, straight with { Latency = l }))).Where(m => IsPossible(m.To));
    }

    /// <inheritdoc/>
    public ImmutableArray<ScheduleMove> Moves(SchedulePoint from) => from is ChainParameters p ? [.. AllMoves(p).Where(m => IsPossible(m.To))] : [];

    /// <inheritdoc/>
    public string? TryWrite(SchedulePoint point) =>
        point is ChainParameters parameters && IsPossible(parameters) ? ChainScheduleWriter.TryWrite(kernel, Program(parameters), target, parameters) : null;

    private ChainProgram Program(ChainParameters p) => p.Columns ? columns : rows;

    // A sum that grows in the array has one transposer, which the left operand needs unless it is turned.
    private bool IsPossible(SchedulePoint point) => point is ChainParameters p && Program(p) is { Unsupported: null } program
        && (!p.OutputStationary || !program.Sums.SelectMany(s => s.Products).Any(x => x.IsRightTransposed && !x.IsLeftTransposed));

    private static IEnumerable<ScheduleMove> AllMoves(ChainParameters p) =>
    [
        .. s_leads.Where(l => l != p.Lead).Select(l => new ScheduleMove(ChainMenuOptions.Pipeline, p with { Lead = l })),
        .. s_unrolls.Where(u => u != p.Unroll).Select(u => new ScheduleMove(ChainMenuOptions.Loops, p with { Unroll = u })),
        .. Enumerable.Range(0, p.OutputStationary ? MostSplit + 1 : 0).Where(s => s != p.Split).Select(s => new ScheduleMove(ChainMenuOptions.Reorder, p with { Split = s })),
        new(ChainMenuOptions.Reorder, p with { Distribute = !p.Distribute, Latency = 0 }),
        new(ChainMenuOptions.Other, p with { SpreadBanks = !p.SpreadBanks }),
        new(ChainMenuOptions.Pipeline, p with { EarlyStores = !p.EarlyStores }),
        new(ChainMenuOptions.Merge, p with { MergeTransfers = !p.MergeTransfers }),
        new(ChainMenuOptions.Substitute, p with { OutputStationary = !p.OutputStationary }),
        new(ChainMenuOptions.Substitute, p with { Columns = !p.Columns }),
        .. s_latencies.Where(l => l != p.Latency).Select(l => new ScheduleMove(ChainMenuOptions.Reorder, p with { Latency = l })),
    ];
}
