using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>All that is known of one schedule line after a timed run.</summary>
/// <param name="Line">The line; null for cycles and instructions that the object has no line for.</param>
/// <param name="Causes">Cycles that the line stands for, the largest first.</param>
/// <param name="Instructions">Core instructions retired on it.</param>
/// <param name="CoreCycles">Cycles that the core was on it.</param>
public sealed record LineCost(SourceLine? Line, ImmutableArray<LineCause> Causes, long Instructions, long CoreCycles)
{
    /// <summary>Cycles of the run that the line stands for.</summary>
    public long Cycles => Causes.Sum(cause => cause.Cycles);

    /// <summary>Those in which the array computed nothing.</summary>
    public long IdleCycles => Causes.Where(cause => cause.Cause != CycleCause.ArrayBusy.Label()).Sum(cause => cause.Cycles);

    /// <summary>The lines of a run; those that kept the array idle longest come first.</summary>
    /// <param name="profile">The run.</param>
    public static ImmutableArray<LineCost> Of(KernelProfile profile)
    {
        var causes = profile.LineCauses.ToLookup(cause => cause.Line);
        var core = profile.Lines.ToDictionary(line => line.Line);
        return
        [
            .. causes.Select(group => group.Key).Union(core.Keys.Select(line => (SourceLine?)line))
                .Select(line => new LineCost(
                    line,
                    [.. causes[line].OrderByDescending(cause => cause.Cycles).ThenBy(cause => cause.Cause, StringComparer.Ordinal)],
                    Core(line)?.Instructions ?? 0,
                    Core(line)?.Cycles ?? 0))
                .OrderByDescending(line => line.IdleCycles)
                .ThenByDescending(line => line.Cycles)
                .ThenByDescending(line => line.CoreCycles)
                .ThenBy(line => line.Line?.Line),
        ];

        LineProfile? Core(SourceLine? line) => line is { } known ? core.GetValueOrDefault(known) : null;
    }
}
