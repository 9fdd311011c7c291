using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The accelerator cycle by cycle: command path, reservation station, controllers, local memories, DMA. Cycles in which nothing can change are skipped.</summary>
/// <remarks>Structure and latencies follow the generator's RTL of 2023; each unit names its module. Units are stepped from memory backwards, so that within a cycle each sees the registers as they stood at its start.</remarks>
internal sealed class AcceleratorTiming
{
    /// <summary>Cycles that a hang counts for: more than any run takes.</summary>
    private const long HangCycles = 1_000_000_000_000;

    private int _steps;
    private readonly EventClock _clock = new();
    private readonly DelayQueue<AcceleratorCommand> _input = new(2);
    private readonly DelayQueue<AcceleratorCommand> _router = new(2);
    private readonly bool _hasRouter;
    private readonly DelayQueue<AcceleratorCommand> _unrolled = new(2);
    private readonly Translation _translation = new();
    private readonly BeatMerger _merger;
    private readonly LoadDma _loadDma;
    private readonly StoreDma _storeDma;
    private readonly ZeroWriter _zeros;
    private readonly LoopMatmulUnroller _loopMatmul;
    private readonly LoopConvUnroller _loopConv;

    /// <summary>An idle accelerator.</summary>
    /// <param name="target">Its configuration.</param>
    /// <param name="memory">What its memory port leads to.</param>
    /// <param name="hasRouter">Whether commands pass the core's router, a queue of two in front.</param>
    public AcceleratorTiming(TargetDescription target, IMemorySide memory, bool hasRouter = false)
    {
        _hasRouter = hasRouter;
        Ports = new LocalMemoryPorts(target, _clock);
        Port = new MemoryPort(memory, _clock);
        Writeback = new LoadWriteback(target, _clock, Ports);
        _loadDma = new LoadDma(target, _clock, Port, _translation);
        _storeDma = new StoreDma(target, _clock, Port, _translation);
        _merger = new BeatMerger(target, _clock, Port, _loadDma, Writeback);
        _zeros = new ZeroWriter(target.Dim, _clock, Writeback);
        Loads = new LoadController(target, _clock, _loadDma, _zeros);
        StorePipeline = new StorePipeline(target, _clock, Ports, _storeDma);
        Stores = new StoreController(target, _clock, StorePipeline);
        Execute = new ExecuteController(target, _clock, Ports);
        Writeback.Tracker = Loads.Tracker;
        StorePipeline.Tracker = Stores.Tracker;
        Station = new ReservationStation(target, _clock);
        _loopMatmul = new LoopMatmulUnroller(target, _clock, Station, _unrolled);
        _loopConv = new LoopConvUnroller(target, _clock, Station, _loopMatmul.Input);
        Reset();
    }

    /// <summary>The cycle that will be evaluated next.</summary>
    public long Now => _clock.Now;

    /// <summary>Ports of the local memories.</summary>
    public LocalMemoryPorts Ports { get; }

    /// <summary>The memory port.</summary>
    public MemoryPort Port { get; }

    /// <summary>The reservation station.</summary>
    public ReservationStation Station { get; }

    public LoadController Loads { get; }

    public StoreController Stores { get; }

    public StorePipeline StorePipeline { get; }

    public ExecuteController Execute { get; }

    public LoadWriteback Writeback { get; }

    /// <summary>Told how many cycles passed in the state that the units are in.</summary>
    public Action<long>? CyclesPassed { get; set; }

    /// <summary>Whether the accelerator waits for something that will never come, a compute behind a preload for example. It takes and does nothing from then on.</summary>
    public bool IsHung { get; private set; }

    /// <summary>What <c>fence</c> waits for: commands anywhere, rows on their way, unacknowledged writes.</summary>
    public bool IsBusy => !IsHung && (
        !_router.IsEmpty || !_input.IsEmpty || !_unrolled.IsEmpty || _loopConv.IsBusy || _loopMatmul.IsBusy || Station.IsBusy ||
        _storeDma.IsBusy || _loadDma.IsBusy || StorePipeline.IsBusy);

    /// <summary>Whether commands are on their way to the reservation station.</summary>
    public bool HasCommandsUnderWay => !_router.IsEmpty || !_input.IsEmpty || !_unrolled.IsEmpty;

    /// <summary>Whether a loop is being unrolled: more commands will come without the core.</summary>
    public bool IsUnrolling => _loopMatmul.IsBusy || _loopConv.IsBusy;

    /// <summary>Whether a command offered in the current cycle is taken.</summary>
    public bool CanAccept => IsHung || (_hasRouter ? _router : _input).HasRoom(_clock.Now);

    /// <summary>Hands a command over in the current cycle. Only when <see cref="CanAccept"/>.</summary>
    public void Accept(int funct, ulong rs1, ulong rs2, ulong pc = 0)
    {
        if (!IsHung)
        {
            (_hasRouter ? _router : _input).Enqueue(new AcceleratorCommand(funct, rs1, rs2, CommandOrigin.Core) { Pc = pc }, _clock.Now);
        }
    }

    /// <summary>Evaluates cycles until <paramref name="cycle"/> is the current one.</summary>
    public void AdvanceTo(long cycle)
    {
        while (_clock.Now < cycle)
        {
            Step(cycle);
        }
    }

