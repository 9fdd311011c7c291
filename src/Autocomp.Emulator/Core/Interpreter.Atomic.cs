namespace Autocomp.Emulator;

// The A extension. One hart: every access is atomic by itself.
internal sealed unsafe partial class Interpreter
{
    private ulong Atomic(in DecodedInstruction instruction, ulong address, ulong operand)
    {
        int length = instruction.Opcode >= Opcode.LrD ? 8 : 4;
        if (instruction.Opcode is Opcode.LrW or Opcode.LrD)
        {
            ulong loaded = length == 8 ? LoadDouble(address) : (ulong)(int)LoadWord(address);
            _state.Reservation = address;
            return loaded;
        }

        // An atomic that may not write traps as a store, before it reads.
        if ((address & (ulong)(length - 1)) != 0) Refuse(FaultKind.Misaligned, address, length, write: true);
        if (instruction.Opcode is Opcode.ScW or Opcode.ScD)
        {
            bool holds = _state.Reservation == address;
            _state.Reservation = null;
            if (!holds) return 1;
            Store(address, operand, length);
            return 0;
        }

        if (!_memory.CanWrite(address, length)) Store(address, 0, length);
        ulong old = length == 8 ? LoadDouble(address) : (ulong)(int)LoadWord(address);
        Store(address, Combine(instruction.Opcode, old, operand, length), length);
        return old;
    }

    private void Store(ulong address, ulong value, int length)
    {
        if (length == 8) StoreDouble(address, value);
        else StoreWord(address, (uint)value);
    }

    private static ulong Combine(Opcode opcode, ulong old, ulong operand, int length)
    {
        if (length == 4) operand = (ulong)(int)operand;
        return opcode switch
        {
            Opcode.AmoswapW or Opcode.AmoswapD => operand,
            Opcode.AmoaddW or Opcode.AmoaddD => old + operand,
            Opcode.AmoxorW or Opcode.AmoxorD => old ^ operand,
            Opcode.AmoandW or Opcode.AmoandD => old & operand,
            Opcode.AmoorW or Opcode.AmoorD => old | operand,
            Opcode.AmominW or Opcode.AmominD => (long)old < (long)operand ? old : operand,
            Opcode.AmomaxW or Opcode.AmomaxD => (long)old > (long)operand ? old : operand,
            // Sign extension keeps the unsigned order of words.
            Opcode.AmominuW or Opcode.AmominuD => old < operand ? old : operand,
            _ => old > operand ? old : operand,
        };
    }
}
