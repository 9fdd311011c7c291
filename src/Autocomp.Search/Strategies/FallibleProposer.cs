using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Search.Prompts;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Strategies;

/// <summary>A seeded stand-in for a language model: it takes a random move of the built-in space under the options shown, and fails as often as models do.</summary>
/// <remarks>It knows nothing of costs. Every sample has a text of its own, so that samples and candidates have the same numbers.</remarks>
public sealed class FallibleProposer : IProposer
{
    private const string Fence = "Gemmini.Fence();";

    private readonly SearchLedger ledger;
    private readonly IScheduleSpace space;
    private readonly FallibleOptions options;
    private readonly Random random;
    private readonly int most;
    private readonly Dictionary<string, SchedulePoint> points = new(StringComparer.Ordinal);

    /// <summary>A stand-in for one search.</summary>
    /// <param name="ledger">The search's books; its first candidate is the plain point.</param>
    /// <param name="space">The moves that exist.</param>
    /// <param name="options">How it fails.</param>
    /// <param name="seed">Seed of its choices.</param>
    /// <param name="samples">Most samples.</param>
    public FallibleProposer(SearchLedger ledger, IScheduleSpace space, FallibleOptions options, ulong seed, int samples)
    {
        (this.ledger, this.space, this.options, most) = (ledger, space, options, samples);
        random = new Random(unchecked((int)(seed * 0x9E3779B1)));
        Menu = new([.. MenuOptions.All.Select(name => new Menu.Option(name, ""))]);
        points[Start(space)] = space.Plain;
    }

    /// <inheritdoc/>
    public Menu Menu { get; }

    /// <summary>Samples so far.</summary>
    public int Samples { get; private set; }

    /// <inheritdoc/>
    public string? Stopped => Samples >= most ? "samples" : null;

    /// <summary>The schedule that a search with the stand-in begins with.</summary>
    /// <param name="space">The space.</param>
    /// <returns>C# text.</returns>
    public static string Start(IScheduleSpace space) => space.TryWrite(space.Plain)!;

    /// <inheritdoc/>
    public Task<ImmutableArray<Proposal>> ProposeAsync(IReadOnlyList<Assignment> assignments, CancellationToken cancellation)
    {
        var proposals = ImmutableArray.CreateBuilder<Proposal>();
        foreach (Assignment assignment in assignments)
        {
            SchedulePoint from = points[assignment.Parent.Text];
            if (assignment.Other is { } other) from = space.Combine(from, points[other.Text], random) ?? from;
            ImmutableArray<ScheduleMove> all = space.Moves(from);
            if (all.IsEmpty) continue;
            ScheduleMove[] shown = [.. all.Where(m => assignment.Menu.Options.Any(o => o.Name == m.MenuOption))];
            ScheduleMove move;
            if (shown.Length > 0 && random.NextDouble() < options.FollowsMenu)
            {
                // The option first, then the move: options with many moves are not chosen more often.
                string[] names = [.. shown.Select(m => m.MenuOption).Distinct(StringComparer.Ordinal)];
                string name = names[random.Next(names.Length)];
                ScheduleMove[] under = [.. shown.Where(m => m.MenuOption == name)];
                move = under[random.Next(under.Length)];
            }
            else move = all[random.Next(all.Length)];
            for (int n = 0; n < assignment.Implementations && Samples < most; n++) proposals.Add(Implement(assignment.Parent.Id, move, random.NextDouble()));
        }

        return Task.FromResult(proposals.ToImmutable());
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Proposal>> RepairAsync(IReadOnlyList<Candidate> failed, CancellationToken cancellation)
    {
        var proposals = ImmutableArray.CreateBuilder<Proposal>();
        foreach (Candidate candidate in failed.TakeWhile(_ => Samples < most))
        {
            double luck = random.NextDouble() < options.Mends ? 1 : random.NextDouble() * (options.DoesNotCompile + options.IsWrong);
            proposals.Add(Implement(candidate.ParentId ?? 0, new(candidate.MenuOption, points[candidate.Text]), luck));
        }

        return Task.FromResult(proposals.ToImmutable());
    }

    private Proposal Implement(int parent, ScheduleMove move, double luck)
    {
        string text = space.TryWrite(move.To)!;
        if (luck < options.DoesNotCompile) text = text.Replace(Fence, "Gemmini.Fense();", StringComparison.Ordinal);
        else if (luck < options.DoesNotCompile + options.IsWrong) text = text.Replace(Fence, "", StringComparison.Ordinal);
        text = string.Create(CultureInfo.InvariantCulture, $"// sample {++Samples}\n{text}");
        points[text] = move.To;
        return new(parent, "stand-in", move.MenuOption, move.To.ToString(), text);
    }
}
