namespace Autocomp.Isa;

/// <summary>Which revision of the accelerator's ISA and RTL a target follows. They differ in the loop commands and in stores.</summary>
public enum RtlRevision
{
    /// <summary>The elaborated <c>GemminiRocketConfig</c> of 2023: no scratchpad ids and no residual add in <c>loop_ws</c>, square images only in <c>loop_conv_ws</c>.</summary>
    Rtl2023,

    /// <summary>The newest sources (2025), which libgemmini follows.</summary>
    Rtl2025,
}
