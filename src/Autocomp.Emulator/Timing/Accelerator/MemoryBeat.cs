namespace Autocomp.Emulator.Timing;

/// <summary>One beat of a request on the accelerator's memory port.</summary>
/// <param name="Address">Start of the whole request.</param>
/// <param name="Size">Bytes of the whole request.</param>
/// <param name="Id">The requester's transaction.</param>
/// <param name="IsWrite">Direction.</param>
/// <param name="IsFirst">Whether this is the first beat.</param>
/// <param name="IsLast">Whether this is the last beat.</param>
/// <param name="IsPartial">Whether some bytes of the request are not written.</param>
internal readonly record struct MemoryBeat(ulong Address, int Size, int Id, bool IsWrite, bool IsFirst, bool IsLast, bool IsPartial = false);
