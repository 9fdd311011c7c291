namespace Autocomp.Emulator;

/// <summary>What a measurement was to the model's parameters.</summary>
public enum AccuracyRole
{
    /// <summary>The accelerator alone: its parameters are those of its RTL, none depends on a trace.</summary>
    NothingFitted,

    /// <summary>Parameters of core and memory were read off or chosen while looking at it.</summary>
    Fitted,

    /// <summary>Its family was left out when parameters were chosen.</summary>
    FamilyLeftOut,

    /// <summary>Its memory latency was left out.</summary>
    LatencyLeftOut,
}
