namespace Autocomp.Emulator;

/// <summary>Integer registers whose values straight-line code settles: what the operands of a command are, without running it.</summary>
/// <param name="constants">Reads eight bytes of the file's constants; null where there are none.</param>
internal sealed class KnownRegisters(Func<ulong, ulong?> constants)
{
    private readonly ulong?[] _values = [0, .. new ulong?[31]];

    /// <summary>The value of a register, or null.</summary>
    public ulong? this[int register] => _values[register];

    /// <summary>Control may come from elsewhere.</summary>
    public void Forget()
    {
        Array.Clear(_values);
        _values[0] = 0;
    }

    /// <summary>Follows one instruction.</summary>
    public void Follow(DecodedInstruction instruction, ulong address)
    {
        if (instruction.Opcode == Opcode.Illegal) return;
        OpcodeRow row = OpcodeTable.Of(instruction.Opcode);
        // A call may write any of them.
        if (row.Class == InstructionClass.Jump) Forget();
        else if (row.Rd == RegisterFile.Integer && instruction.Rd != 0) _values[instruction.Rd] = Result(instruction, address);
    }

    private ulong? Result(DecodedInstruction i, ulong address)
    {
        ulong? a = _values[i.Rs1], b = _values[i.Rs2];
        ulong immediate = (ulong)i.Immediate;
        return i.Opcode switch
        {
            Opcode.Lui => immediate,
            Opcode.Auipc => address + immediate,
            Opcode.Ld when a is { } x => constants(x + immediate),
            Opcode.Addi => a + immediate,
            Opcode.Addiw when a is { } x => (ulong)(int)(x + immediate),
            Opcode.Slli => a << i.Immediate,
            Opcode.Srli => a >> i.Immediate,
            Opcode.Ori => a | immediate,
            Opcode.Andi => a & immediate,
            Opcode.Xori => a ^ immediate,
            Opcode.Add => a + b,
            Opcode.Sub => a - b,
            Opcode.Or => a | b,
            _ => null,
        };
    }
}
