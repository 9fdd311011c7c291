using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>A bandit over menu options (UCB1: Auer, Cesa-Bianchi and Fischer, 2002) on the few best schedules: options that helped before are tried more often.</summary>
/// <remarks>The reward of a sample is 1 when it beats its parent, otherwise 0. One option is shown at a time.</remarks>
public sealed class BanditPolicy : ISelectionPolicy
{
    private const double Exploration = 0.7;
    private const int Batch = 4;

    private readonly Dictionary<string, (int Tries, double Reward)> arms = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Parent, string Option), int> tried = [];

    /// <inheritdoc/>
    public string Name => "bandit";

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state)
    {
        Candidate[] best = [.. state.Ledger.Ranked.Take(3)];
        var assignments = new List<Assignment>();
        for (int n = 0; best.Length > 0 && n < Batch; n++)
        {
            Candidate parent = best[Math.Min(best.Length - 1, (int)(best.Length * Math.Pow(state.Random.NextDouble(), 2)))];
            Menu.Option option = state.Menu.Options.MaxBy(o => Value(parent.Id, o.Name) + state.Random.NextDouble() * 1e-6)!;
            Count(option.Name, parent.Id);
            assignments.Add(new(parent, new Menu([option]), state.Step, state.Options.Iterations, 1));
        }

        return assignments;
    }

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
        foreach (Candidate candidate in made)
        {
            Candidate? parent = candidate.ParentId is { } id ? state.Ledger.Candidates[id] : null;
            if (parent is null || !PolicyState.IsRight(candidate) || candidate.Result.Cycles >= parent.Result.Cycles) continue;
            (int tries, double reward) = arms.GetValueOrDefault(candidate.MenuOption);
            arms[candidate.MenuOption] = (Math.Max(1, tries), reward + 1);
        }
    }

    private double Value(int parent, string option)
    {
        (int tries, double reward) = arms.GetValueOrDefault(option);
        if (tries == 0) return double.MaxValue / 2;
        int all = arms.Values.Sum(a => a.Tries);
        return reward / tries + Exploration * Math.Sqrt(Math.Log(all) / tries) - 0.1 * tried.GetValueOrDefault((parent, option));
    }

    private void Count(string option, int parent)
    {
        (int tries, double reward) = arms.GetValueOrDefault(option);
        arms[option] = (tries + 1, reward);
        tried[(parent, option)] = tried.GetValueOrDefault((parent, option)) + 1;
    }
}
