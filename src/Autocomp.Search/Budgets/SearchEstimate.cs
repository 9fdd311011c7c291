using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Search.Models;

namespace Autocomp.Search.Budgets;

/// <summary>What a search with a model may come to, said before it starts.</summary>
/// <param name="Requests">Most requests.</param>
/// <param name="Tokens">Tokens that so many requests would likely use.</param>
/// <param name="Money">US dollars that they would likely cost, or null when a model's price is not known.</param>
public sealed record SearchEstimate(int Requests, long Tokens, decimal? Money)
{
    // A whole schedule with a few words around it; reasoning models write several times that.
    private const int LikelyOutputTokens = 3000;

    /// <summary>Estimates.</summary>
    /// <param name="requests">Most requests by the search's own caps.</param>
    /// <param name="typical">A request as the first step would send it.</param>
    /// <param name="models">Who would be asked.</param>
    /// <param name="budget">The caps.</param>
    /// <param name="prices">Prices.</param>
    /// <returns>The estimate, within the caps.</returns>
    public static SearchEstimate Of(int requests, ModelRequest typical, ModelEnsemble models, SearchBudget budget, PriceList prices)
    {
        if (budget.Samples > 0) requests = Math.Min(requests, budget.Samples);
        long input = TokenEstimate.Likely(typical);
        long tokens = requests * (input + LikelyOutputTokens);
        if (budget.Tokens > 0) tokens = Math.Min(tokens, budget.Tokens);
        ImmutableArray<(ILanguageModel Model, double Weight)> members = models.Members;
        decimal total = (decimal)members.Sum(m => m.Weight), money = 0;
        foreach ((ILanguageModel model, double weight) in members)
        {
            if (prices.Of(model.Name) is not { } price) return new(requests, tokens, null);
            money += requests * ((decimal)weight / total) * price.Of(input, LikelyOutputTokens);
        }

        return new(requests, tokens, budget.Money > 0 ? Math.Min(money, budget.Money) : money);
    }

    /// <summary>The estimate in a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"at most {Requests} requests, about {Tokens} tokens, {(Money is { } money ? $"about {money:F2} dollars" : "cost not known (no price of the model)")}");
}
