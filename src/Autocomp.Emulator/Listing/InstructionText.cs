using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Prints instructions of the core as assembly, and those of the accelerator by the names of their commands.</summary>
internal static class InstructionText
{
    /// <summary>One instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="address">Where it lies: branches are printed with their target.</param>
    /// <param name="known">Registers with known values.</param>
    /// <param name="target">Whose commands they are.</param>
    /// <returns>The text, and a command in words when its operands are known.</returns>
    public static (string Text, string? Command) Print(DecodedInstruction instruction, ulong address, KnownRegisters known, TargetDescription target)
    {
        if (instruction.Opcode == Opcode.Illegal) return (Invariant($".insn {instruction.Length}, 0x{instruction.Raw:x}"), null);
        OpcodeRow row = OpcodeTable.Of(instruction.Opcode);
        if (row.Class == InstructionClass.Command) return Command(instruction, known, target);
        string operands = string.Join(", ", Operands(instruction, row, address));
        return (operands.Length > 0 ? $"{row.Name} {operands}" : row.Name, null);
    }

    private static (string Text, string? Command) Command(DecodedInstruction i, KnownRegisters known, TargetDescription target)
    {
        bool hasResult = (i.RoundingMode & 4) != 0;
        ulong? first = known[i.Rs1], second = known[i.Rs2];
        string result = hasResult ? RegisterNames.Integer(i.Rd) + ", " : "";
        string text = $"{NameOf(i.Immediate, first, target)} {result}{RegisterNames.Integer(i.Rs1)}, {RegisterNames.Integer(i.Rs2)}";
        return (text, first is { } a && second is { } b ? Disassembler.Print(new EncodedCommand((byte)i.Immediate, a, b), target) : null);
    }

    // Several commands may share a number; which one it is then stands in the first operand.
    private static string NameOf(int funct7, ulong? first, TargetDescription target)
    {
        if (first is { } value && CommandTable.Find(funct7, value, target.Revision) is { } row) return row.Name;
        ImmutableArray<string> names = [.. CommandTable.All.Where(c => c.Funct7 == funct7 && c.Revisions.Contains(target.Revision)).Select(c => c.Name).Distinct(StringComparer.Ordinal)];
        return names.Length switch
        {
            0 => Invariant($"custom3.{funct7}"),
            1 => names[0],
            _ => names[0].Split('_')[0],
        };
    }

    private static IEnumerable<string> Operands(DecodedInstruction i, OpcodeRow row, ulong address)
    {
        if (row.Format is Format.S || row.Class is InstructionClass.Load)
            return [Register(row.Format == Format.S ? row.Rs2 : row.Rd, row.Format == Format.S ? i.Rs2 : i.Rd), Invariant($"{i.Immediate}({RegisterNames.Integer(i.Rs1)})")];
        IEnumerable<string> registers = new[] { (row.Rd, i.Rd), (row.Rs1, i.Rs1), (row.Rs2, i.Rs2), (row.Rs3, i.Rs3) }
            .Where(r => r.Item1 != RegisterFile.None).Select(r => Register(r.Item1, r.Item2));
        return row.Format switch
        {
            Format.I or Format.Shift when row.Class is not (InstructionClass.Fence or InstructionClass.System) => registers.Append(Invariant($"{i.Immediate}")),
            Format.B or Format.J => registers.Append(Invariant($"0x{address + (ulong)i.Immediate:x}")),
            Format.U => registers.Append(Invariant($"0x{(uint)i.Immediate >> 12:x}")),
            Format.Csr when row.Rs1 == RegisterFile.None => [.. registers, Invariant($"0x{i.Immediate:x}"), Invariant($"{i.Rs1}")],
            Format.Csr => registers.Take(1).Append(Invariant($"0x{i.Immediate:x}")).Concat(registers.Skip(1)),
            _ => registers,
        };
    }

    private static string Register(RegisterFile file, int number) => file == RegisterFile.Float ? RegisterNames.Float(number) : RegisterNames.Integer(number);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
