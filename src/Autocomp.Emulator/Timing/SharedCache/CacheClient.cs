namespace Autocomp.Emulator.Timing;

/// <summary>Who sent a request to the shared cache.</summary>
internal enum CacheClient : byte
{
    Accelerator,
    CoreData,
    CoreInstructions,
}
