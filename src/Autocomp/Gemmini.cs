namespace Autocomp;

/// <summary>
/// The accelerator's commands as methods, one call one instruction. They run in schedules only: a schedule is compiled by the
/// build and runs on the emulator or the real machine. Called on the host they throw.
/// </summary>
/// <remarks>
/// A local address is a row number with flags or-ed to it: <c>Gemmini.Accumulator | Gemmini.Accumulate | 16</c>.
/// Commands are issued and the core goes on; <see cref="Fence"/> waits for them.
/// </remarks>
public static unsafe partial class Gemmini
{
    /// <summary>The local address that is none: zeros when read, nothing when written.</summary>
    public const uint Garbage = 0xFFFF_FFFF;

    /// <summary>Bit 31 of a local address: the row is in the accumulator, not in the scratchpad.</summary>
    public const uint Accumulator = 0x8000_0000;

    /// <summary>Bit 30 of an accumulator address: writes add to the row.</summary>
    public const uint Accumulate = 0x4000_0000;

    /// <summary>Bit 29 of an accumulator address: <c>Mvout</c> stores accumulator values as they are.</summary>
    public const uint FullWidth = 0x2000_0000;

    /// <summary>Waits until every command issued before has finished and its memory writes are visible (the RISC-V <c>fence</c>).</summary>
    /// <remarks>Needed before the core touches what commands touch, between an mvin and an mvout of the same memory, and before returning.</remarks>
    public static void Fence() => throw HostCall(nameof(Fence));

    private static NotSupportedException HostCall(string intrinsic) => new(
        $"Gemmini.{intrinsic} was called on the host, but intrinsics run only in schedules on the accelerator. " +
        "Call the built kernel instead, and keep intrinsics in methods marked [ScheduleFor].");
}
