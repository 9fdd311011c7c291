using System.Numerics;

namespace Autocomp.Emulator.Timing;

/// <summary>The iterative multiplier and divider: eight bits of the multiplier or one of the quotient a cycle, ending early (Multiplier.scala).</summary>
internal static class MulDivUnit
{
    private const int MultiplierBytes = 8;

    /// <summary>Cycles in which a multiplication iterates.</summary>
    public static int MultiplyCycles(Opcode opcode, ulong rs1)
    {
        if (opcode is Opcode.Mulh or Opcode.Mulhsu or Opcode.Mulhu)
        {
            return MultiplierBytes;
        }

        if (opcode == Opcode.Mulw)
        {
            var bytes = ((uint)rs1 == 0 ? 0 : BitOperations.Log2((uint)rs1) + 8) / 8;
            return Math.Min(Math.Max(bytes, 1) + 1, MultiplierBytes / 2);
        }

        var used = (rs1 == 0 ? 0 : BitOperations.Log2(rs1) + 8) / 8;
        return Math.Min(Math.Max(used, 1) + 1, MultiplierBytes);
    }

    /// <summary>Cycles in which a division works, sign changes included.</summary>
    public static int DivideCycles(Opcode opcode, ulong rs1, ulong rs2)
    {
        var word = opcode is Opcode.Divw or Opcode.Divuw or Opcode.Remw or Opcode.Remuw;
        var signed = opcode is Opcode.Div or Opcode.Rem or Opcode.Divw or Opcode.Remw;
        var remainder = opcode is Opcode.Rem or Opcode.Remu or Opcode.Remw or Opcode.Remuw;
        var dividend = Extend(rs1, word, signed);
        var divisor = Extend(rs2, word, signed);
        bool negativeDividend = signed && (long)dividend < 0, negativeDivisor = signed && (long)divisor < 0;
        var cycles = negativeDividend || negativeDivisor ? 1 : 0;
        dividend = negativeDividend ? 0 - dividend : dividend;
        divisor = negativeDivisor ? 0 - divisor : divisor;
        var negates = remainder ? negativeDividend : negativeDividend != negativeDivisor;
        if (divisor == 0)
        {
            return cycles + 65 + (negates && remainder ? 1 : 0);
        }

        var distance = (dividend == 0 ? 0 : BitOperations.Log2(dividend)) - BitOperations.Log2(divisor);
        var skipped = ~distance & 63;
        return cycles + (skipped >= 1 ? 66 - skipped : 65) + (negates ? 1 : 0);
    }

    private static ulong Extend(ulong value, bool word, bool signed) => word ? signed ? (ulong)(int)value : (uint)value : value;
}
