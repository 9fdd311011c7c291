namespace Autocomp.Emulator;

/// <summary>Which blocks a region holds: those reachable from its entry by direct jumps, nearest first. Calls are followed, and returns come back to the calls that are inside.</summary>
internal sealed class RegionShape
{
    // Beyond these the host's compiler stops to optimise.
    private const int MostInstructions = 320;
    private const int MostBlocks = 80;

    private RegionShape(Block entry) => Entry = entry;

    public Block Entry { get; }

    /// <summary>All blocks by address, the entry first.</summary>
    public Dictionary<ulong, Block> Blocks { get; } = [];

    /// <summary>Where calls inside the region return to.</summary>
    public SortedSet<ulong> ReturnSites { get; } = [];

    public static RegionShape Grow(Block entry, BlockCache cache)
    {
        var shape = new RegionShape(entry);
        var open = new Queue<ulong>();
        open.Enqueue(entry.Pc);
        int instructions = 0;
        while (open.TryDequeue(out ulong pc))
        {
            if (shape.Blocks.ContainsKey(pc) || shape.Blocks.Count == MostBlocks) continue;
            if (cache.Find(pc) is not { } block || instructions + block.Instructions.Length > MostInstructions) continue;
            shape.Blocks.Add(pc, block);
            instructions += block.Instructions.Length;
            shape.Follow(block, open);
        }

        shape.ReturnSites.RemoveWhere(site => !shape.Blocks.ContainsKey(site));
        return shape;
    }

    private void Follow(Block block, Queue<ulong> open)
    {
        foreach (DecodedInstruction instruction in block.Instructions)
        {
            if (!RegionEmitter.IsTranslated(instruction)) return;
        }

        DecodedInstruction last = block.Instructions[^1];
        ulong end = block.End;
        ulong pc = end - last.Length;
        switch (OpcodeTable.Of(last.Opcode).Class)
        {
            case InstructionClass.Branch:
                open.Enqueue(pc + (ulong)(long)last.Immediate);
                open.Enqueue(end);
                break;
            case InstructionClass.Jump when last.Opcode == Opcode.Jal:
                open.Enqueue(pc + (ulong)(long)last.Immediate);
                if (last.Rd != 0)
                {
                    ReturnSites.Add(end);
                    open.Enqueue(end);
                }

                break;
            case InstructionClass.Jump:
                if (last.Rd != 0) open.Enqueue(end);
                if (last.Rd != 0) ReturnSites.Add(end);
                break;
            default:
                open.Enqueue(end);
                break;
        }
    }
}
