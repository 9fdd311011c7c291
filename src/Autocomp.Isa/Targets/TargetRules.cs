using System.Numerics;

namespace Autocomp.Isa;

/// <summary>What a target must satisfy to be emulated.</summary>
public static class TargetRules
{
    private const int MostColumns = 64;

    /// <summary>Checks a target.</summary>
    /// <param name="target">Any target.</param>
    /// <returns>One sentence for each rule that it breaks, naming the field and its value.</returns>
    public static IEnumerable<string> Check(TargetDescription target)
    {
        if (string.IsNullOrWhiteSpace(target.Name)) yield return "Field 'name' must not be empty.";
        if (!IsPowerOfTwo(target.Dim, 2, MostColumns)) yield return $"Field 'dim' must be a power of two from 2 to {MostColumns}, not {target.Dim}.";
        if ((target.Element, target.Accumulator) is not ((ElementType.Int8, ElementType.Int32) or (ElementType.Float32, ElementType.Float32)))
        {
            yield return $"Fields 'element' and 'accumulator' must be int8 with int32, or float32 with float32, not {target.Element} with {target.Accumulator}.";
        }

        foreach ((string name, int value, int most) in new[]
        {
            ("scratchpadBanks", target.ScratchpadBanks, 64),
            ("scratchpadBankRows", target.ScratchpadBankRows, 1 << 20),
            ("accumulatorBanks", target.AccumulatorBanks, 64),
            ("accumulatorBankRows", target.AccumulatorBankRows, 1 << 20),
        })
        {
            if (!IsPowerOfTwo(value, 1, most)) yield return $"Field '{name}' must be a power of two from 1 to {most}, not {value}.";
        }

        if (target.MaxBlockLength is < 1 or > 16) yield return $"Field 'maxBlockLength' must be 1 to 16, not {target.MaxBlockLength}.";
        if (target.MaxBlockLengthAccumulator is < 1 or > 16) yield return $"Field 'maxBlockLengthAccumulator' must be 1 to 16, not {target.MaxBlockLengthAccumulator}.";
        if (target.HasNormalizations && target.Element != ElementType.Int8) yield return "Field 'hasNormalizations' needs int8 elements: the integer approximations exist for them only.";
        foreach (System.Reflection.PropertyInfo property in typeof(TimingParameters).GetProperties())
        {
            if (property.GetValue(target.Timing) is int and < 0) yield return $"Field 'timing.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}' must not be negative.";
        }
    }

    private static bool IsPowerOfTwo(int value, int least, int most) => value >= least && value <= most && BitOperations.IsPow2(value);
}
