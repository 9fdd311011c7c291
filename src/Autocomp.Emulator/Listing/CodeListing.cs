using System.Buffers.Binary;
using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Disassembles objects and executables for the core and its accelerator.</summary>
public static class CodeListing
{
    /// <summary>Reads the code of an ELF file.</summary>
    /// <param name="elf">An RV64 object or executable. Objects are linked at address 0 first.</param>
    /// <param name="target">Names the accelerator's commands.</param>
    /// <returns>Its instructions, by address.</returns>
    /// <exception cref="BadImageFormatException">The file is damaged or not for RV64.</exception>
    public static ImmutableArray<ListedInstruction> Read(ReadOnlyMemory<byte> elf, TargetDescription target)
    {
        ElfFile file = ElfFile.Read(elf);
        if (!file.IsObject)
        {
            IEnumerable<(ulong, ReadOnlyMemory<byte>)> code = file.Sections.Where(s => s.IsExecutable && s.Bytes.Length > 0).Select(s => (s.Address, s.Bytes));
            return List(code, Functions(file.Symbols), LineTableReader.Read(file.Sections.Select(s => (s.Name, s.Bytes))), target, Constants(file.Sections.Where(s => s.IsLoaded && !s.IsWritable).Select(s => (s.Address, s.Bytes))));
        }

        LinkedImage image = ObjectLinker.Link(elf, 0);
        HashSet<string> names = [.. file.Sections.Where(s => s.IsExecutable).Select(s => s.Name)];
        return List(
            image.Sections.Where(s => names.Contains(s.Name)).Select(s => (s.Address, (ReadOnlyMemory<byte>)s.Bytes)),
            image.Functions.ToLookup(f => f.Value, f => f.Key), image.Lines, target,
            Constants(image.Sections.Where(s => !s.Writable).Select(s => (s.Address, (ReadOnlyMemory<byte>)s.Bytes))));
    }

    private static ILookup<ulong, string> Functions(IEnumerable<ElfSymbol> symbols) =>
        symbols.Where(s => s.Name.Length > 0 && s.Section != ElfSymbol.Undefined && (s.IsFunction || (s.HasNoType && s.Name[0] != '.' && s.Name[0] != '$'))).ToLookup(s => s.Value, s => s.Name);

    private static ImmutableArray<ListedInstruction> List(
        IEnumerable<(ulong Address, ReadOnlyMemory<byte> Bytes)> code, ILookup<ulong, string> functions, LineTable lines, TargetDescription target, Func<ulong, ulong?> constants)
    {
        ImmutableArray<ListedInstruction>.Builder listed = ImmutableArray.CreateBuilder<ListedInstruction>();
        foreach ((ulong address, ReadOnlyMemory<byte> bytes) in code.OrderBy(c => c.Address))
        {
            DecodedInstruction[] instructions = [.. Decode(bytes)];
            HashSet<ulong> targets = [.. Targets(address, instructions)];
            KnownRegisters known = new(constants);
            string? function = null;
            ulong at = address;
            foreach (DecodedInstruction instruction in instructions)
            {
                function = functions[at].FirstOrDefault() ?? function;
                if (targets.Contains(at) || functions[at].Any()) known.Forget();
                (string text, string? command) = InstructionText.Print(instruction, at, known, target);
                listed.Add(new ListedInstruction(function, at, instruction.Raw, instruction.Length, text, command, lines.Find(at)));
                known.Follow(instruction, at);
                at += instruction.Length;
            }
        }

        return listed.ToImmutable();
    }

    private static Func<ulong, ulong?> Constants(IEnumerable<(ulong Address, ReadOnlyMemory<byte> Bytes)> sections)
    {
        (ulong Address, ReadOnlyMemory<byte> Bytes)[] all = [.. sections];
        return address => all.FirstOrDefault(s => address >= s.Address && address - s.Address + sizeof(ulong) <= (ulong)s.Bytes.Length) is { Bytes.Length: > 0 } section
            ? BinaryPrimitives.ReadUInt64LittleEndian(section.Bytes.Span[(int)(address - section.Address)..])
            : null;
    }

    private static IEnumerable<DecodedInstruction> Decode(ReadOnlyMemory<byte> bytes)
    {
        for (int i = 0; i + 1 < bytes.Length;)
        {
            ushort low = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[i..]);
            bool wide = (low & 3) == 3;
            if (wide && i + 3 >= bytes.Length) yield break;
            DecodedInstruction instruction = InstructionDecoder.Decode(wide ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[i..]) : low);
            yield return instruction;
            i += instruction.Length;
        }
    }

    private static IEnumerable<ulong> Targets(ulong address, DecodedInstruction[] instructions)
    {
        foreach (DecodedInstruction instruction in instructions)
        {
            if (instruction.Opcode != Opcode.Illegal && OpcodeTable.Of(instruction.Opcode) is { Class: InstructionClass.Branch } or { Opcode: Opcode.Jal })
                yield return address + (ulong)instruction.Immediate;
            address += instruction.Length;
        }
    }
}
