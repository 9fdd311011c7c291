using System.Text;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;

namespace Autocomp.Search.Projects;

/// <summary>Takes one kernel from its facts to a verified schedule, as the mode allows.</summary>
/// <param name="services">What the kernels of a build share.</param>
internal sealed class KernelPipeline(BuildServices services)
{
    private BuildSettings Settings => services.Settings;

    /// <summary>Builds one kernel.</summary>
    /// <param name="prepared">The kernel.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<KernelBuild> BuildAsync(PreparedKernel prepared, CancellationToken cancellation)
    {
        Freshness freshness = services.Freshness(prepared.Target);
        StoredEntry entry = services.Committed.Find(prepared.Identity, freshness);
        string file = Relative(entry.SchedulePath);
        BuildDiagnostic? remark = Judge(prepared, entry, file);
        if (remark?.Severity == BuildSeverity.Error) return Failed(remark);

        if (Kept(prepared, entry, freshness) is { } kept) return Compared(Remarked(kept, remark), prepared, entry, file);
        EvaluationContext context = services.Context(prepared);
        if (await PrepareAsync(prepared, entry.State, cancellation).ConfigureAwait(false) is { } problem)
            return Failed(BuildDiagnostics.ReferenceFailed(prepared.Kernel, problem));

        KernelRun run = new(services, prepared, BuildServices.Evaluator(services.Pool, context, prepared), freshness);
        KernelBuild build = (Settings.ModeOf(prepared.Kernel), entry.State) switch
        {
            (BuildMode.Tune, EntryState.Edited) => Replaced(prepared, entry, file, await run.TuneAsync(entry.ScheduleText, cancellation).ConfigureAwait(false)),
            (BuildMode.Tune, not EntryState.Valid) => await run.TuneAsync(entry.ScheduleText, cancellation).ConfigureAwait(false),
            (_, EntryState.Valid or EntryState.Old) => await run.UseAsync(entry, file, cancellation).ConfigureAwait(false),
            (_, EntryState.Edited) => await run.UseEditedAsync(entry, file, cancellation).ConfigureAwait(false),
            _ => await run.FillInAsync(cancellation).ConfigureAwait(false),
        };
        return Compared(Remarked(Keep(prepared, build, freshness), remark), prepared, entry, file);
    }

    // Under the same versions the cycles are the same: a difference means that somebody wrote another figure.
    private static KernelBuild Compared(KernelBuild build, PreparedKernel prepared, StoredEntry entry, string file) =>
        entry is { State: EntryState.Valid, Evidence: { } recorded } && build.Built is { Entry: "valid" } built && built.Best.Cycles != recorded.Cycles
            ? build with { Diagnostics = build.Diagnostics.Add(BuildDiagnostics.RecordDiffers(prepared.Kernel, file, recorded.Cycles, built.Best.Cycles)) }
            : build;

    // Work by hand is not lost in silence.
    private KernelBuild Replaced(PreparedKernel prepared, StoredEntry entry, string file, KernelBuild build)
    {
        if (build.Built is not { Search: { } search } built) return build;
        EvaluationResult? edited = search.Candidates.FirstOrDefault(c => c.Text == entry.ScheduleText)?.Result;
        if (edited is { Stage: EvaluationStage.Accepted } && edited.CanonicalText == built.Best.CanonicalText) return build;
        string copy = Path.Combine(Settings.IntermediateDirectory, "replaced", Path.GetFileName(entry.SchedulePath));
        AtomicFile.Write(copy, Encoding.UTF8.GetBytes(entry.ScheduleText!));
        string reason = edited switch
        {
            null => "it did not compete",
            { Stage: EvaluationStage.Accepted } => FormattableString.Invariant($"it takes {edited.Cycles} cycles and the search found {built.Best.Cycles}"),
            _ => $"it fails ({edited.Stage}): {edited.Message}",
        };
        return build with { Diagnostics = build.Diagnostics.Add(BuildDiagnostics.EditReplaced(prepared.Kernel, file, reason, Relative(copy))) };
    }

