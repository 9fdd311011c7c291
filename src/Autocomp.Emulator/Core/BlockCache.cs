using System.Buffers.Binary;

namespace Autocomp.Emulator;

/// <summary>Decodes straight runs of code and keeps them.</summary>
internal sealed class BlockCache(Memory memory)
{
    private const int Slots = 4096;
    private readonly Dictionary<ulong, Block> _blocks = [];
    private readonly Block?[] _recent = new Block?[Slots];

    /// <summary>The block at an address, or null when there is no memory to fetch from.</summary>
    public Block? Find(ulong pc)
    {
        ref Block? recent = ref _recent[(pc >> 1) & (Slots - 1)];
        if (recent is { } block && block.Pc == pc) return block;
        if (_blocks.TryGetValue(pc, out Block? known)) return recent = known;
        Block? decoded = Decode(pc);
        if (decoded is not null) _blocks.Add(pc, recent = decoded);
        return decoded;
    }

    /// <summary>Forgets all code: <c>fence.i</c>, or another program.</summary>
    public void Clear()
    {
        _blocks.Clear();
        Array.Clear(_recent);
    }

    private Block? Decode(ulong pc)
    {
        var instructions = new List<DecodedInstruction>();
        ulong at = pc;
        while (instructions.Count < Block.MaxLength && Fetch(at) is { } bits)
        {
            DecodedInstruction instruction = InstructionDecoder.Decode(bits);
            instructions.Add(instruction);
            at += instruction.Length;
            if (Ends(instruction)) break;
        }

        return instructions.Count == 0 ? null : new Block(pc, [.. instructions]);
    }

    private uint? Fetch(ulong pc)
    {
        Span<byte> bytes = stackalloc byte[4];
        if ((pc & 1) != 0 || memory.TryRead(pc, bytes[..2]) is not null) return null;
        if ((bytes[0] & 3) == 3 && memory.TryRead(pc + 2, bytes[2..]) is not null) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private static bool Ends(in DecodedInstruction instruction) =>
        instruction.Opcode is Opcode.Illegal or Opcode.FenceI
        || OpcodeTable.Of(instruction.Opcode).Class is InstructionClass.Branch or InstructionClass.Jump or InstructionClass.System or InstructionClass.Csr;
}
