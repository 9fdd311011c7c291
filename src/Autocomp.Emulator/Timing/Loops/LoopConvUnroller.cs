using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Expands <c>loop_conv_ws</c>: five engines with a two-stage pipe each share one command a cycle; execute starts when all loads of its loop are out, stores when all of execute is (LoopConv.scala of 2023).</summary>
internal sealed class LoopConvUnroller
{
    private const int Bias = 0, Pixels = 1, Weights = 2, Execute = 3, Store = 4;
    private static readonly int[] Priority = [Store, Execute, Bias, Weights, Pixels];
    private static readonly int[] KindOf = [0, 0, 0, 1, 2];
    private readonly TargetDescription _target;
    private readonly EventClock _clock;
    private readonly DelayQueue<AcceleratorCommand> _output;
    private readonly ReservationStation _station;
    private readonly LoopConvState[] _loops;
    private readonly LoopConvEngine[] _engines;
    private readonly LoopConvBias _bias;
    private readonly LoopConvExecute _execute;
    private readonly LoopConvStore _store;
    private readonly int[] _inStation = new int[3];
    private readonly int[] _capacity;
    private readonly int[] _accumulatorStart = new int[5];
    private int _head;

    public LoopConvUnroller(TargetDescription target, EventClock clock, ReservationStation station, DelayQueue<AcceleratorCommand> output)
    {
        (_target, _clock, _station, _output) = (target, clock, station, output);
        var half = target.ScratchpadRows / 2;
        _loops = [new(target.Revision) { AStart = 0, BEnd = half }, new(target.Revision) { AStart = half, BEnd = 2 * half }];
        var bytes = target.Element == ElementType.Int8 ? 1 : 4;
        var blocks = Math.Max(target.Timing.DmaMaxBytes / (target.Dim * bytes), 1);
        _bias = new LoopConvBias(target.Dim, Math.Max(target.Timing.DmaMaxBytes / (target.Dim * 4), 1));
        _execute = new LoopConvExecute(target.Dim);
        _store = new LoopConvStore(target.Dim, bytes);
        _engines = [_bias, new LoopConvInput(target.Dim, blocks, bytes), new LoopConvWeights(target.Dim, blocks, bytes), _execute, _store];
        _capacity = [target.Timing.ReservationLoadEntries, target.Timing.ReservationExecuteEntries, target.Timing.ReservationStoreEntries];
    }

    /// <summary>Commands from the stage before.</summary>
    public DelayQueue<AcceleratorCommand> Input { get; } = new(2);

    public bool IsBusy => !Input.IsEmpty || IsConfigured;

    private bool IsConfigured => _loops[0].Configured || _loops[1].Configured;

    public void Step()
    {
        if (!IsConfigured)
        {
            CountCompleted();
            Forward();
            return;
        }

        Span<bool> idle = stackalloc bool[5];
        for (var i = 0; i < 5; i++)
        {
            idle[i] = _engines[i].IsIdle;
        }

        var headFinished = _loops[_head].Running && _loops[_head].AllFinished;
        var executeLoop = _loops[_execute.LoopId];
        var waits = executeLoop.Started[Execute] && !executeLoop.Finished[Execute] && !executeLoop.LoadsFinished;
        NoteFinished(idle);
        Unroll(idle, waits);
        StartEngines(idle);
        CountCompleted();
        Forward();
        if (headFinished)
        {
            _loops[_head].Clear();
            _head ^= 1;
        }
    }

    public void Reset()
    {
        Input.Clear();
        _loops[0].Clear();
        _loops[1].Clear();
        foreach (var engine in _engines)
        {
            engine.Reset();
        }

        Array.Clear(_inStation);
        Array.Clear(_accumulatorStart);
        _head = 0;
    }

    private void CountCompleted()
    {
        if (_station.TakeCompleted(CommandOrigin.LoopConv, _inStation))
        {
            _clock.Touch();
        }
    }

