using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Report;

/// <summary>
/// The cycles of a run as a reader weighs them: where the array's own need is known, the cycles in which it was busy are split
/// into those that the kernel's multiplications need and those that went to blocks only partly filled.
/// </summary>
internal static class CycleLosses
{
    /// <summary>Cycles in which the array was fed, as far as the kernel's multiplications need them at full rate.</summary>
    public const string Useful = "useful work";

    /// <summary>Cycles in which the array was fed beyond that.</summary>
    public const string PartlyFilled = "partly filled blocks";

    private static readonly string s_busy = CycleCause.ArrayBusy.Label();

    /// <summary>Every name that <see cref="Of"/> gives, in the order of the bars.</summary>
    public static ImmutableArray<string> Names { get; } = [Useful, PartlyFilled, .. CycleCauseNames.All];

    /// <summary>Cycles by cause; they sum to the profile's.</summary>
    /// <param name="profile">The run.</param>
    /// <param name="ideal">Cycles that the array alone needs; 0 when not known: then nothing is split.</param>
    public static ImmutableSortedDictionary<string, long> Of(KernelProfile profile, long ideal)
    {
        long busy = profile.Causes.GetValueOrDefault(s_busy);
        return ideal <= 0 || busy == 0
            ? profile.Causes
            : profile.Causes.Remove(s_busy).SetItem(Useful, Math.Min(busy, ideal)).SetItem(PartlyFilled, Math.Max(0, busy - ideal));
    }

    /// <summary>What was lost, the most cycles first: everything but work of the array.</summary>
    public static ImmutableArray<KeyValuePair<string, long>> Largest(KernelProfile profile, long ideal) =>
    [
        .. Of(profile, ideal).Where(c => c.Value > 0 && c.Key != Useful && c.Key != s_busy)
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal),
    ];
}
