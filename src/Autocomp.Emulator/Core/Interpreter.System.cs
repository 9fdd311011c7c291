namespace Autocomp.Emulator;

// Control registers, traps and returns.
internal sealed unsafe partial class Interpreter
{
    /// <summary>What compilers emit for a trap besides <c>ebreak</c>: a write to a read-only register.</summary>
    private const uint Unimplemented = 0xC0001073;

    private ulong Control(in DecodedInstruction instruction, ulong register)
    {
        bool immediate = instruction.Opcode >= Opcode.Csrrwi;
        bool swap = instruction.Opcode is Opcode.Csrrw or Opcode.Csrrwi;
        bool set = instruction.Opcode is Opcode.Csrrs or Opcode.Csrrsi;
        ulong operand = immediate ? instruction.Rs1 : register;
        int number = instruction.Immediate;

        // Counters count what came before in this block.
        _state.Retired += _done;
        ulong cycle = Cycle;
        bool known = ControlUnit.TryRead(_state, number, cycle, out ulong old);
        bool writes = swap || instruction.Rs1 != 0;
        ulong value = swap ? operand : set ? old | operand : old & ~operand;
        if (known && writes) known = ControlUnit.TryWrite(_state, number, value, cycle);
        _state.Retired -= _done;
        if (!known) Illegal(instruction);
        if (number is 0xB00 or 0xC00) CycleRead?.Invoke(old);
        return old;
    }

    private ulong SystemInstruction(in DecodedInstruction instruction, ulong next)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Mret:
                ControlRegisters control = _state.Control;
                bool enabled = (control.InterruptBits & ControlRegisters.PreviousInterruptEnable) != 0;
                control.InterruptBits = ControlRegisters.PreviousInterruptEnable | (enabled ? ControlRegisters.MachineInterruptEnable : 0);
                return control.ExceptionPc;
            case Opcode.Wfi:
                return next;
            case Opcode.Ecall:
                if (_faults.Policy == Policy.Strict && _state.Control.TrapVector == 0)
                    _faults.Report(new Fault(FaultKind.IllegalInstruction, "ecall asks an environment that a kernel does not have.", _pc));
                throw new GuestTrap(TrapCause.MachineCall, 0);
            case Opcode.Ebreak:
                ReportKernelTrap();
                throw new GuestTrap(TrapCause.Breakpoint, _pc);
            default:
                if (instruction.Raw is 0 or Unimplemented) ReportKernelTrap();
                Illegal(instruction);
                return next;
        }
    }

    /// <summary>A check of the kernel's own failed. By convention of the back end a0 points to a sentence in read-only data.</summary>
    private void ReportKernelTrap()
    {
        if (_faults.Policy != Policy.Strict || _state.Control.TrapVector != 0) return;
        string reason = TrapReason() ?? "division by zero, checked overflow or an index out of range";
        _faults.Report(new Fault(FaultKind.KernelTrap, $"The kernel trapped by its own check: {reason}.", _pc));
    }

    private string? TrapReason()
    {
        const int MostCharacters = 200;
        ulong address = _x[10];
        if (_memory.Find(address) is not { Writable: false } region) return null;
        byte[] text = new byte[Math.Min(MostCharacters, region.End - address)];
        if (_memory.TryRead(address, text) is not null) return null;
        int end = Array.IndexOf(text, (byte)0);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? System.Text.Encoding.ASCII.GetString(text, 0, end) : null;
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Illegal(in DecodedInstruction instruction)
    {
        if (_faults.Policy == Policy.Strict && _state.Control.TrapVector == 0)
        {
            string name = instruction.Opcode == Opcode.Illegal ? "is no instruction of this core" : $"({OpcodeTable.Of(instruction.Opcode).Name}) is not allowed in this state of the core";
            _faults.Report(new Fault(FaultKind.IllegalInstruction, $"0x{instruction.Raw:x} {name}.", _pc));
        }

        throw new GuestTrap(TrapCause.IllegalInstruction, instruction.Raw);
    }
}
