namespace Autocomp.Search.Budgets;

/// <summary>What a search with a model may spend. Hard caps: a request that could pass one is not made.</summary>
public sealed record SearchBudget
{
    /// <summary>Requests to models, stored replies included; 0 for no cap.</summary>
    /// <value>Default 1,530: the paper's 510 plans and 1,020 implementations.</value>
    public int Samples { get; init; } = 1530;

    /// <summary>Tokens in and out as billed, stored replies included; 0 for no cap.</summary>
    /// <value>Default 0.</value>
    public long Tokens { get; init; }

    /// <summary>US dollars at the price list's prices, stored replies included; 0 for no cap. Needs a price of every model.</summary>
    /// <value>Default 0.</value>
    public decimal Money { get; init; }

    /// <summary>Wall-clock time; zero for no cap. Requests under way when it ends are cancelled and their step is dropped.</summary>
    /// <value>Default zero, which keeps results repeatable without a journal.</value>
    public TimeSpan Time { get; init; }
}
