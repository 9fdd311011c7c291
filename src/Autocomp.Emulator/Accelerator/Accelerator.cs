using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>The functional accelerator: executes commands in program order and watches for races.</summary>
public sealed class Accelerator : IDisposable
{
    private readonly AcceleratorState _state;
    private readonly PlainCommands _plain;
    private readonly LoopMatmul _loopMatmul;
    private readonly LoopConv _loopConv;
    private readonly CounterFile _counters;
    private readonly DefinedBits _bits;
    private ulong _poisonSeed;
    private int _loops;
    private bool _filled;

    /// <summary>An accelerator of the given target on a memory.</summary>
    /// <param name="target">Which commands exist, and sizes.</param>
    /// <param name="memory">Main memory, for DMA. Its watcher becomes the accelerator's race table.</param>
    /// <param name="faults">Where faults are reported.</param>
    public Accelerator(TargetDescription target, Memory memory, FaultSink faults)
    {
        Target = target;
        Memory = memory;
        Faults = faults;
        _state = new AcceleratorState(target, memory, faults);
        _plain = new PlainCommands(_state);
        _loopMatmul = new LoopMatmul(_state, _plain);
        _loopConv = new LoopConv(_state, _plain);
        _counters = new CounterFile(_state);
        _bits = new DefinedBits(target.Revision);
        memory.Watcher = _state.Races;
        Reset(poisonSeed: 0);
    }

    /// <summary>The target that is emulated.</summary>
    public TargetDescription Target { get; }

    /// <summary>Main memory, for DMA.</summary>
    public Memory Memory { get; }

    /// <summary>Where faults are reported.</summary>
    public FaultSink Faults { get; }

    /// <summary>Commands executed since reset.</summary>
    public long Commands { get; private set; }

    /// <summary>Multiply-accumulates on valid rows and columns since reset.</summary>
    public long Macs => _plain.Array.Macs;

    /// <summary>Bytes that commands read from main memory since reset, without over-reads of the hardware.</summary>
    public long BytesRead => _state.BytesRead;

    /// <summary>Bytes that commands wrote to main memory since reset.</summary>
    public long BytesWritten => _state.BytesWritten;

    /// <summary>Scratchpad rows written at least once since the kernel began.</summary>
    public int ScratchpadRowsUsed => _state.Scratchpad.RowsUsed;

    /// <summary>Accumulator rows written at least once since the kernel began.</summary>
    public int AccumulatorRowsUsed => _state.Accumulator.RowsUsed;

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    /// <summary>Called now and then while a loop is unrolled; throws when the run is to end.</summary>
    internal Action? Pause
    {
        set => _plain.Pause = value;
    }

    /// <summary>Told of every command that was executed, loops unrolled; null for nobody.</summary>
    internal ICommandObserver? Observer
    {
        set => _plain.Observer = value;
    }

    /// <summary>Executes one command.</summary>
    /// <param name="funct7">Which.</param>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    /// <param name="pc">The instruction, for faults.</param>
    /// <returns>The value for rd; 0 for commands without one.</returns>
    public ulong Execute(int funct7, ulong rs1, ulong rs2, ulong pc)
    {
        if (!_filled) Fill();
        Commands++;
        _counters.Step(funct7);
        Complaints complaints = _state.Complaints;
        complaints.ProgramCounter = pc;
        complaints.Command = new EncodedCommand(funct7, rs1, rs2);
        complaints.Step = null;
        complaints.Loop = 0;
        if (_bits.Check(funct7, rs1, rs2) is { } difference) complaints.Report(difference);
        return _plain.Execute(funct7, rs1, rs2) ? 0 : ExecuteOther(funct7, rs1, rs2);
    }

    /// <summary>The core executed <c>fence</c>: every earlier access is covered.</summary>
    public void Fence()
    {
        _state.Races.Clear();
        _plain.Array.Drain();
        Memory.ClearWatches();
    }

    /// <summary>Judges a return of a kernel.</summary>
    /// <param name="pc">The instruction that returned.</param>
    /// <returns>A fault when accelerator accesses are not covered by a fence.</returns>
    public Fault? CheckReturn(ulong pc)
    {
        if (!_state.Races.HasWrites && !_state.Races.HasReads) return null;
        DmaRecord? pending = _state.Races.FirstWrite ?? _state.Races.FirstRead;
        string doing = _state.Races.HasWrites ? "writing" : "reading";
        string message = $"The kernel returns at 0x{pc:x} while {_state.Races.Name(pending)} may still be {doing} main memory. Issue Gemmini.Fence() before returning.";
        return new Fault(FaultKind.ReturnWithoutFence, message, pc, pending?.Address, pending is { } p ? Disassembler.Print(p.Command, Target) : null);
    }

