namespace Autocomp.Emulator;

/// <summary>How suspicious a machine is.</summary>
public enum Policy
{
    /// <summary>Verification: poison everywhere, and every doubtful act is a fault.</summary>
    Strict,

    /// <summary>Other people's programs: unwritten memory reads as zero, differences follow libgemmini, each is reported once and the run goes on.</summary>
    Permissive,
}
