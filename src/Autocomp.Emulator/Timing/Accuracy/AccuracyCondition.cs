namespace Autocomp.Emulator;

/// <summary>What a reference measurement ran.</summary>
public enum AccuracyCondition
{
    /// <summary>The accelerator alone, driven by a command trace.</summary>
    Trace,

    /// <summary>A whole program in its third or a later repetition.</summary>
    Warm,

    /// <summary>A whole program in its second repetition; caches with random replacement are not settled yet.</summary>
    Second,

    /// <summary>A whole program in its first repetition, with empty caches.</summary>
    Cold,
}
