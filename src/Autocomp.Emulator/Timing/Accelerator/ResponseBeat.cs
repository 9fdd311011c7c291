namespace Autocomp.Emulator.Timing;

/// <summary>One beat of a response on the accelerator's memory port.</summary>
/// <param name="Id">The requester's transaction.</param>
/// <param name="IsWrite">An acknowledged write.</param>
/// <param name="IsLast">Whether this is the last beat.</param>
internal readonly record struct ResponseBeat(int Id, bool IsWrite, bool IsLast);
