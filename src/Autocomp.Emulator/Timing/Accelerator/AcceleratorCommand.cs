namespace Autocomp.Emulator.Timing;

/// <summary>One command on its way through the accelerator.</summary>
/// <param name="Funct">funct7 of the instruction.</param>
/// <param name="Rs1">First operand.</param>
/// <param name="Rs2">Second operand.</param>
/// <param name="Origin">Who made it.</param>
internal readonly record struct AcceleratorCommand(int Funct, ulong Rs1, ulong Rs2, CommandOrigin Origin)
{
    public const int Config = 0;
    public const int Load2 = 1;
    public const int Load = 2;
    public const int Store = 3;
    public const int ComputeFlip = 4;
    public const int ComputeStay = 5;
    public const int Preload = 6;
    public const int Flush = 7;
    public const int LoopWs = 8;
    public const int LoopWsFirstConfig = 9;
    public const int LoopWsLastConfig = 13;
    public const int Load3 = 14;
    public const int LoopConvWs = 15;
    public const int LoopConvFirstConfig = 16;
    public const int LoopConvLastConfig = 21;
    public const int Counter = 126;

    /// <summary>Address of the core's instruction that it comes from: itself, or the loop command that it was unrolled from; 0 when not known.</summary>
    public ulong Pc { get; init; }

    /// <summary>The low local address of an operand.</summary>
    public uint Local1 => (uint)Rs1;

    public uint Local2 => (uint)Rs2;

    public int Columns1 => (int)(Rs1 >> 32) & 0x7F;

    public int Rows1 => (int)(Rs1 >> 48) & 0x1F;

    public int Columns2 => (int)(Rs2 >> 32) & 0x7F;

    public int Rows2 => (int)(Rs2 >> 48) & 0x1F;

    public int ConfigKind => (int)Rs1 & 3;

    public bool IsCompute => Funct is ComputeFlip or ComputeStay;

    public bool IsLoad => Funct is Load or Load2 or Load3;
}
