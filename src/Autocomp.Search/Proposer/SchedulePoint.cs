namespace Autocomp.Search.Proposer;

/// <summary>One point of a space of schedules: every choice that the built-in proposer makes. Its text is the plan in words, for reports.</summary>
public abstract record SchedulePoint
{
    /// <summary>The plan in words.</summary>
    public abstract override string ToString();
}
