namespace Autocomp.Emulator;

/// <summary>Guest code that was translated to host code: some connected blocks with one entry.</summary>
/// <param name="Code">The host code.</param>
/// <param name="NeedsFloat">Whether it may run only while floating point is on and rounds to nearest even.</param>
internal sealed record Region(RegionCode Code, bool NeedsFloat);
