using System.Collections.Immutable;

namespace Autocomp.Isa;

/// <summary>The targets that ship: configurations of the Gemmini generator.</summary>
public static class TargetPresets
{
    /// <summary>Default <c>GemminiRocketConfig</c>, RTL of 2023: 16x16 int8. The one whose timing is checked against RTL.</summary>
    public static TargetDescription Int8 { get; } = new()
    {
        Name = "gemmini-int8-16x16",
        Dim = 16,
        Element = ElementType.Int8,
        Accumulator = ElementType.Int32,
        AccumulatorBanks = 2,
        AccumulatorBankRows = 512,
        Revision = RtlRevision.Rtl2023,
        MaxBlockLengthAccumulator = 1,
        Timing = new TimingParameters(),
    };

    /// <summary>The same machine at the newest ISA revision: other loop commands, serial stores. Function checked, timing unchecked.</summary>
    public static TargetDescription Int8R2025 { get; } = Int8 with
    {
        Name = "gemmini-int8-16x16-r2025",
        Revision = RtlRevision.Rtl2025,
    };

    /// <summary><c>FP32DefaultConfig</c>: 4x4 fp32. Function checked, timing unchecked.</summary>
    public static TargetDescription Fp32 { get; } = new()
    {
        Name = "gemmini-fp32-4x4",
        Dim = 4,
        Element = ElementType.Float32,
        Accumulator = ElementType.Float32,
        AccumulatorBanks = 1,
        AccumulatorBankRows = 4096,
        Revision = RtlRevision.Rtl2025,
        ScalesAccumulatorLoads = true,
        MaxBlockLengthAccumulator = 4,
        Timing = new TimingParameters(),
    };

    /// <summary>All presets, the default first.</summary>
    public static ImmutableArray<TargetDescription> All { get; } = [Int8, Int8R2025, Fp32];

    /// <summary>The preset of that name, or null.</summary>
    /// <param name="name">For example <c>gemmini-int8-16x16</c>.</param>
    public static TargetDescription? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
