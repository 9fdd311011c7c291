using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>One emulated machine: core, memory, accelerator, timing. Not thread-safe.</summary>
public sealed partial class Machine : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Interpreter _interpreter;

    /// <summary>A machine of the given target in reset state.</summary>
    /// <param name="target">The machine to emulate.</param>
    /// <param name="clock">Tells the host's time, for <see cref="RunOptions.TimeLimit"/> only; the guest never sees it. Default: the system's.</param>
    public Machine(TargetDescription target, TimeProvider? clock = null)
    {
        Target = target;
        _clock = clock ?? TimeProvider.System;
        Accelerator = new Accelerator(target, Memory, Faults);
        Timing = new TimingModel(target);
        _interpreter = new Interpreter(this, new BlockCache(Memory));
    }

    /// <summary>The core's registers.</summary>
    public CoreState Core { get; } = new();

    /// <summary>The machine that is emulated.</summary>
    public TargetDescription Target { get; }

    /// <summary>Main memory.</summary>
    public Memory Memory { get; } = new();

    /// <summary>Where every part reports faults.</summary>
    public FaultSink Faults { get; } = new();

    /// <summary>The accelerator, function only.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The timing model; fed only in timed runs.</summary>
    public TimingModel Timing { get; }

    /// <summary>Address of the instruction that retired last.</summary>
    internal ulong LastPc => _interpreter.LastPc;

    /// <summary>How often a block of code runs before it is translated to host code; <see cref="int.MaxValue"/> for never. Default 5000.</summary>
    public int TranslateAfter
    {
        get => _interpreter.HotAfter;
        set => _interpreter.HotAfter = value;
    }

    /// <summary>Decoded code. Whoever loads other code to the same addresses brings another cache, or clears this one.</summary>
    internal BlockCache Code
    {
        get => _interpreter.Blocks;
        set => _interpreter.Blocks = value;
    }

    /// <summary>Puts everything into reset state; touches only what was used.</summary>
    /// <param name="poisonSeed">Seed of the pattern that unwritten memory, rows and registers show.</param>
    public void Reset(ulong poisonSeed)
    {
        Core.Reset();
        Code.Clear();
        Memory.Reset(poisonSeed);
        Faults.Reset();
        Accelerator.Reset(poisonSeed);
        Timing.Reset();
        _interpreter.CyclesBefore = 0;
        (_lastTrap, _trapsInPlace) = (-1, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Accelerator.Dispose();
        Memory.Dispose();
        Core.Dispose();
    }
}