    private void Forward()
    {
        if (!Input.HasHead(_clock.Now))
        {
            return;
        }

        var command = Input.Head;
        if (command.Funct is >= AcceleratorCommand.LoopConvWs and <= AcceleratorCommand.LoopConvLastConfig)
        {
            var loop = _loops[_loops[_head].Configured ? _head ^ 1 : _head];
            if (loop.Configured)
            {
                return;
            }

            loop.Configure(command, _target.Dim);
        }
        else
        {
            if (IsConfigured || !_output.HasRoom(_clock.Now))
            {
                return;
            }

            _output.Enqueue(command, _clock.Now);
        }

        Input.Pop(_clock.Now);
        _clock.Touch();
    }

    private void NoteFinished(ReadOnlySpan<bool> idle)
    {
        for (var i = 0; i < 5; i++)
        {
            var loop = _loops[_engines[i].LoopId];
            if (idle[i] && loop.Running && loop.Started[i] && !loop.Finished[i])
            {
                loop.Finished[i] = true;
                _clock.Touch();
            }
        }
    }

    private void Unroll(ReadOnlySpan<bool> idle, bool executeWaits)
    {
        var taken = -1;
        if (_output.HasRoom(_clock.Now))
        {
            foreach (var i in Priority)
            {
                if (_engines[i].OffersCommand && _inStation[KindOf[i]] < _capacity[KindOf[i]])
                {
                    taken = i;
                    _output.Enqueue(_engines[i].Offered with { Pc = _loops[_engines[i].LoopId].Pc }, _clock.Now);
                    break;
                }
            }
        }

        Span<bool> may = stackalloc bool[5];
        for (var i = 0; i < 3; i++)
        {
            may[i] = !(executeWaits && _engines[i].LoopId != _execute.LoopId);
        }

        may[Execute] = IsDone(Bias, idle) && IsDone(Pixels, idle) && IsDone(Weights, idle);
        may[Store] = _execute.LoopId != _store.LoopId || idle[Execute];
        var moved = false;
        for (var i = 0; i < 5; i++)
        {
            if (!idle[i])
            {
                moved |= _engines[i].Step(taken == i, may[i]);
            }
        }

        if (taken >= 0)
        {
            _inStation[KindOf[taken]]++;
        }

        if (moved)
        {
            _clock.Touch();
        }
    }

    private bool IsDone(int engine, ReadOnlySpan<bool> idle) => _engines[engine].LoopId != _execute.LoopId || idle[engine];

    private void StartEngines(ReadOnlySpan<bool> idle)
    {
        Span<int> candidates = stackalloc int[5];
        Span<bool> starts = stackalloc bool[5];
        for (var i = 0; i < 5; i++)
        {
            var id = candidates[i] = _loops[_head].Started[i] ? _head ^ 1 : _head;
            var loop = _loops[id];
            starts[i] = idle[i] && loop.Configured && !loop.Started[i] && i switch
            {
                Execute => loop.Started[Bias] && loop.Started[Pixels] && loop.Started[Weights],
                Store => loop.Started[Execute],
                _ => true,
            };
        }

        for (var i = 0; i < 5; i++)
        {
            if (starts[i])
            {
                Start(i, candidates[i]);
                _clock.Touch();
            }
        }
    }

    private void Start(int index, int id)
    {
        var loop = _loops[id];
        loop.Running = loop.Started[index] = true;
        var local = _accumulatorStart[index];
        switch (index)
        {
            case Bias:
                _bias.Local = local;
                break;
            case Execute:
                _execute.Local = local;
                break;
            case Store:
                _store.Local = local;
                break;
        }

        _engines[index].Start(loop, id);
        if (index is Bias or Execute or Store && loop.Output != 0)
        {
            _accumulatorStart[index] = (local + (_target.AccumulatorRows / 2)) % _target.AccumulatorRows;
        }
    }
}
