using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The in-order core: an instruction issues when its operands are there, one a cycle (RocketCore.scala).</summary>
internal sealed class CoreTiming(TargetDescription target)
{
    private readonly long[] _integerReady = new long[32];
    private readonly long[] _floatReady = new long[32];
    private readonly TagCache _data = new(64, 4, 6);
    private readonly TagCache _instructions = new(64, 4, 6);
    private ulong _lastLine = ulong.MaxValue;
    private long _dividerFree;
    private long _multiplierFree;

    /// <summary>The cycle in which the next instruction retires at the earliest.</summary>
    public long Cycle { get; set; }

    public void Retire(in RetiredInstruction retired)
    {
        ref readonly var instruction = ref retired.Instruction;
        ref readonly var trait = ref InstructionTraits.Of(instruction.Opcode);
        Fetch(retired.Pc);
        var start = WaitForOperands(instruction, trait);
        var result = start + 1;
        var next = start + 1;
        switch (trait.Class)
        {
            case InstructionClass.Load:
            case InstructionClass.Atomic:
                result = start + (trait.IsNarrowLoad ? 3 : 2) + (trait.Class == InstructionClass.Atomic ? 4 : 0);
                if (!Touch(retired.MemoryAddress, write: trait.Class == InstructionClass.Atomic))
                {
                    result += 15;
                    next += 13;
                }

                break;
            case InstructionClass.Store:
                if (!Touch(retired.MemoryAddress, write: true))
                {
                    next += 13;
                }

                break;
            case InstructionClass.Multiply:
                start = Math.Max(start, _multiplierFree);
                result = start + 8;
                _multiplierFree = start + 6;
                next = start + 1;
                break;
            case InstructionClass.Divide:
                start = Math.Max(start, _dividerFree);
                result = start + 20;
                _dividerFree = result;
                next = start + 1;
                break;
            case InstructionClass.Float:
            case InstructionClass.FloatMultiply:
                result = start + (trait.IsDouble ? 6 : 4);
                break;
            case InstructionClass.FloatDivide:
                result = start + (trait.IsDouble ? 57 : 28);
                next = result;
                break;
            case InstructionClass.FloatConvert:
                result = start + 4;
                break;
            case InstructionClass.Branch:
                // Backward branches of loops are predicted after the first time; others cost a redirect when taken.
                if (retired.NextPc != retired.Pc + instruction.Length && retired.NextPc > retired.Pc)
                {
                    next++;
                }

                break;
            case InstructionClass.Jump:
                next++;
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

        Cycle = next;
    }

    /// <summary>Waits until the operands of a command are there.</summary>
    public void Fetch(ulong pc)
    {
        var line = _instructions.LineOf(pc);
        if (line == _lastLine)
        {
            return;
        }

        _lastLine = line;
        if (_instructions.Find(line) < 0)
        {
            _instructions.Fill(line, dirty: false, out _);
            Cycle += 18;
        }
    }

    public void Reset()
    {
        Array.Clear(_integerReady);
        Array.Clear(_floatReady);
        _data.Clear();
        _instructions.Clear();
        (Cycle, _lastLine, _dividerFree, _multiplierFree) = (0, ulong.MaxValue, 0, 0);
        _ = target;
    }

    private long WaitForOperands(in DecodedInstruction instruction, in InstructionTrait trait)
    {
        var start = Cycle;
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

    private bool Touch(ulong address, bool write)
    {
        var line = _data.LineOf(address);
        var place = _data.Find(line);
        if (place >= 0)
        {
            if (write)
            {
                _data.SetDirty(place, true);
            }

            return true;
        }

        _data.Fill(line, write, out _);
        return false;
    }
}
