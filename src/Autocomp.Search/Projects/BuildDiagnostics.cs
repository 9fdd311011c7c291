using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Projects;

/// <summary>All messages of modes, store and environment in one place. AC2xxx verification, AC3xxx store and modes, AC4xxx environment.</summary>
public static class BuildDiagnostics
{
    /// <summary>AC2001: the kernel's own C# method failed in the reference run.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="reason">What happened.</param>
    public static BuildDiagnostic ReferenceFailed(KernelInfo kernel, string reason) =>
        At(kernel, BuildSeverity.Error, "AC2001", $"The C# method of kernel {kernel.DisplayName} cannot serve as the reference: {reason}");

    /// <summary>AC2002: not even the starting schedule passed verification.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="reason">Why it was rejected.</param>
    public static BuildDiagnostic StartRejected(KernelInfo kernel, string reason) =>
        At(kernel, BuildSeverity.Error, "AC2002", $"No correct schedule was found for kernel {kernel.DisplayName}; the starting schedule was rejected: {reason}");

    /// <summary>AC2003: a hand-written schedule was rejected.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="method">Name of the schedule's method.</param>
    /// <param name="reason">Why.</param>
    public static BuildDiagnostic HandScheduleRejected(KernelInfo kernel, string method, string reason) =>
        At(kernel, BuildSeverity.Error, "AC2003", $"The hand-written schedule {method} of kernel {kernel.DisplayName} was rejected: {reason}");

    /// <summary>AC3001: no stored schedule in mode Locked.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">Where it should be, relative to the project.</param>
    public static BuildDiagnostic Missing(KernelInfo kernel, string file) =>
        At(kernel, BuildSeverity.Error, "AC3001", $"Kernel {kernel.DisplayName} has no stored schedule, and mode Locked does not search. Build once with -p:AutocompMode=Tune and commit '{file}'.");

    /// <summary>AC3002: a stored schedule does not fit the kernel any more.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">The entry.</param>
    /// <param name="reasons">What changed.</param>
    /// <param name="severity">Error in mode Locked, a warning otherwise.</param>
    public static BuildDiagnostic Invalid(KernelInfo kernel, string file, string reasons, BuildSeverity severity) =>
        At(kernel, severity, "AC3002", $"The stored schedule '{file}' is invalid for kernel {kernel.DisplayName}: {reasons}. Build with -p:AutocompMode=Tune and commit the result.");

    /// <summary>AC3003: a stored schedule was edited by hand.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">The entry.</param>
    /// <param name="reasons">What differs.</param>
    /// <param name="severity">Error in mode Locked, a warning otherwise.</param>
    public static BuildDiagnostic Edited(KernelInfo kernel, string file, string reasons, BuildSeverity severity) =>
        At(kernel, severity, "AC3003", $"The stored schedule '{file}' of kernel {kernel.DisplayName} was edited: {reasons}. 'autocomp adopt' checks the edit and keeps it, -p:AutocompMode=Tune lets it compete with a search; or restore the file.");

    /// <summary>AC3004: a stored schedule failed verification.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">The entry.</param>
    /// <param name="reason">Why.</param>
    public static BuildDiagnostic StoredRejected(KernelInfo kernel, string file, string reason) =>
        At(kernel, BuildSeverity.Error, "AC3004", $"The stored schedule '{file}' of kernel {kernel.DisplayName} fails verification: {reason}");

    /// <summary>AC3005: an old entry in use.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">The entry.</param>
    /// <param name="reasons">What is newer.</param>
    /// <param name="severity">Error under <c>AutocompLockedStrict</c>, information otherwise.</param>
    public static BuildDiagnostic Old(KernelInfo kernel, string file, string reasons, BuildSeverity severity) =>
        At(kernel, severity, "AC3005", $"The stored schedule '{file}' of kernel {kernel.DisplayName} is old but correct: {reasons}. Build with -p:AutocompMode=Tune to search again.");

    /// <summary>AC3006: a bounded search filled in for missing entries.</summary>
    /// <param name="count">How many kernels.</param>
    /// <param name="projectFile">The project.</param>
    public static BuildDiagnostic NotKept(int count, string projectFile) =>
        new(BuildSeverity.Warning, "AC3006", $"{Kernels(count)} no stored schedule; a short search filled in, and its result lives under obj only. Build once with -p:AutocompMode=Tune and commit the schedule folder to keep better ones.", null, projectFile);

