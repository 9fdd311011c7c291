using System.Collections.Immutable;
using System.Numerics;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Strategies;

/// <summary>Keeps the books of one search: candidates, the cap on evaluations, progress, and acceptance at the end.</summary>
/// <remarks>A few evaluations are held back for acceptance, so that the cap holds for all of them together.</remarks>
public sealed class SearchLedger
{
    private const int MostHeldBack = 3;
    private const int PortionPerCore = 2;

    // A timed run is stopped at this many times the cycles of the fastest schedule so far, rounded up to a power of two so that equal objects share results; short runs cost too little to be stopped.
    private const int HopelessFactor = 4;
    private const long ShortRun = 1 << 20;

    private readonly SearchProblem problem;
    private readonly List<Candidate> candidates = [];
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly HashSet<int> finished = [];
    private readonly int heldBack;

    /// <summary>An empty ledger.</summary>
    /// <param name="problem">What is searched.</param>
    public SearchLedger(SearchProblem problem)
    {
        this.problem = problem;
        heldBack = problem.MaxEvaluations <= problem.Starts.Length ? 0 : Math.Clamp((problem.MaxEvaluations - problem.Starts.Length) / 4, 1, MostHeldBack);
    }

    /// <summary>Evaluations spent.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Evaluations that proposals may still use.</summary>
    public int Remaining => Math.Max(0, Math.Min(Limit, problem.MaxEvaluations - heldBack) - Evaluations);

    /// <summary>A lower cap for the strategy at work when several share the ledger.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>All candidates by id.</summary>
    public IReadOnlyList<Candidate> Candidates => candidates;

    /// <summary>Accepted candidates, fastest first, older first among equals, one for each object.</summary>
    public IEnumerable<Candidate> Ranked => candidates.Where(IsAccepted).OrderBy(c => c.Result.Cycles).ThenBy(c => c.Id).DistinctBy(ObjectOf);

    /// <summary>Cycles below which nothing can come, or 0 when the operation is not known.</summary>
    public long Bound => (problem.Operation?.Macs ?? 0) / problem.Target.PeakMacsPerCycle;

    /// <summary>Evaluates the starting points: the lowered schedule first, then hand-written ones. When the cap leaves room for nothing else, straight through acceptance.</summary>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Them as candidates.</returns>
    public Task<ImmutableArray<Candidate>> StartAsync(CancellationToken cancellation) =>
        EvaluateAsync([.. problem.Starts.Select((text, index) => new Proposal(null, index == 0 ? "lowered" : "hand", "", "", text))], "start", cancellation, problem.MaxEvaluations <= problem.Starts.Length ? TrialPlan.Acceptance : TrialPlan.Search);

    /// <summary>Evaluates proposals as one barrier, in order, as many as the cap allows; a text seen before costs nothing and gives nothing; a proposal with a problem is recorded and costs nothing.</summary>
    /// <param name="proposals">What to evaluate.</param>
    /// <param name="phase">For progress.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <param name="plan">How thoroughly.</param>
    /// <returns>The new candidates in order of their ids.</returns>
    public async Task<ImmutableArray<Candidate>> EvaluateAsync(IReadOnlyList<Proposal> proposals, string phase, CancellationToken cancellation, TrialPlan plan = TrialPlan.Search)
    {
        int first = candidates.Count;
        int room = Remaining, evaluated = 0;
        long hopeless = Hopeless;
        var kept = new List<Proposal>();
        foreach (Proposal p in proposals)
        {
            if (p.Problem.Length == 0 && (evaluated == room || !texts.Add(p.Text))) continue;
            if (p.Problem.Length == 0) evaluated++;
            kept.Add(p);
        }

        // In portions, so that people see progress and an interruption loses little; the order of results does not depend on their size.
        foreach (Proposal[] portion in kept.Chunk(PortionPerCore * Environment.ProcessorCount))
        {
            int from = candidates.Count;
            ImmutableArray<EvaluationRequest> requests = [.. portion.Select((p, n) => (p, n)).Where(x => x.p.Problem.Length == 0).Select(x => new EvaluationRequest(from + x.n, x.p.Text, plan, problem.MemoryState) { MaxCycles = plan == TrialPlan.Search ? hopeless : 0 })];
            Evaluations += requests.Length;
            ImmutableArray<EvaluationResult> results = requests.IsEmpty ? [] : await problem.Evaluator.EvaluateAsync(requests, cancellation).ConfigureAwait(false);
            int next = 0;
            foreach (Proposal p in portion)
            {
                int id = candidates.Count;
                EvaluationResult result = p.Problem.Length > 0 ? new(id, EvaluationStage.Frontend, p.Problem) : results[next++];
                candidates.Add(new(id, p.ParentId, p.Origin, p.MenuOption, p.Plan, p.Text, result));
                problem.Made?.Invoke(candidates[id]);
                if (plan == TrialPlan.Acceptance) finished.Add(id);
            }

            problem.Progress?.Report(new(Evaluations, problem.MaxEvaluations, Ranked.FirstOrDefault()?.Result.Cycles ?? 0, phase)
            {
                StartCycles = candidates[0].Result.Cycles,
                Origins = OriginStatistics.Of(candidates),
            });
        }

        return [.. candidates.Skip(first)];
    }

    /// <summary>Puts the fastest candidates through acceptance until one passes.</summary>
    /// <param name="stoppedBecause">Why the search ends.</param>
    /// <returns>The outcome.</returns>
    public async Task<SearchOutcome> FinishAsync(string stoppedBecause)
    {
        Candidate? best = null;
        foreach (Candidate candidate in Ranked.ToArray())
        {
            if (finished.Contains(candidate.Id))
            {
                best = candidate;
                break;
            }

            if (Evaluations >= problem.MaxEvaluations) break;
            Evaluations++;
            ImmutableArray<EvaluationRequest> request = [new(candidate.Id, candidate.Text, TrialPlan.Acceptance, problem.MemoryState)];
            EvaluationResult result = (await problem.Evaluator.EvaluateAsync(request, CancellationToken.None).ConfigureAwait(false))[0];
            candidates[candidate.Id] = candidate with { Result = result };
            problem.Made?.Invoke(candidates[candidate.Id]);
            if (result.Stage != EvaluationStage.Accepted) continue;
            best = candidates[candidate.Id];
            break;
        }

        return new(best, [.. candidates], Evaluations, stoppedBecause);
    }

    /// <summary>What makes two candidates the same: their object, or themselves while it is not known.</summary>
    /// <param name="candidate">A candidate.</param>
    /// <returns>The object's hash, or the candidate's number.</returns>
    public static string ObjectOf(Candidate candidate) => candidate.Result.ObjectHash ?? candidate.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Cycles that no schedule of interest takes any more; 0 while there is none to compare with.</summary>
    private long Hopeless => Ranked.FirstOrDefault()?.Result.Cycles is > 0 and var best ? (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(ShortRun, HopelessFactor * best)) : 0;

    private static bool IsAccepted(Candidate candidate) => candidate.Result.Stage == EvaluationStage.Accepted;
}
