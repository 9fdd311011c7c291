namespace Autocomp.Emulator;

/// <summary>A straight run of decoded instructions; only the last one may change where the next is, or what decoding means.</summary>
internal sealed class Block(ulong pc, DecodedInstruction[] instructions)
{
    /// <summary>Most instructions of one block.</summary>
    public const int MaxLength = 64;

    public ulong Pc { get; } = pc;

    public DecodedInstruction[] Instructions { get; } = instructions;

    /// <summary>The first address behind it.</summary>
    public ulong End { get; } = instructions.Aggregate(pc, (at, instruction) => at + instruction.Length);

    /// <summary>How often it was entered, up to where it is translated.</summary>
    public int Heat { get; set; }

    /// <summary>Host code that begins with it.</summary>
    public Region? Region { get; set; }

    /// <summary>The block that last followed this one, a guess for the next time.</summary>
    public Block? Next { get; set; }
}
