namespace Autocomp.Emulator;

/// <summary>Funct7 values of the commands, as the command table has them.</summary>
internal static class Funct7
{
    public const int Config = 0;
    public const int Mvin2 = 1;
    public const int Mvin = 2;
    public const int Mvout = 3;
    public const int ComputePreloaded = 4;
    public const int ComputeAccumulated = 5;
    public const int Preload = 6;
    public const int Flush = 7;
    public const int LoopMatmul = 8;
    public const int LoopMatmulBounds = 9;
    public const int LoopMatmulAddressesAB = 10;
    public const int LoopMatmulAddressesDC = 11;
    public const int LoopMatmulStridesAB = 12;
    public const int LoopMatmulStridesDC = 13;
    public const int Mvin3 = 14;
    public const int LoopConv = 15;
    public const int LoopConv1 = 16;
    public const int LoopConv6 = 21;
    public const int Counter = 126;
    public const int LibgemminiFence = 127;
}
