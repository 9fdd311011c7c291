namespace Autocomp.Emulator;

/// <summary>Reads and writes control and status registers by number. Source: RISC-V ISA manual, volume II, CSR listing.</summary>
internal static class ControlUnit
{
    private const ulong FloatStateDirty = 3UL << 13 | 1UL << 63;
    private const ulong ProtectionBits = 0x9f9f9f9f_9f9f9f9f;
    private const ulong MachineModeBefore = 3UL << 11;

    /// <summary>Reads a register.</summary>
    /// <param name="state">The core.</param>
    /// <param name="number">The CSR.</param>
    /// <param name="cycle">The cycle counter now.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when the core does not have it.</returns>
    public static bool TryRead(CoreState state, int number, ulong cycle, out ulong value)
    {
        ControlRegisters control = state.Control;
        ulong? read = number switch
        {
            0x001 => state.FloatEnabled ? (ulong)state.Flags : null,
            0x002 => state.FloatEnabled ? (ulong)state.RoundingMode : null,
            0x003 => state.FloatEnabled ? (ulong)(state.RoundingMode << 5 | state.Flags) : null,
            0x300 => control.InterruptBits | MachineModeBefore | (state.FloatEnabled ? FloatStateDirty : 0),
            0x301 => ControlRegisters.Misa,
            0x304 => control.InterruptEnable,
            0x305 => control.TrapVector,
            0x306 => control.CounterEnable,
            0x320 => control.CountInhibit,
            0x340 => control.Scratch,
            0x341 => control.ExceptionPc,
            0x342 => control.Cause,
            0x343 => control.TrapValue,
            0x3A0 => control.Protection[0],
            >= 0x3B0 and <= 0x3B7 => control.Protection[number - 0x3B0 + 1],
            0xB00 or 0xC00 or 0xC01 => cycle + control.CycleOffset,
            0xB02 or 0xC02 => (ulong)state.Retired + control.RetiredOffset,
            _ => IsHardwiredToZero(number) ? 0 : null,
        };
        value = read ?? 0;
        return read is not null;
    }

    /// <summary>Writes a register.</summary>
    /// <param name="state">The core.</param>
    /// <param name="number">The CSR.</param>
    /// <param name="value">What to write; bits that the core does not have are dropped.</param>
    /// <param name="cycle">The cycle counter now.</param>
    /// <returns>False when the core does not have it or it is read-only.</returns>
    public static bool TryWrite(CoreState state, int number, ulong value, ulong cycle)
    {
        ControlRegisters control = state.Control;
        if (number >> 10 == 3) return false;
        if (number is >= 1 and <= 3 && !state.FloatEnabled) return false;
        switch (number)
        {
            case 0x001: state.Flags = (int)value; return true;
            case 0x002: state.RoundingMode = (int)value & 7; return true;
            case 0x003:
                state.Flags = (int)value;
                state.RoundingMode = (int)value >> 5 & 7;
                return true;
            case 0x300:
                control.InterruptBits = value & (ControlRegisters.MachineInterruptEnable | ControlRegisters.PreviousInterruptEnable);
                state.FloatEnabled = (value >> 13 & 3) != 0;
                return true;
            case 0x304: control.InterruptEnable = value & 0x888; return true;
            case 0x305: control.TrapVector = value & ~2UL; return true;
            case 0x306: control.CounterEnable = value & 7; return true;
            case 0x320: control.CountInhibit = value & 5; return true;
            case 0x340: control.Scratch = value; return true;
            case 0x341: control.ExceptionPc = value & ~1UL; return true;
            case 0x342: control.Cause = value; return true;
            case 0x343: control.TrapValue = value; return true;
            case 0x3A0: control.Protection[0] = value & ProtectionBits; return true;
            case >= 0x3B0 and <= 0x3B7: control.Protection[number - 0x3B0 + 1] = value & ((1UL << 54) - 1); return true;
            case 0xB00: control.CycleOffset = value - cycle; return true;

            // The instruction that writes the counter does not count itself.
            case 0xB02: control.RetiredOffset = value - (ulong)state.Retired - 1; return true;
            default: return number == 0x301 || IsHardwiredToZero(number);
        }
    }

    /// <summary>Identification, delegation-free interrupts, unused counters, physical memory protection beyond eight entries, no trigger.</summary>
    private static bool IsHardwiredToZero(int number) => number
        is >= 0xF11 and <= 0xF15
        or 0x344 or 0x180
        or (>= 0x323 and <= 0x33F)
        or (>= 0xB03 and <= 0xB1F)
        or (>= 0xC03 and <= 0xC1F)
        or (>= 0x3A0 and <= 0x3EF)
        or (>= 0x7A0 and <= 0x7A3);
}
