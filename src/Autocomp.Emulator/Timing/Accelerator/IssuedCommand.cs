namespace Autocomp.Emulator.Timing;

/// <summary>A command in a controller.</summary>
/// <param name="Command">The command.</param>
/// <param name="Entry">Its reservation-station entry; -1 when it was made behind the station.</param>
internal readonly record struct IssuedCommand(AcceleratorCommand Command, int Entry);
