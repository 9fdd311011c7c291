namespace Autocomp.Emulator;

/// <summary>The M extension but for plain products: high halves, quotients and remainders with RISC-V's results for zero and overflow.</summary>
internal static class MultiplyDivide
{
    public static ulong Compute(Opcode opcode, ulong a, ulong b) => opcode switch
    {
        Opcode.Mulh => (ulong)Math.BigMul((long)a, (long)b, out _),
        Opcode.Mulhu => Math.BigMul(a, b, out _),
        Opcode.Mulhsu => Math.BigMul(a, b, out _) - ((long)a < 0 ? b : 0),
        Opcode.Div => b == 0 ? ulong.MaxValue : b == ulong.MaxValue ? 0 - a : (ulong)((long)a / (long)b),
        Opcode.Divu => b == 0 ? ulong.MaxValue : a / b,
        Opcode.Rem => b == 0 ? a : b == ulong.MaxValue ? 0 : (ulong)((long)a % (long)b),
        Opcode.Remu => b == 0 ? a : a % b,
        Opcode.Mulw => (ulong)((int)a * (int)b),
        Opcode.Divw => (int)b == 0 ? ulong.MaxValue : (int)b == -1 ? (ulong)(0 - (int)a) : (ulong)((int)a / (int)b),
        Opcode.Divuw => (uint)b == 0 ? ulong.MaxValue : (ulong)(int)((uint)a / (uint)b),
        Opcode.Remw => (int)b == 0 ? (ulong)(int)a : (int)b == -1 ? 0 : (ulong)((int)a % (int)b),
        Opcode.Remuw => (uint)b == 0 ? (ulong)(int)a : (ulong)(int)((uint)a % (uint)b),
        _ => throw new ArgumentOutOfRangeException(nameof(opcode)),
    };
}
