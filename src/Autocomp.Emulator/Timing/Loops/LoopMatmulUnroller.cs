using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Expands <c>loop_ws</c>: five engines share one command a cycle, two loops overlap, other commands wait until both are unrolled (LoopMatmul.scala of 2023).</summary>
internal sealed class LoopMatmulUnroller
{
    private const int A = 0, B = 1, D = 2, Execute = 3, Store = 4;
    private readonly TargetDescription _target;
    private readonly EventClock _clock;
    private readonly DelayQueue<AcceleratorCommand> _output;
    private readonly ReservationStation _station;
    private readonly LoopMatmulState[] _loops;
    private readonly LoopMatmulLoad _a;
    private readonly LoopMatmulLoad _b;
    private readonly LoopMatmulBlocks _d;
    private readonly LoopMatmulExecute _execute;
    private readonly LoopMatmulBlocks _store;
    private readonly LoopEngine[] _engines;
    private readonly int[] _inStation = new int[3];
    private readonly int[] _accumulatorStart = new int[5];
    private int _head;
    private bool _settled;
    private bool _inputWaits;
    private bool _changed;

    public LoopMatmulUnroller(TargetDescription target, EventClock clock, ReservationStation station, DelayQueue<AcceleratorCommand> output)
    {
        (_target, _clock, _station, _output) = (target, clock, station, output);
        var half = target.ScratchpadRows / 2;
        _loops = [new() { AStart = 0, BEnd = half }, new() { AStart = half, BEnd = 2 * half }];
        var bytes = target.Element == ElementType.Int8 ? 1 : 4;
        var blocks = Math.Max(target.Timing.DmaMaxBytes / (target.Dim * bytes), 1);
        var wide = Math.Max(target.Timing.DmaMaxBytes / (target.Dim * 4), 1);
        _a = new LoopMatmulLoad(false, target.Dim, blocks, bytes);
        _b = new LoopMatmulLoad(true, target.Dim, blocks, bytes);
        _d = new LoopMatmulBlocks(false, target.Dim, blocks, wide, bytes);
        _execute = new LoopMatmulExecute(target.Dim);
        _store = new LoopMatmulBlocks(true, target.Dim, blocks, wide, bytes);
        _engines = [_a, _b, _d, _execute, _store];
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

        if (_settled && !_station.HasCompleted(CommandOrigin.LoopMatmul) && Input.HasHead(_clock.Now) == _inputWaits)
        {
            return;
        }

        _changed = false;
        Span<bool> idle = [_a.IsIdle, _b.IsIdle, _d.IsIdle, _execute.IsIdle, _store.IsIdle];
        var headFinished = _loops[_head].Running && _loops[_head].AllFinished;
        NoteFinished(idle);
        Unroll(idle);
        StartEngines(idle);
        CountCompleted();
        Forward();
        if (headFinished)
        {
            _loops[_head].Clear();
            _head ^= 1;
            _changed = true;
        }

        // Until a command completes or arrives, nothing changes again; a full output is looked at every cycle.
        _inputWaits = Input.HasHead(_clock.Now);
        _settled = !_changed && _output.HasRoom(_clock.Now);
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
        (_head, _settled) = (0, false);
    }

    private void CountCompleted()
    {
        if (_station.TakeCompleted(CommandOrigin.LoopMatmul, _inStation))
        {
            Touch();
        }
    }

