using System.Text;

namespace Autocomp.Emulator.Tests.Core;

/// <summary>Short random programs with loops, mostly valid accesses, some that fault; and everything that can be seen of a run.</summary>
internal static class RandomProgram
{
    private const ulong CodeAddress = 0x8000_0000;
    private const ulong DataAddress = 0x8010_0000;
    private const int Length = 60;

    public static byte[] Create(int seed)
    {
        var random = new SplitMix((ulong)seed);
        OpcodeRow[] rows = [.. OpcodeTable.Rows.Where(row => row.Class is not (InstructionClass.Command or InstructionClass.Jump) && row.Opcode is not Opcode.Ecall)];
        uint[] code = new uint[Length];
        for (int i = 0; i < Length; i++)
        {
            OpcodeRow row = rows[random.Below((ulong)rows.Length)];

            // Plain arithmetic, accesses and branches more often than what leaves translated code.
            if (row.Class is InstructionClass.System or InstructionClass.Fence or InstructionClass.Csr or InstructionClass.Atomic && random.Below(4) != 0) row = rows[random.Below(50)];
            uint bits = row.Match | ((uint)random.Next() & ~row.Mask);
            if (row.Class is InstructionClass.Load or InstructionClass.Store or InstructionClass.Atomic) bits = Aim(bits, row, ref random);
            if (row.Class is InstructionClass.Branch) bits = Assembler.B((int)(bits >> 12) & 7, (int)(bits >> 15) & 31, (int)(bits >> 20) & 31, 4 * ((int)random.Below(Length) - i));
            if (row.Class is >= InstructionClass.Float and <= InstructionClass.FloatConvert && (row.Mask & 0x7000) == 0 && random.Below(2) == 0) bits |= 0x7000;

            // The registers that point to data stay.
            if (row.Rd == RegisterFile.Integer && (bits >> 7 & 31) is 2 or 8 or 9) bits ^= 0x800;
            code[i] = bits;
        }

        code[^1] = Assembler.Ebreak;
        return Assembler.Bytes(code);
    }

    /// <summary>Runs a program and prints all that can be seen.</summary>
    public static string Run(Machine machine, byte[] code, int seed, Policy policy)
    {
        machine.Reset(1);
        machine.Faults.Policy = policy;
        Memory memory = machine.Memory;
        memory.Map(new MemoryRegion("code", CodeAddress, (ulong)code.Length, false, InitialContent.Zero));
        memory.Map(new MemoryRegion("data", DataAddress, 8192, true, InitialContent.Zero));
        memory.Map(new MemoryRegion("poison", DataAddress + 16384, 5000, true, policy == Policy.Strict ? InitialContent.Poison : InitialContent.Zero));
        memory.Initialize(CodeAddress, code);
        var random = new SplitMix((ulong)seed + 1);
        CoreState core = machine.Core;
        for (int i = 1; i < 32; i++) core.SetX(i, random.Next() >> (int)random.Below(60));
        for (int i = 0; i < 32; i++) core.SetF(i, random.Below(3) == 0 ? random.Next() | 0xffffffff_00000000 : BitConverter.DoubleToUInt64Bits((long)random.Next() / 1e9));
        core.SetX(2, DataAddress + 4096);
        core.SetX(8, DataAddress + 64);
        core.SetX(9, DataAddress + 16384 + 4096);
        core.FloatEnabled = true;
        core.Flags = (int)random.Below(2);
        core.Pc = CodeAddress;
        RunOutcome outcome = machine.Run(new RunOptions { MaxInstructions = 3000 }, TestContext.Current.CancellationToken);
        return Print(machine, outcome);
    }

    private static uint Aim(uint bits, OpcodeRow row, ref SplitMix random)
    {
        uint register = random.Below(3) switch
        {
            0 => 2u,
            1 => 8u,
            _ => 9u,
        };
        bits = (bits & ~(31u << 15)) | register << 15;
        if (random.Below(12) == 0) return bits;
        uint offset = (uint)random.Below(64) * 8;
        return row.Format switch
        {
            Format.I => (bits & 0xfffff) | offset << 20,
            Format.S => (bits & 0x01fff07f) | (offset >> 5) << 25 | (offset & 31) << 7,
            _ => bits,
        };
    }

    private static string Print(Machine machine, RunOutcome outcome)
    {
        var text = new StringBuilder();
        CoreState core = machine.Core;
        text.Append($"{outcome.Stop} {outcome.Fault?.Kind} {outcome.Fault?.Message} pc {core.Pc:x} retired {core.Retired} fcsr {core.RoundingMode}/{core.Flags} noticed {string.Join(',', machine.Faults.Noticed.Select(fault => fault.Message))}\n");
        for (int i = 0; i < 32; i++) text.Append($"x{i} {core.GetX(i):x} f{i} {core.GetF(i):x}\n");
        byte[] data = new byte[16384 + 5000];
        machine.Memory.Inspect(DataAddress, data);
        return text.Append(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(data))).ToString();
    }
}
