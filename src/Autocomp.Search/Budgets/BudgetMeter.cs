using System.Globalization;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;

namespace Autocomp.Search.Budgets;

/// <summary>Counts what a search spends against its budget. A stop by the clock is noted in the journal, so that a replay stops at the same barrier.</summary>
public sealed class BudgetMeter
{
    private readonly SearchBudget budget;
    private readonly TimeProvider time;
    private readonly StopRecord? stops;
    private readonly long begun;

    /// <summary>A meter that starts now.</summary>
    /// <param name="budget">The caps.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stops">Remembers at which barrier the clock stopped this search before, or null.</param>
    public BudgetMeter(SearchBudget budget, TimeProvider time, StopRecord? stops = null)
    {
        this.budget = budget;
        this.time = time;
        this.stops = stops;
        begun = time.GetTimestamp();
    }

    /// <summary>Requests so far.</summary>
    public int Samples { get; private set; }

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Barriers passed.</summary>
    public int Barriers { get; private set; }

    /// <summary>How many of the wanted requests may be made now; they count as spent.</summary>
    /// <param name="wanted">Requests wanted.</param>
    /// <returns>Requests granted.</returns>
    public int Take(int wanted)
    {
        int granted = budget.Samples == 0 ? wanted : Math.Min(wanted, Math.Max(0, budget.Samples - Samples));
        Samples += granted;
        return granted;
    }

    /// <summary>Counts a reply's tokens.</summary>
    /// <param name="reply">The reply.</param>
    public void Count(ModelReply reply) => Tokens += reply.InputTokens + reply.OutputTokens;

    /// <summary>Passes a barrier.</summary>
    /// <returns>Why the search must end here, or null.</returns>
    public string? Barrier()
    {
        Barriers++;
        if (budget.Samples > 0 && Samples >= budget.Samples) return string.Create(CultureInfo.InvariantCulture, $"budget of {budget.Samples} samples");
        if (budget.Tokens > 0 && Tokens >= budget.Tokens) return string.Create(CultureInfo.InvariantCulture, $"budget of {budget.Tokens} tokens");
        if (budget.Time <= TimeSpan.Zero) return null;
        string reason = string.Create(CultureInfo.InvariantCulture, $"budget of {budget.Time.TotalSeconds} s");
        if (stops?.Barrier is { } known) return Barriers >= known ? reason : null;
        if (time.GetElapsedTime(begun) < budget.Time) return null;
        stops?.Note(Barriers);
        return reason;
    }
}
