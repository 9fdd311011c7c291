using System.Collections.Immutable;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Store;
using Autocomp.Search.Store.Shared;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>The part of a kernel's build that runs schedules: its reference is known, its evaluator stands.</summary>
/// <param name="services">What the kernels of a build share.</param>
/// <param name="prepared">The kernel.</param>
/// <param name="evaluator">Evaluates its schedules.</param>
/// <param name="freshness">Versions and settings now.</param>
internal sealed class KernelRun(BuildServices services, PreparedKernel prepared, IEvaluator evaluator, Freshness freshness)
{
    private BuildSettings Settings => services.Settings;

    /// <summary>Verifies and measures a stored schedule again, and the baseline for comparison.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="file">Its path for messages.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<KernelBuild> UseAsync(StoredEntry entry, string file, CancellationToken cancellation)
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(services.UsePlan, [entry.ScheduleText!, prepared.Baseline], cancellation).ConfigureAwait(false);
        if (results[0].Stage != EvaluationStage.Accepted)
            return Failed(BuildDiagnostics.StoredRejected(prepared.Kernel, file, results[0].Message));
        string state = entry.State == EntryState.Valid ? "valid" : "old";
        return Built(state, entry.Evidence?.Provenance ?? "unknown", results[1], results[0], null, ScheduleSource.Stored);
    }

    /// <summary>Checks an edited schedule in full and uses it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="file">Its path for messages.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<KernelBuild> UseEditedAsync(StoredEntry entry, string file, CancellationToken cancellation)
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(TrialPlan.Acceptance, [entry.ScheduleText!, prepared.Baseline], cancellation).ConfigureAwait(false);
        return results[0].Stage == EvaluationStage.Accepted
            ? Built("edited", "hand", results[1], results[0], null, ScheduleSource.Stored)
            : Failed(BuildDiagnostics.StoredRejected(prepared.Kernel, file, results[0].Message));
    }

    /// <summary>The full search; its result goes to the schedule folder.</summary>
    /// <param name="earlier">An earlier or edited schedule that competes, or null.</param>
    /// <param name="cancellation">Ends the search; the best so far is kept.</param>
    public async Task<KernelBuild> TuneAsync(string? earlier, CancellationToken cancellation)
    {
        ImmutableArray<(SharedEntry Entry, EvaluationResult Result)> others = (await SharedAsync(cancellation).ConfigureAwait(false)).Taken;
        ImmutableArray<string> starts = [.. prepared.Starts, .. others.Select(o => o.Entry.Schedule)];
        (SearchOutcome outcome, ImmutableArray<BuildDiagnostic> said) = await services.Tuning.SearchAsync(
            services.Problem(prepared, starts, evaluator, Settings.MaxEvaluations), earlier, prepared.Identity, freshness, cancellation).ConfigureAwait(false);
        KernelBuild build = Finish(outcome, said, services.Committed, ScheduleSource.Tuned);
        if (Settings.ShareSchedules && build.Built is { } built)
        {
            SharedEntry entry = new(prepared.Kernel.DisplayName, built.Best.CanonicalText!, built.Best.Cycles, built.Provenance);
            await services.Shared.SaveAsync(SharedKey.Of(prepared.Identity, freshness), entry, CancellationToken.None).ConfigureAwait(false);
        }

        return build;
    }

    /// <summary>Without a stored schedule: an earlier result under <c>obj</c>, else a bounded search, on CI the start.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<KernelBuild> FillInAsync(CancellationToken cancellation)
    {
        Freshness bounded = freshness with { Search = services.BoundedSearch };
        StoredEntry local = services.Local.Find(prepared.Identity, bounded);
        if (local.State == EntryState.Valid)
        {
            ImmutableArray<EvaluationResult> results = await EvaluateAsync(services.UsePlan, [local.ScheduleText!, prepared.Baseline], cancellation).ConfigureAwait(false);
            if (results[0].Stage == EvaluationStage.Accepted)
                return Built("searched", local.Evidence!.Provenance, results[1], results[0], null, ScheduleSource.Filled);
        }

        if (await UseSharedAsync(cancellation).ConfigureAwait(false) is { } shared) return shared;
        int budget = Settings.ContinuousIntegration ? prepared.Starts.Length : services.BoundedEvaluations;
        SearchOutcome outcome = await services.BuiltIn.SearchAsync(
            services.Problem(prepared, prepared.Starts, evaluator, budget), cancellation).ConfigureAwait(false);
        return Settings.ContinuousIntegration
            ? Finish(outcome, [], null, ScheduleSource.Start)
            : Finish(outcome, [], services.Local, ScheduleSource.Filled);
    }

    // The fastest of what others have found.
    private async Task<KernelBuild?> UseSharedAsync(CancellationToken cancellation)
    {
        (ImmutableArray<(SharedEntry Entry, EvaluationResult Result)> taken, EvaluationResult? baseline) = await SharedAsync(cancellation).ConfigureAwait(false);
        if (taken.IsEmpty) return null;
        (SharedEntry entry, EvaluationResult result) = taken.MinBy(t => t.Result.Cycles);
        return Built("shared", entry.Provenance, baseline!, result, null, ScheduleSource.Shared);
    }

    // Full acceptance here, whatever the sender says of it. A schedule that is not proved might be right in trials only; of those, only what our own
    // passes make is taken, and that is decided by making it here: the start. What the built-in search would find, it finds here too.
    private async Task<(ImmutableArray<(SharedEntry Entry, EvaluationResult Result)> Taken, EvaluationResult? Baseline)> SharedAsync(CancellationToken cancellation)
    {
        if (services.Shared.IsEmpty) return ([], null);
        ImmutableArray<SharedEntry> found = await services.Shared.FindAsync(SharedKey.Of(prepared.Identity, freshness), cancellation).ConfigureAwait(false);
        if (found.IsEmpty) return ([], null);
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(TrialPlan.Acceptance, [.. found.Select(o => o.Schedule), prepared.Baseline], cancellation).ConfigureAwait(false);
        string start = ScheduleFingerprint.Of(prepared.Starts[0]);
        var taken = ImmutableArray.CreateBuilder<(SharedEntry, EvaluationResult)>();
        for (int i = 0; i < found.Length; i++)
        {
            string? refusal = results[i] switch
            {
                { Stage: not EvaluationStage.Accepted } wrong => $"it was rejected ({wrong.Stage}): {wrong.Message}",
                { IsProved: false } when ScheduleFingerprint.Of(found[i].Schedule) != start => "it can only be tested here, not proved, and it is not the start that this build makes itself",
                _ => null,
            };
            if (refusal is null) taken.Add((found[i], results[i]));
            else services.Shared.Refuse(prepared.Kernel.DisplayName, refusal);
        }

        return (taken.ToImmutable(), results[^1]);
    }

    private KernelBuild Finish(SearchOutcome outcome, ImmutableArray<BuildDiagnostic> said, ScheduleStore? store, ScheduleSource source)
    {
        // The user's own schedules are held to what they claim: a wrong one is an error, not a lost candidate.
        for (int i = 0; i < prepared.HandNames.Length; i++)
        {
            Candidate? hand = outcome.Candidates.FirstOrDefault(c => c.ParentId is null && c.Text == prepared.Starts[i + 1]);
            if (hand is { Result.Stage: not EvaluationStage.Accepted })
                return Failed(BuildDiagnostics.HandScheduleRejected(prepared.Kernel, prepared.HandNames[i], hand.Result.Message));
        }

        EvaluationResult start = (outcome.Candidates.FirstOrDefault(c => c.ParentId is null && c.Text == prepared.Baseline) ?? outcome.Candidates[0]).Result;
        if (outcome.Best is not { } best) return Failed(BuildDiagnostics.StartRejected(prepared.Kernel, start.Message));
        KernelBuild build = Built(
            source == ScheduleSource.Start ? "start" : source == ScheduleSource.Tuned ? "valid" : "searched",
            best.Origin, start, best.Result, outcome, source);
        store?.Save(
            prepared.Identity,
            // Old from the start, so that the next tuning goes on with a search that was interrupted.
            source == ScheduleSource.Filled ? freshness with { Search = services.BoundedSearch } : outcome.EndedEarly ? freshness with { Search = freshness.Search + ", interrupted" } : freshness,
            best.Result.CanonicalText!,
            new EntryEvidence(best.Result.Cycles, start.Cycles, prepared.IdealCycles, best.Origin, best.Result.Evidence));
        return build with { Diagnostics = build.Diagnostics.AddRange(said) };
    }

    private KernelBuild Built(string entry, string provenance, EvaluationResult start, EvaluationResult best, SearchOutcome? search, ScheduleSource source)
    {
        BuiltKernel built = BuiltKernel.Of(
            prepared, entry, provenance, best.Verified, start, best, BuildServices.Compile(prepared, best), search, Settings.MemoryState.ToString().ToLowerInvariant());
        return new(built, source, []);
    }

    private Task<ImmutableArray<EvaluationResult>> EvaluateAsync(TrialPlan plan, ImmutableArray<string> texts, CancellationToken cancellation) =>
        evaluator.EvaluateAsync(
            [.. texts.Select((text, i) => new EvaluationRequest(i, text, plan, Settings.MemoryState))], cancellation);

    private static KernelBuild Failed(BuildDiagnostic diagnostic) => new(null, ScheduleSource.None, [diagnostic]);
}
