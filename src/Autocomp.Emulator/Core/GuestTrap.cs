namespace Autocomp.Emulator;

/// <summary>An exception of the guest, on its way to the trap vector or, under the strict policy, to a fault.</summary>
internal sealed class GuestTrap(TrapCause cause, ulong value) : Exception
{
    /// <summary>What <c>mcause</c> will hold.</summary>
    public TrapCause Cause { get; } = cause;

    /// <summary>What <c>mtval</c> will hold.</summary>
    public ulong Value { get; } = value;
}
