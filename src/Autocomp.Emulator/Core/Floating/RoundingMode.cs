namespace Autocomp.Emulator;

/// <summary>IEEE rounding, by the numbers of the <c>rm</c> field.</summary>
internal enum RoundingMode
{
    NearestEven = 0,
    TowardZero = 1,
    Down = 2,
    Up = 3,
    NearestAway = 4,

    /// <summary>Take it from <c>frm</c>.</summary>
    Dynamic = 7,
}
