using Autocomp.Emulator.Timing;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Cycles of a machine, from the exact stream of what it retired: an in-order core beside a cycle-by-cycle model of the accelerator, on one clock.</summary>
/// <remarks>Fitted and checked against RTL for <c>gemmini-int8-16x16</c>; docs/accuracy.md has the errors.</remarks>
public sealed class TimingModel
{
    /// <summary>Raised with every change that moves cycles: schedules measured under another version are old.</summary>
    public const int Version = 1;

    /// <summary>Cycles from the last busy cycle of the accelerator until a fence retires. Source: reference timings, region with fence.</summary>
    private const int FenceLatency = 5;

    private readonly CoreTiming _core;
    private readonly AcceleratorTiming _accelerator;
    private readonly CycleCauses _causes;
    private readonly PcProfile _profile = new();
    private long _begin;
    private long _bytesRead;
    private long _bytesWritten;

    /// <summary>A model of the given target in reset state.</summary>
    /// <param name="target">Whose latencies count.</param>
    public TimingModel(TargetDescription target)
    {
        Target = target;
        _core = new CoreTiming(target);
        _accelerator = new AcceleratorTiming(target, new ConstantLatencyMemory(target.Timing.CacheHitLatency, target.Timing.DmaBeatBytes));
        _causes = new CycleCauses(_accelerator);
        _accelerator.CyclesPassed = _causes.Pass;
    }

    /// <summary>The machine that is modelled.</summary>
    public TargetDescription Target { get; }

    /// <summary>The cycle in which the next instruction issues; what <c>rdcycle</c> reads.</summary>
    public ulong Cycle => (ulong)_core.Cycle;

    /// <summary>An instruction retired. Not called for commands and fences.</summary>
    /// <param name="retired">The instruction with its addresses and operands.</param>
    public void Retire(in RetiredInstruction retired)
    {
        var before = _core.Cycle;
        _core.Retire(retired);
        _profile.Add(retired.Pc, _core.Cycle - before);
    }

    /// <summary>The core issued a command to the accelerator.</summary>
    /// <param name="funct7">Which.</param>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    /// <param name="hasResult">Whether the core waits for a result.</param>
    /// <param name="pc">The instruction.</param>
    public void Command(int funct7, ulong rs1, ulong rs2, bool hasResult, ulong pc)
    {
        var before = _core.Cycle;
        _core.Fetch(pc);
        _accelerator.AdvanceTo(_core.Cycle);
        var accepted = _accelerator.AdvanceUntilReady();
        _accelerator.Accept(funct7, rs1, rs2);
        _core.Cycle = accepted + 1;
        _profile.Add(pc, _core.Cycle - before);
    }

    /// <summary>The core executed <c>fence</c>: it waits until the accelerator is drained.</summary>
    /// <param name="pc">The instruction.</param>
    public void Fence(ulong pc)
    {
        var before = _core.Cycle;
        _core.Fetch(pc);
        var idle = _accelerator.AdvanceUntilIdle();
        _core.Cycle = Math.Max(_core.Cycle, idle - 1 + FenceLatency) + 1;
        _profile.Add(pc, _core.Cycle - before);
    }

    /// <summary>Starts the timed region here; caches stay as they are.</summary>
    public void Begin()
    {
        _begin = Math.Max(_core.Cycle, _accelerator.AdvanceUntilIdle());
        _core.Cycle = _begin;
        _accelerator.AdvanceTo(_begin);
        _causes.Clear();
        _profile.Clear();
        (_bytesRead, _bytesWritten) = (_accelerator.Port.BytesRead, _accelerator.Port.BytesWritten);
    }

    /// <summary>The host core has just written these bytes, in order.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Bytes.</param>
    public void TouchWritten(ulong address, long length) => _core.Cycle += length / 8;

    /// <summary>Drains the accelerator and accounts for the timed region.</summary>
    /// <param name="lineOf">Source line of an instruction.</param>
    /// <returns>Where the cycles since <see cref="Begin"/> went.</returns>
    public KernelProfile Finish(Func<ulong, SourceLine?> lineOf)
    {
        var end = Math.Max(_core.Cycle, _accelerator.AdvanceUntilIdle());
        _core.Cycle = end;
        _accelerator.AdvanceTo(end);
        return new KernelProfile(
            end - _begin,
            _causes.ToDictionary(),
            _profile.ByLine(lineOf),
            _causes.ArrayBusy,
            _causes.LoadBusy,
            _causes.StoreBusy,
            _accelerator.Port.BytesRead - _bytesRead,
            _accelerator.Port.BytesWritten - _bytesWritten,
            0,
            0);
    }

    /// <summary>Cycle zero, empty caches, idle accelerator.</summary>
    public void Reset()
    {
        _core.Reset();
        _accelerator.Reset();
        _causes.Clear();
        _profile.Clear();
        _begin = 0;
    }
}