    /// <summary>AC3007: missing entries on CI, where mode Auto does not search.</summary>
    /// <param name="count">How many kernels.</param>
    /// <param name="projectFile">The project.</param>
    public static BuildDiagnostic NotSearched(int count, string projectFile) =>
        new(BuildSeverity.Warning, "AC3007", $"{Kernels(count)} no stored schedule and {(count == 1 ? "runs its" : "run their")} unoptimised starting schedule: CI builds do not search. Build once with -p:AutocompMode=Tune on a developer's machine and commit the schedule folder.", null, projectFile);

    /// <summary>AC3008: a place of shared schedules failed; the build went on without it.</summary>
    /// <param name="reason">Which one and how.</param>
    /// <param name="projectFile">The project.</param>
    public static BuildDiagnostic Shared(string reason, string projectFile) =>
        new(BuildSeverity.Information, "AC3008", $"Shared schedules: {reason}. The build went on without them.", null, projectFile);

    /// <summary>AC3009: an entry's recorded cycles are not those that the build measured.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">The entry.</param>
    /// <param name="recorded">Cycles that it states.</param>
    /// <param name="measured">Cycles now.</param>
    public static BuildDiagnostic RecordDiffers(KernelInfo kernel, string file, long recorded, long measured) =>
        At(kernel, BuildSeverity.Information, "AC3009", FormattableString.Invariant($"The stored entry '{file}' of kernel {kernel.DisplayName} records {recorded} cycles; measured now: {measured}, which is what counts. Build with -p:AutocompMode=Tune to correct the record."));

    /// <summary>AC3010: a tuning has put another schedule in the place of an edited one.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">The entry.</param>
    /// <param name="reason">What became of the edit.</param>
    /// <param name="copy">Where the edited text is kept.</param>
    public static BuildDiagnostic EditReplaced(KernelInfo kernel, string file, string reason, string copy) =>
        At(kernel, BuildSeverity.Warning, "AC3010", $"The edited schedule '{file}' of kernel {kernel.DisplayName} was replaced, because {reason}. The edit is kept in '{copy}'; 'autocomp adopt' would have kept it in use.");

    /// <summary>AC4001: LLVM is missing or the wrong one.</summary>
    /// <param name="reason">What was tried and what to install.</param>
    /// <param name="projectFile">The project.</param>
    public static BuildDiagnostic Llvm(string reason, string projectFile) =>
        new(BuildSeverity.Error, "AC4001", reason, null, projectFile);

    /// <summary>AC4002: no such target.</summary>
    /// <param name="reason">What is wrong and which names exist.</param>
    /// <param name="projectFile">The project.</param>
    public static BuildDiagnostic Target(string reason, string projectFile) =>
        new(BuildSeverity.Error, "AC4002", reason, null, projectFile);

    /// <summary>AC4003: a file could not be read or written.</summary>
    /// <param name="reason">Which one and why, as a sentence.</param>
    /// <param name="projectFile">The project.</param>
    public static BuildDiagnostic File(string reason, string projectFile) =>
        new(BuildSeverity.Error, "AC4003", $"A file could not be read or written: {reason} The last good state is unchanged; build again when it is mended.", null, projectFile);

    /// <summary>AC5001: a model could not be asked; the result is what was found without it.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="reason">What went wrong and what to do.</param>
    public static BuildDiagnostic Model(KernelInfo kernel, string reason) =>
        At(kernel, BuildSeverity.Warning, "AC5001", $"The model could not be asked about kernel {kernel.DisplayName}: {reason}");

    /// <summary>AC5002: a search could not be recorded; its result stands.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="lost">Records that are missing.</param>
    /// <param name="reason">What went wrong.</param>
    public static BuildDiagnostic Journal(KernelInfo kernel, int lost, string reason) =>
        At(kernel, BuildSeverity.Warning, "AC5002", $"{lost} record(s) of the search for kernel {kernel.DisplayName} could not be written, so a replay will ask for them again: {reason}. AUTOCOMP_DATA names another folder.");

    private static string Kernels(int count) => count == 1 ? "1 kernel has" : FormattableString.Invariant($"{count} kernels have");

    private static BuildDiagnostic At(KernelInfo kernel, BuildSeverity severity, string id, string message) =>
        new(severity, id, message, kernel.Span, kernel.Span.Path);
}