    /// <summary>Evaluates cycles until a command can be accepted.</summary>
    /// <returns>The cycle.</returns>
    public long AdvanceUntilReady()
    {
        while (!CanAccept)
        {
            Step(long.MaxValue);
        }

        return _clock.Now;
    }

    /// <summary>Called now and then while cycles are evaluated; throws when the run is to end.</summary>
    public Action? Pause { get; set; }

    /// <summary>Evaluates cycles until the accelerator is idle, or until <paramref name="limit"/> is the current one.</summary>
    /// <returns>The first cycle in which it is not busy, or the limit.</returns>
    public long AdvanceUntilIdle(long limit = long.MaxValue)
    {
        while (IsBusy && _clock.Now < limit)
        {
            Step(limit);
        }

        return _clock.Now;
    }

    /// <summary>Evaluates cycles until the shared cache has answered the core.</summary>
    /// <param name="cache">The cache behind the memory port.</param>
    /// <param name="client">Which of the core's caches waits.</param>
    /// <returns>The cycle in which the last beat is at the core.</returns>
    public long AdvanceUntilAnswered(SharedCache cache, CacheClient client)
    {
        while (cache.AnsweredAt(client) == long.MaxValue)
        {
            Step(long.MaxValue);
        }

        return cache.AnsweredAt(client);
    }

    public void Reset()
    {
        (_clock.Now, _clock.Next, IsHung) = (0, long.MaxValue, false);
        _input.Clear();
        _router.Clear();
        _unrolled.Clear();
        Ports.Reset();
        _translation.Reset();
        _merger.Reset();
        _loadDma.Reset();
        _storeDma.Reset();
        _zeros.Reset();
        Port.Reset();
        Writeback.Reset();
        Loads.Reset();
        Stores.Reset();
        StorePipeline.Reset();
        Execute.Reset();
        Station.Reset();
        _loopMatmul.Reset();
        _loopConv.Reset();
    }

    private void Step(long limit)
    {
        if ((++_steps & 0xFFFF) == 0)
        {
            Pause?.Invoke();
        }

        _clock.Next = long.MaxValue;
        var stationBusy = Station.HasUnissued;
        if (stationBusy)
        {
            Station.Issue(Loads.Commands, Execute.Unroller.Input, Stores.Commands);
        }

        Port.StepResponses();
        Port.Memory.Step(_clock);
        Execute.WriteResult();
        Writeback.Step();
        _zeros.Step();
        _merger.Step();
        var completed = Execute.Step();
        var tlbWrite = _storeDma.NeedsTlb;
        var tlbRead = _loadDma.NeedsTlb;
        var granted = tlbWrite || tlbRead ? _translation.Arbitrate(tlbWrite, tlbRead) : -1;
        _storeDma.Step(granted == Translation.Writer);
        StorePipeline.Step();
        _loadDma.Step(granted == Translation.Reader);
        Port.StepRequests();
        _storeDma.TakeAcknowledges();
        Loads.Step();
        Stores.Step();
        Complete(completed);
        StepCommands();
        Pass(limit);
    }

    private void Complete(int executeEntry)
    {
        if (executeEntry >= 0)
        {
            Station.Complete(executeEntry);
            if (Loads.Tracker.HasCompleted || Stores.Tracker.HasCompleted)
            {
                _clock.Touch();
            }

            return;
        }

        var entry = Loads.Tracker.InFlight > 0 ? Loads.Tracker.TakeCompleted() : -1;
        if (entry < 0 && Stores.Tracker.InFlight > 0)
        {
            entry = Stores.Tracker.TakeCompleted();
        }
        else if (Stores.Tracker.HasCompleted)
        {
            _clock.Touch();
        }

        if (entry < 0 && StorePipeline.CompleteNow >= 0)
        {
            (entry, StorePipeline.CompleteNow) = (StorePipeline.CompleteNow, -1);
        }

        if (entry >= 0)
        {
            Station.Complete(entry);
        }
    }

    private void StepCommands()
    {
        if (_unrolled.HasHead(_clock.Now))
        {
            ref readonly var command = ref _unrolled.Head;
            if (command.Funct is AcceleratorCommand.Flush or > AcceleratorCommand.LoopConvLastConfig || Station.TryAllocate(command))
            {
                _unrolled.Pop(_clock.Now);
                _clock.Touch();
            }
        }

        _loopMatmul.Step();
        _loopConv.Step();
        if (_input.HasHead(_clock.Now) && _loopConv.Input.HasRoom(_clock.Now))
        {
            _loopConv.Input.Enqueue(_input.Head, _clock.Now);
            _input.Pop(_clock.Now);
            _clock.Touch();
        }

        if (_router.HasHead(_clock.Now) && _input.HasRoom(_clock.Now))
        {
            _input.Enqueue(_router.Head, _clock.Now);
            _router.Pop(_clock.Now);
            _clock.Touch();
        }
    }

    private void Pass(long limit)
    {
        var next = Math.Min(_clock.Next, limit);
        if (_input.Count + _router.Count > 0)
        {
            next = _clock.Now + 1;
        }

        if (next == long.MaxValue)
        {
            IsHung = true;
            next = _clock.Now + HangCycles;
        }

        CyclesPassed?.Invoke(next - _clock.Now);
        _clock.Now = next;
    }
}
