namespace Autocomp.Emulator;

/// <summary>The caches before the timed run (property <c>AutocompMemoryState</c>).</summary>
public enum MemoryState
{
    /// <summary>The kernel ran once before, untimed, on the same arguments. Default.</summary>
    Steady,

    /// <summary>The host core has just written every parameter, in order.</summary>
    Written,

    /// <summary>Empty caches.</summary>
    Cold,
}
