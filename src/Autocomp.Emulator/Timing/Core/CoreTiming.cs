using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The in-order core: an instruction issues when its operands are there, one a cycle (RocketCore.scala).</summary>
/// <remarks>All times are those of writeback. An instruction that has to go round the pipeline again does so five cycles later.</remarks>
internal sealed class CoreTiming
{
    /// <summary>Cycles until a command's result can be used. Not measured: counters only.</summary>
    private const int CommandResultDelay = 12;

    private readonly long[] _integerReady = new long[32];
    private readonly long[] _floatReady = new long[32];
    private readonly MemorySystem _memory;
    private readonly InstructionCache _instructions;
    private readonly Frontend _frontend;
    private ulong _nextPc;
    private long _unitFree;
    private long _floatDividerFree;

    public CoreTiming(TargetDescription target)
    {
        _memory = new MemorySystem(target);
        _instructions = new InstructionCache(_memory);
        _frontend = new Frontend(_instructions);
        Data = new DataCache(_memory);
    }

    /// <summary>The data cache.</summary>
    public DataCache Data { get; }

    /// <summary>The cycle in which the next instruction retires at the earliest.</summary>
    public long Cycle { get; set; }

    /// <summary>When the next instruction in line retires; what <c>rdcycle</c> reads in its own place.</summary>
    public long NextRetirement => Issue(_nextPc, 4);

    /// <summary>The cycle in which the last instruction retired.</summary>
    public long LastRetired { get; private set; }

    public void Retire(in RetiredInstruction retired)
    {
        ref readonly var instruction = ref retired.Instruction;
        ref readonly var trait = ref InstructionTraits.Of(instruction.Opcode);
        var start = WaitForOperands(instruction, trait, Issue(retired.Pc, instruction.Length));
        var result = start + 1;
        switch (trait.Class)
        {
            case InstructionClass.Load:
                start = Data.Access(retired.MemoryAddress, trait.AccessBytes, true, false, start);
                result = start + (trait.IsNarrowLoad ? 3 : 2);
                break;
            case InstructionClass.Store:
                start = Data.Access(retired.MemoryAddress, trait.AccessBytes, false, true, start);
                break;
            case InstructionClass.Atomic:
                start = Data.Access(retired.MemoryAddress, trait.AccessBytes, true, true, start);
                result = start + 3;
                break;
            case InstructionClass.Multiply:
                start = Math.Max(start, _unitFree);
                _unitFree = start + MulDivUnit.MultiplyCycles(instruction.Opcode, retired.Rs1Value) + 2;
                result = _unitFree;
                break;
            case InstructionClass.Divide:
                start = Math.Max(start, _unitFree);
                _unitFree = start + MulDivUnit.DivideCycles(instruction.Opcode, retired.Rs1Value, retired.Rs2Value) + 2;
                result = _unitFree;
                break;
            case InstructionClass.Float:
            case InstructionClass.FloatMultiply:
                result = start + (trait.WritesInteger ? 3 : trait.IsDouble ? 6 : 4);
                break;
            case InstructionClass.FloatDivide:
                start = Math.Max(start, _floatDividerFree);
                result = start + (trait.IsDouble ? 57 : 28);
                _floatDividerFree = result;
                break;
            case InstructionClass.FloatConvert:
                result = start + (trait.WritesInteger ? 3 : 4);
                break;
            case InstructionClass.Csr:
                result = start + 3;
                break;
            case InstructionClass.Fence:
                FlushInstructions(retired, start);
                break;
            default:
                break;
        }

        if (trait.WritesInteger)
        {
            _integerReady[instruction.Rd] = instruction.Rd == 0 ? 0 : result;
        }
        else if (trait.WritesFloat)
        {
            _floatReady[instruction.Rd] = result;
        }

        LastRetired = start;
        Cycle = start + 1;
        _nextPc = retired.NextPc;
        if (trait.Class is InstructionClass.Branch or InstructionClass.Jump)
        {
            Transfer(retired, trait, start);
        }
    }

    /// <summary>When a command or fence with these operands reaches writeback.</summary>
    public long Issue(ulong pc, int length) => Math.Max(Cycle, _frontend.Fetch(pc, length, Cycle));

    /// <summary>When a command reaches writeback.</summary>
    public long IssueCommand(in DecodedInstruction instruction, ulong pc)
    {
        _nextPc = pc;
        return WaitForOperands(instruction, InstructionTraits.Of(instruction.Opcode), Issue(pc, instruction.Length));
    }

    /// <summary>A command was taken by the accelerator.</summary>
    public void RetireCommand(in DecodedInstruction instruction, long cycle)
    {
        RetireAt(cycle);
        if ((instruction.RoundingMode & 4) != 0 && instruction.Rd != 0)
        {
            _integerReady[instruction.Rd] = cycle + CommandResultDelay;
        }
    }

    /// <summary>An instruction handled outside retired in the given cycle.</summary>
    public void RetireAt(long cycle)
    {
        (LastRetired, Cycle) = (cycle, cycle + 1);
        _nextPc += 4;
    }

    public void Reset()
    {
        Array.Clear(_integerReady);
        Array.Clear(_floatReady);
        Data.Reset();
        _instructions.Reset();
        _frontend.Reset();
        _memory.Reset();
        (Cycle, LastRetired, _unitFree, _floatDividerFree, _nextPc) = (0, 0, 0, 0, 0);
    }

    private void FlushInstructions(in RetiredInstruction retired, long start)
    {
        if (retired.Instruction.Opcode == Opcode.FenceI)
        {
            _instructions.Flush();
            _frontend.Redirect(start + 5);
        }
    }

    private void Transfer(in RetiredInstruction retired, in InstructionTrait trait, long start)
    {
        ref readonly var instruction = ref retired.Instruction;
        var kind = BranchKind.Branch;
        if (trait.Class == InstructionClass.Jump)
        {
            var links = (instruction.Rd & 1) != 0;
            var returns = instruction.Opcode == Opcode.Jalr && instruction.Rs1 is 1 or 5;
            kind = links ? BranchKind.Call : returns ? BranchKind.Return : BranchKind.Jump;
        }

        _frontend.Transfer(retired.Pc, instruction.Length, kind, instruction.Opcode != Opcode.Jalr, retired.NextPc, start);
    }

    private long WaitForOperands(in DecodedInstruction instruction, in InstructionTrait trait, long start)
    {
        start = Math.Max(start, ReadyOf(trait.Rs1, instruction.Rs1));
        start = Math.Max(start, ReadyOf(trait.Rs2, instruction.Rs2));
        return Math.Max(start, ReadyOf(trait.Rs3, instruction.Rs3));
    }

    private long ReadyOf(RegisterFile file, int register) => file switch
    {
        RegisterFile.Integer => _integerReady[register],
        RegisterFile.Float => _floatReady[register],
        _ => 0,
    };
}