    // What the last build proved of exactly this kernel, schedule and code. A report needs measurements that are not kept; a search that is asked for is not skipped.
    private KernelBuild? Kept(PreparedKernel prepared, StoredEntry entry, Freshness freshness) =>
        Settings.Report || (Settings.ModeOf(prepared.Kernel) == BuildMode.Tune && entry.State != EntryState.Valid)
            ? null
            : services.Kept.Find(prepared, Key(prepared, entry, freshness), Settings.MemoryState.ToString().ToLowerInvariant());

    // The stores may hold more now than before: the next build sees them as they are after this one. What was said besides the remark would be lost.
    private KernelBuild Keep(PreparedKernel prepared, KernelBuild build, Freshness freshness)
    {
        if (build is not { Built: { } built, Diagnostics.IsEmpty: true }) return build;
        services.Kept.Save(prepared, Key(prepared, services.Committed.Find(prepared.Identity, freshness), freshness), built, build.Source == ScheduleSource.Tuned ? ScheduleSource.Stored : build.Source);
        return build with { CanRepeat = Settings.Mode != BuildMode.Tune };
    }

    private string Key(PreparedKernel prepared, StoredEntry entry, Freshness freshness)
    {
        bool isStored = entry.State is EntryState.Valid or EntryState.Old or EntryState.Edited;
        Freshness bounded = freshness with { Search = services.BoundedSearch };
        return isStored
            ? KeptKernels.Key(prepared, Settings, [entry], freshness)
            : KeptKernels.Key(prepared, Settings, [entry, services.Local.Find(prepared.Identity, bounded)], bounded);
    }

    private static KernelBuild Remarked(KernelBuild build, BuildDiagnostic? remark) =>
        remark is null ? build : build with { Diagnostics = build.Diagnostics.Insert(0, remark) };

    // Expected outputs of every plan that this build will ask for.
    private async Task<string?> PrepareAsync(PreparedKernel prepared, EntryState state, CancellationToken cancellation)
    {
        bool tunes = Settings.ModeOf(prepared.Kernel) == BuildMode.Tune && state != EntryState.Valid;
        TrialPlan[] plans = state is EntryState.Valid or EntryState.Old && !tunes ? [services.UsePlan] : [TrialPlan.Search, TrialPlan.Acceptance, TrialPlan.Quick];
        foreach (TrialPlan plan in plans)
        {
            ReferenceResult reference = await services.Reference.PrepareAsync(services.ReferenceJob(prepared), plan, cancellation).ConfigureAwait(false);
            if (reference.Problem is { } problem) return problem;
        }

        return null;
    }

    // What the entry's state alone says, before anything runs.
    private BuildDiagnostic? Judge(PreparedKernel prepared, StoredEntry entry, string file)
    {
        bool locked = Settings.Mode == BuildMode.Locked;
        BuildSeverity severity = locked ? BuildSeverity.Error : BuildSeverity.Warning;
        string reasons = string.Join("; ", entry.Reasons);
        return (entry.State, Settings.ModeOf(prepared.Kernel)) switch
        {
            (EntryState.Missing, BuildMode.Locked) => BuildDiagnostics.Missing(prepared.Kernel, file),
            (EntryState.Invalid or EntryState.Edited or EntryState.Old, BuildMode.Tune) => null,
            (EntryState.Invalid, _) => BuildDiagnostics.Invalid(prepared.Kernel, file, reasons, severity),
            (EntryState.Edited, _) => BuildDiagnostics.Edited(prepared.Kernel, file, reasons, severity),
            (EntryState.Old, _) => BuildDiagnostics.Old(
                prepared.Kernel, file, reasons, locked && Settings.LockedStrict ? BuildSeverity.Error : BuildSeverity.Information),
            _ => null,
        };
    }

    private string Relative(string path) => Path.GetRelativePath(Settings.ProjectDirectory, path).Replace('\\', '/');

    private static KernelBuild Failed(BuildDiagnostic diagnostic) => new(null, ScheduleSource.None, [diagnostic]);
}