    /// <summary>A kernel begins: configuration, local rows and the array keep their values, but nothing may depend on them. The accelerator is drained.</summary>
    public void BeginKernel()
    {
        Fence();
        _state.Set = ConfigurationGroup.None;
        _state.Scratchpad.Forget();
        _state.Accumulator.Forget();
        _plain.Array.Forget();
    }

    /// <summary>Forgets all state.</summary>
    /// <param name="poisonSeed">Seed of the pattern that unwritten rows show in strict runs; permissive runs begin with zeros.</param>
    public void Reset(ulong poisonSeed)
    {
        _poisonSeed = poisonSeed;
        _filled = false;
        Commands = 0;
        _loops = 0;
        _state.Reset();
        _plain.Array.Reset();
        _plain.Normalization.Reset();
        _loopConv.Reset();
        _counters.Reset();
        BeginKernel();
    }

    /// <summary>Saves or loads everything that later commands depend on.</summary>
    internal void Pass(StateStream state)
    {
        state.Field(ref _poisonSeed);
        state.Field(ref _filled);
        state.Field(ref _loops);
        Commands = state.Value(Commands);
        _state.Pass(state);
        _plain.Array.Pass(state);
        _plain.Normalization.Pass(state);
        _loopMatmul.Pass(state);
        _loopConv.Pass(state);
        _counters.Pass(state);
    }

    private void Fill()
    {
        _filled = true;
        bool strict = _state.Complaints.IsStrict;
        _state.Scratchpad.Fill(strict ? _poisonSeed : 0);
        _state.Accumulator.Fill(strict ? _poisonSeed + 1 : 0);
    }

    private ulong ExecuteOther(int funct7, ulong rs1, ulong rs2)
    {
        switch (funct7)
        {
            case Funct7.Flush:
                break;
            case Funct7.LoopMatmul:
                RunLoop(_loopMatmul.Run, product: !LoopMatmul.IsResidualAdd(Target, rs2), rs1, rs2);
                break;
            case Funct7.LoopMatmulBounds:
                _loopMatmul.ConfigureBounds(rs1, rs2);
                break;
            case Funct7.LoopMatmulAddressesAB:
                _loopMatmul.ConfigureAddressesAB(rs1, rs2);
                break;
            case Funct7.LoopMatmulAddressesDC:
                _loopMatmul.ConfigureAddressesDC(rs1, rs2);
                break;
            case Funct7.LoopMatmulStridesAB:
                _loopMatmul.ConfigureStridesAB(rs1, rs2);
                break;
            case Funct7.LoopMatmulStridesDC:
                _loopMatmul.ConfigureStridesDC(rs1, rs2);
                break;
            case Funct7.LoopConv:
                RunLoop(_loopConv.Run, product: false, rs1, rs2);
                break;
            case >= Funct7.LoopConv1 and <= Funct7.LoopConv6:
                _loopConv.Configure(funct7 - Funct7.LoopConv1 + 1, rs1, rs2);
                break;
            case Funct7.Counter:
                return _counters.Execute(rs1);
            default:
                ReportUnknown(funct7);
                break;
        }

        return 0;
    }

    private void RunLoop(Action<ulong, ulong> run, bool product, ulong rs1, ulong rs2)
    {
        Complaints complaints = _state.Complaints;
        if (complaints.IsStrict)
        {
            _state.Scratchpad.UseLoopView();
            _state.Accumulator.UseLoopView();
        }

        _loops++;
        complaints.Loop = product ? _loops : -_loops;
        run(rs1, rs2);
        complaints.Loop = 0;
        _state.Scratchpad.UsePlainView();
        _state.Accumulator.UsePlainView();
    }

    private void ReportUnknown(int funct7)
    {
        if (funct7 == Funct7.LibgemminiFence)
        {
            _state.Complaints.Report(RevisionDifferences.UnknownToRtl);
        }
        else if (funct7 is >= 22 and <= 25 && Target.Revision == RtlRevision.Rtl2025)
        {
            _state.Complaints.Report(RevisionDifferences.UnknownToLibgemmini);
        }
        else
        {
            _state.Complaints.Report(FaultKind.IllegalCommand, $"is not a command of {Target.Name}.");
        }
    }
}
