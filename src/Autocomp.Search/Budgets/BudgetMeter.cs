using System.Globalization;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;

namespace Autocomp.Search.Budgets;

/// <summary>Counts what a search spends against its budget. Requests go in waves; before each, the worst that it could cost is set aside, so that no cap is passed.</summary>
/// <remarks>
/// The journal knows when each wave began, so that a search that was killed has spent that time when it goes on. A stop by the clock is
/// noted with the number of its wave, so that a replay stops before the same wave.
/// </remarks>
public sealed class BudgetMeter
{
    private readonly SearchBudget budget;
    private readonly TimeProvider time;
    private readonly SearchJournal? journal;
    private readonly PriceList prices;
    private readonly long begun;
    private TimeSpan carried;

    /// <summary>A meter that starts now.</summary>
    /// <param name="budget">The caps.</param>
    /// <param name="time">The clock.</param>
    /// <param name="journal">Remembers when waves began and at which one the clock stopped this search before, or null.</param>
    /// <param name="prices">Prices; null for those that ship.</param>
    public BudgetMeter(SearchBudget budget, TimeProvider time, SearchJournal? journal = null, PriceList? prices = null)
    {
        this.budget = budget;
        this.time = time;
        this.journal = journal;
        this.prices = prices ?? PriceList.Load(_ => null);
        begun = time.GetTimestamp();
    }

    /// <summary>Requests so far.</summary>
    public int Samples { get; private set; }

    /// <summary>Tokens so far: as billed, or estimated where a reply does not say.</summary>
    public long Tokens { get; private set; }

    /// <summary>US dollars so far.</summary>
    public decimal Money { get; private set; }

    /// <summary>Waves begun.</summary>
    public int Waves { get; private set; }

    /// <summary>Which cap is reached, or null.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Begins a wave.</summary>
    /// <param name="wanted">Requests wanted, most wanted first.</param>
    /// <returns>How many of them, from the first, may be made now; they count as spent. None when a cap is reached.</returns>
    public int Begin(IReadOnlyList<(string Model, ModelRequest Request)> wanted)
    {
        if (Stopped is not null || wanted.Count == 0) return 0;
        Waves++;
        if (journal?.Elapsed(Waves) is { } then && then > Elapsed) carried += then - Elapsed;
        if (budget.Time > TimeSpan.Zero && (journal?.Stop is { } known ? Waves >= known : Elapsed >= budget.Time))
        {
            End();
            return 0;
        }

        journal?.AddWave(Waves, Elapsed);

        int granted = 0;
        long tokens = Tokens;
        decimal money = Money;
        string? reached = null;
        foreach ((string model, ModelRequest request) in wanted)
        {
            if (budget.Samples > 0 && Samples + granted >= budget.Samples) reached = Line($"budget of {budget.Samples} samples");
            long input = TokenEstimate.AtMost(request);
            tokens += input + request.MaxOutputTokens;
            if (budget.Tokens > 0 && tokens > budget.Tokens) reached = Line($"budget of {budget.Tokens} tokens");
            if (budget.Money > 0)
            {
                if (prices.Of(model) is not { } price) reached = $"model: the price of {model} is not known, so the budget cannot be kept; name a price list in AUTOCOMP_PRICES";
                else if ((money += price.Of(input, request.MaxOutputTokens)) > budget.Money) reached = Line($"budget of {budget.Money:F2} dollars");
            }

            if (reached is not null) break;
            granted++;
        }

        if (granted == 0) Stopped = reached;
        Samples += granted;
        return granted;
    }

    /// <summary>Counts a reply.</summary>
    /// <param name="model">Who answered.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="reply">The reply.</param>
    public void Count(string model, ModelRequest request, ModelReply reply)
    {
        if (reply.Error is not null) return;
        long input = reply.InputTokens > 0 ? reply.InputTokens : TokenEstimate.Likely(request);
        long output = reply.OutputTokens > 0 ? reply.OutputTokens : TokenEstimate.Likely(reply.Text);
        Tokens += input + output;
        Money += prices.Of(model)?.Of(input, output) ?? 0;
    }

    /// <summary>A token that ends the requests of a wave when the time is up.</summary>
    /// <param name="cancellation">Ends them too.</param>
    /// <returns>The source; dispose it after the wave.</returns>
    public CancellationTokenSource Deadline(CancellationToken cancellation)
    {
        if (budget.Time <= TimeSpan.Zero || journal?.Stop is not null) return CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TimeSpan left = budget.Time - Elapsed;
        var clock = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, clock.Token);
        return both;
    }

    /// <summary>Notes that the clock ended the present wave, whose replies must not be used.</summary>
    public void End()
    {
        Stopped = Line($"budget of {budget.Time.TotalSeconds} s");
        journal?.AddStop(Waves);
    }

    private TimeSpan Elapsed => time.GetElapsedTime(begun) + carried;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
