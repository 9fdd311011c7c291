namespace Autocomp.Emulator.Timing;

/// <summary>What the core does while the accelerator's clock runs.</summary>
internal enum CoreActivity
{
    /// <summary>It runs on its own, towards its next command.</summary>
    Running,

    /// <summary>It offers a command that there is no room for.</summary>
    Blocked,

    /// <summary>It waits until the accelerator is drained: a fence, or its return.</summary>
    Draining,
}
