namespace Autocomp.Emulator;

/// <summary>Cycles of one cause that one schedule line stands for. Over all lines they sum to the cycles of the run.</summary>
/// <param name="Line">
/// The line of the command that was at work (array busy, bank conflict, drain, …), that was waited for (loads, stores), that the core was about to issue
/// (issue from the core, command path), or that waited (fence). Null when the object has no line for it.
/// </param>
/// <param name="Cause">A label of <see cref="CycleCauseNames"/>.</param>
/// <param name="Cycles">Cycles.</param>
public sealed record LineCause(SourceLine? Line, string Cause, long Cycles)
{
    /// <summary>How often it happened: stretches of such cycles without a break. 0 when not known.</summary>
    public long Times { get; init; }
}
