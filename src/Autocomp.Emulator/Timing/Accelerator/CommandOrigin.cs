namespace Autocomp.Emulator.Timing;

/// <summary>Who made a command.</summary>
internal enum CommandOrigin : byte
{
    Core,
    LoopMatmul,
    LoopConv,
}
