using Autocomp.Emulator.Timing;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Cycles of a machine, from the exact stream of what it retired: an in-order core beside a cycle-by-cycle model of the accelerator, on one clock.</summary>
/// <remarks>Fitted and checked against RTL for <c>gemmini-int8-16x16</c>; docs/accuracy.md has the errors.</remarks>
public sealed class TimingModel
{
    /// <summary>Raised with every change that moves cycles: schedules measured under another version are old.</summary>
    public const int Version = 5;

    /// <summary>Pipeline stages from decode to writeback. Source: RocketCore.scala.</summary>
    private const int DecodeToWriteback = 3;

    /// <summary>Cycles that going round the pipeline again costs. Source: RocketCore.scala, replay_wb.</summary>
    private const int ReplayDelay = 5;

    private readonly CoreTiming _core;
    private readonly AcceleratorTiming _accelerator;
    private readonly CycleCauses _causes;
    private readonly PcProfile _profile = new();
    private ulong _lastPc;
    private long _begin;
    private long _bytesRead;
    private long _bytesWritten;

    /// <summary>A model of the given target in reset state.</summary>
    /// <param name="target">Whose latencies count.</param>
    public TimingModel(TargetDescription target)
    {
        Target = target;
        var memory = new MemorySystem(target);
        _core = new CoreTiming(memory);
        Cache = new SharedCache(target, memory.CoreData);
        _accelerator = new AcceleratorTiming(target, Cache, hasRouter: true);
        memory.Connect(_accelerator, Cache);
        _causes = new CycleCauses(_accelerator);
        _accelerator.CyclesPassed = _causes.Pass;
    }

    /// <summary>The machine that is modelled.</summary>
    public TargetDescription Target { get; }

    /// <summary>The cycle in which the next instruction retires at the earliest; what <c>rdcycle</c> reads.</summary>
    public ulong Cycle => (ulong)_core.NextRetirement;

    /// <summary>The cache that core and accelerator share.</summary>
    internal SharedCache Cache { get; }

    /// <summary>Called now and then while cycles are evaluated; throws when the run is to end.</summary>
    internal Action? Pause
    {
        set => _accelerator.Pause = value;
    }

    /// <summary>The core's cycle now; looking at it changes nothing, as reading the counter does.</summary>
    internal long Now => _core.Cycle;

    /// <summary>Instructions and cycles of each program counter since <see cref="Begin"/>, in no particular order.</summary>
    internal IEnumerable<(ulong ProgramCounter, long Instructions, long Cycles)> ByProgramCounter => _profile.Entries;

    /// <summary>Told of each retired instruction and its cycle, for comparison with RTL traces.</summary>
    internal Action<ulong, long>? Observer { get; set; }

    /// <summary>An instruction retired. Not called for commands and fences.</summary>
    /// <param name="retired">The instruction with its addresses and operands.</param>
    public void Retire(in RetiredInstruction retired)
    {
        var before = _core.Cycle;
        _core.Retire(retired);
        _profile.Add(retired.Pc, _core.Cycle - before);
        _lastPc = retired.Pc;
        Observer?.Invoke(retired.Pc, _core.LastRetired);
    }

    /// <summary>The core issued a command to the accelerator.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    /// <param name="pc">Its address.</param>
    public void Command(in DecodedInstruction instruction, ulong rs1, ulong rs2, ulong pc)
    {
        var before = _core.Cycle;
        var cycle = _core.IssueCommand(instruction, pc);
        _causes.CoreIs(CoreActivity.Running, pc);
        _accelerator.AdvanceTo(cycle);
        if (!_accelerator.CanAccept)
        {
            // The core sends the command round the pipeline and holds it in decode until there is room.
            _causes.CoreIs(CoreActivity.Blocked, pc);
            var offered = cycle;
            cycle = Math.Max(cycle + ReplayDelay, _accelerator.AdvanceUntilReady() + DecodeToWriteback + 1);
            _accelerator.AdvanceTo(cycle);
            _causes.Recorder?.CoreWaited("no room for a command", pc, offered, cycle);
        }

        _accelerator.Accept(instruction.Immediate, rs1, rs2, pc);
        _core.RetireCommand(instruction, cycle);
        _profile.Add(pc, _core.Cycle - before);
        Observer?.Invoke(pc, _core.LastRetired);
    }

    /// <summary>The core executed <c>fence</c>: it waits in decode until the accelerator is drained.</summary>
    /// <param name="pc">The instruction.</param>
    public void Fence(ulong pc)
    {
        var before = _core.Cycle;
        // Its line is fetched while the accelerator still works.
        var fetched = _core.Issue(pc, 4);
        _core.RetireAt(Math.Max(fetched, Drain(pc) + DecodeToWriteback));
        _profile.Add(pc, _core.Cycle - before);
        Observer?.Invoke(pc, _core.LastRetired);
    }

    /// <summary>Starts the timed region here; caches stay as they are.</summary>
    /// <param name="timeline">Asks for a timeline of the region; null for none.</param>
    public void Begin(TimelineOptions? timeline = null)
    {
        _begin = Math.Max(_core.Cycle, _accelerator.AdvanceUntilIdle());
        _core.Cycle = _begin;
        _accelerator.AdvanceTo(_begin);
        _causes.Clear();
        _profile.Clear();
        Record(timeline);
        _accelerator.Ports.ForgetRows();
        (_bytesRead, _bytesWritten) = (_accelerator.Port.BytesRead, _accelerator.Port.BytesWritten);
    }

    /// <summary>The host core has just written these bytes, in order.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Bytes.</param>
    public void TouchWritten(ulong address, long length) => _core.Write(address, length);

    /// <summary>Drains the accelerator and accounts for the timed region.</summary>
    /// <param name="lineOf">Source line of an instruction.</param>
    /// <returns>Where the cycles since <see cref="Begin"/> went.</returns>
    public KernelProfile Finish(Func<ulong, SourceLine?> lineOf)
    {
        var end = Math.Max(_core.Cycle, Drain(_lastPc));
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
            _accelerator.Ports.ScratchpadRowsUsed,
            _accelerator.Ports.AccumulatorRowsUsed)
        {
            LineCauses = _causes.ByLine(lineOf),
            BeforeFirstCompute = _causes.BeforeFirstCompute,
            AfterLastCompute = _causes.AfterLastCompute,
            BankConflicts = _causes.ConflictsByLine(lineOf),
            Timeline = _causes.Recorder?.Finish(end - _begin, lineOf),
        };
    }

    private void Record(TimelineOptions? timeline)
    {
        _causes.Recorder = timeline is null ? null : new RunRecorder(Target, _accelerator, timeline);
        _accelerator.Station.Observer = _causes.Recorder;
    }

    /// <summary>Waits for the accelerator; up to the core's own cycle the core is still on its way to the fence.</summary>
    private long Drain(ulong pc)
    {
        _causes.CoreIs(CoreActivity.Running, pc);
        _accelerator.AdvanceUntilIdle(_core.Cycle);
        _causes.CoreIs(CoreActivity.Draining, pc);
        var idle = _accelerator.AdvanceUntilIdle();
        _causes.CoreIs(CoreActivity.Running, pc);
        _causes.Recorder?.CoreWaited("fence", pc, _core.Cycle, idle);
        return idle;
    }

    /// <summary>Cycle zero, empty caches, idle accelerator.</summary>
    public void Reset()
    {
        _core.Reset();
        _accelerator.Reset();
        _causes.Clear();
        _profile.Clear();
        Record(null);
        _begin = 0;
    }
}