    private void Forward()
    {
        if (!Input.HasHead(_clock.Now))
        {
            return;
        }

        var command = Input.Head;
        if (command.Funct is >= AcceleratorCommand.LoopWs and <= AcceleratorCommand.LoopWsLastConfig)
        {
            var loop = _loops[_loops[_head].Configured ? _head ^ 1 : _head];
            if (loop.Configured)
            {
                return;
            }

            loop.Configure(command);
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
        Touch();
    }

    private void NoteFinished(ReadOnlySpan<bool> idle)
    {
        for (var i = 0; i < _engines.Length; i++)
        {
            var loop = _loops[_engines[i].LoopId];
            if (idle[i] && loop.Running && loop.Started[i] && !loop.Finished[i])
            {
                loop.Finished[i] = true;
                Touch();
            }
        }
    }

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
                Execute => loop.Started[A] && loop.Started[B] && loop.Started[D],
                Store => loop.Started[Execute],
                _ => true,
            };
        }

        for (var i = 0; i < 5; i++)
        {
            if (starts[i])
            {
                Start(i, candidates[i]);
                Touch();
            }
        }
    }

    private void Start(int engine, int id)
    {
        var loop = _loops[id];
        loop.Running = loop.Started[engine] = true;
        var local = _accumulatorStart[engine];
        switch (engine)
        {
            case A:
                _a.Start(loop, id);
                return;
            case B:
                _b.Start(loop, id);
                return;
            case D:
                _d.Start(loop, id, local);
                break;
            case Execute:
                _execute.Start(loop, id, local);
                break;
            default:
                _store.Start(loop, id, local);
                break;
        }

        if (loop.C != 0)
        {
            _accumulatorStart[engine] = (local + (_target.AccumulatorRows / 2)) % _target.AccumulatorRows;
        }
    }

    private void Unroll(ReadOnlySpan<bool> idle)
    {
        var timing = _target.Timing;
        var loads = _inStation[0] < timing.ReservationLoadEntries;
        var storeSkips = !idle[Store] && _store.Skips;
        var dSkips = !idle[D] && _d.Skips;
        var store = !idle[Store] && !storeSkips && _inStation[2] < timing.ReservationStoreEntries && ExecuteIsAhead(idle);
        var execute = !idle[Execute] && _inStation[1] < timing.ReservationExecuteEntries && LoadsAreAhead(idle);
        var d = !idle[D] && !dSkips && loads;
        var choosesA = ChoosesA(idle);
        var load = loads && !(choosesA ? idle[A] : idle[B]);
        if (_output.HasRoom(_clock.Now))
        {
            if (store)
            {
                Emit(_store.Command(), 2, _store.LoopId);
                _store.Advance();
            }
            else if (execute)
            {
                Emit(_execute.Command(), 1, _execute.LoopId);
                _execute.Advance();
            }
            else if (d)
            {
                Emit(_d.Command(), 0, _d.LoopId);
                _d.Advance();
            }
            else if (load)
            {
                var engine = choosesA ? _a : _b;
                Emit(engine.Command(), 0, engine.LoopId);
                engine.Advance();
            }
        }

        if (storeSkips)
        {
            _store.Stop();
            Touch();
        }

        if (dSkips)
        {
            _d.Stop();
            Touch();
        }
    }

    private void Touch()
    {
        _changed = true;
        _clock.Touch();
    }

    private void Emit(in AcceleratorCommand command, int kind, int loop)
    {
        _output.Enqueue(command with { Pc = _loops[loop].Pc }, _clock.Now);
        _inStation[kind]++;
        Touch();
    }

    private bool ChoosesA(ReadOnlySpan<bool> idle)
    {
        if (_a.LoopId != _b.LoopId)
        {
            return _a.LoopId == _head;
        }

        return !idle[A] && (idle[B] || !(_a.K > _b.K || (_b.K == 0 && _b.Other == 0)));
    }

    private bool LoadsAreAhead(ReadOnlySpan<bool> idle)
    {
        int id = _execute.LoopId, k = _execute.K;
        var a = _a.LoopId != id || idle[A] || _a.K > k || (_a.K == k && _a.Other > _execute.I);
        var b = _b.LoopId != id || idle[B] || _b.K > k || (_a.K == k && _b.Other > _execute.J);
        return a && b && (_d.LoopId != id || idle[D]);
    }

    private bool ExecuteIsAhead(ReadOnlySpan<bool> idle)
    {
        if (_execute.LoopId != _store.LoopId || idle[Execute])
        {
            return true;
        }

        var behind = _store.J + _store.Blocks;
        return _execute.K == _store.Loop.K - 1 && (_execute.J >= behind || (_execute.J == behind - 1 && _execute.I > _store.I));
    }
}
