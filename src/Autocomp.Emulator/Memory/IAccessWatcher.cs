namespace Autocomp.Emulator;

/// <summary>Asked before the core touches a page that <see cref="Memory.Watch"/> marked. The accelerator's race table implements it.</summary>
public interface IAccessWatcher
{
    /// <summary>Judges one core access, naturally aligned and inside one page.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">1, 2, 4 or 8.</param>
    /// <param name="write">Whether it writes.</param>
    /// <param name="programCounter">The instruction.</param>
    /// <returns>The fault, or null when the access conflicts with nothing.</returns>
    Fault? OnCoreAccess(ulong address, int length, bool write, ulong programCounter);
}
