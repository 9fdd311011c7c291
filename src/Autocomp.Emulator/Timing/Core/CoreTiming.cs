namespace Autocomp.Emulator.Timing;

/// <summary>The in-order core: an instruction issues when its operands are there, one a cycle (RocketCore.scala).</summary>
/// <remarks>All times are those of writeback. An instruction that has to go round the pipeline again does so five cycles later.</remarks>
internal sealed class CoreTiming
{
    /// <summary>Cycles until a command's result can be used. Not measured: counters only.</summary>
    private const int CommandResultDelay = 12;

    private const int DecodeToWriteback = 3;
    private readonly long[] _integerReady = new long[32];
    private readonly long[] _floatReady = new long[32];
    private readonly MemorySystem _memory;
    private readonly InstructionCache _instructions;
    private readonly Frontend _frontend;
    private readonly DataCache _data;
    private ulong _nextPc;
    private long _unitResult = -10;
    private byte _unitRegister;
    private long _floatDividerFree;

    public CoreTiming(MemorySystem memory)
    {
        _memory = memory;
        _instructions = new InstructionCache(_memory);
        _frontend = new Frontend(_instructions);
        _data = new DataCache(memory, _frontend);
    }

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
                start = _data.Access(retired.MemoryAddress, trait.AccessBytes, true, false, start);
                result = start + (trait.WritesFloat ? 4 : trait.IsNarrowLoad ? 3 : 2);
                break;
            case InstructionClass.Store:
                start = _data.Access(retired.MemoryAddress, trait.AccessBytes, false, true, start);
                break;
            case InstructionClass.Atomic:
                start = _data.Access(retired.MemoryAddress, trait.AccessBytes, true, instruction.Opcode is not (Opcode.LrW or Opcode.LrD), start);
                result = start + 2;
                break;
            case InstructionClass.Multiply:
                start = Math.Max(start, _unitResult + DecodeToWriteback);
                result = Iterate(instruction.Rd, start + MulDivUnit.MultiplyCycles(instruction.Opcode, retired.Rs1Value));
                break;
            case InstructionClass.Divide:
                start = Math.Max(start, _unitResult + DecodeToWriteback);
                result = Iterate(instruction.Rd, start + MulDivUnit.DivideCycles(instruction.Opcode, retired.Rs1Value, retired.Rs2Value));
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
                if (instruction.Rs1 != 0 || instruction.Opcode is Opcode.Csrrw or Opcode.Csrrwi)
                {
                    // A write flushes the pipeline.
                    _frontend.Restart(start);
                }

                break;
            case InstructionClass.Fence:
                start = FlushInstructions(retired, start);
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

        UseWritePort(trait, start);
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

    /// <summary>Writes bytes in order, eight at a time.</summary>
    public void Write(ulong address, long length)
    {
        for (var at = address; at < address + (ulong)length; at += 8)
        {
            Cycle = _data.Access(at, 8, reads: false, writes: true, Cycle) + 1;
        }
    }

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
        _data.Reset();
        _instructions.Reset();
        _frontend.Reset();
        _memory.Reset();
        (Cycle, LastRetired, _unitResult, _floatDividerFree, _nextPc) = (0, 0, -10, 0, 0);
    }

    /// <summary>The unit's result is written in the first cycle from <paramref name="done"/> - 1 on in which no other instruction writes a register.</summary>
    private long Iterate(byte register, long done)
    {
        (_unitResult, _unitRegister) = (done - 1, register);
        return _unitResult + DecodeToWriteback;
    }

    private void UseWritePort(in InstructionTrait trait, long cycle)
    {
        if (trait.WritesInteger && cycle == _unitResult)
        {
            _unitResult++;
            if (_unitRegister != 0)
            {
                _integerReady[_unitRegister] = _unitResult + DecodeToWriteback;
            }
        }
    }

    private long FlushInstructions(in RetiredInstruction retired, long start)
    {
        if (retired.Instruction.Opcode == Opcode.FenceI)
        {
            // It waits in decode until no access is in the data cache's pipeline.
            start = Math.Max(start, _data.LastAccess + DecodeToWriteback + 1);
            _instructions.Flush();
            _frontend.Restart(start);
        }

        return start;
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
        start = Math.Max(start, ReadyOf(trait.Rs3, instruction.Rs3));
        // A destination that an earlier instruction has still to write holds the next one back as a source does.
        return trait.WritesInteger ? Math.Max(start, _integerReady[instruction.Rd]) : trait.WritesFloat ? Math.Max(start, _floatReady[instruction.Rd]) : start;
    }

    private long ReadyOf(RegisterFile file, int register) => file switch
    {
        RegisterFile.Integer => _integerReady[register],
        RegisterFile.Float => _floatReady[register],
        _ => 0,
    };
}
