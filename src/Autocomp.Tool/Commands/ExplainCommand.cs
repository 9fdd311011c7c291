using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Search.Projects;
using Autocomp.Search.Store;
using Autocomp.Tool.Output;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp explain</c>: what a build does with each kernel, and why.</summary>
internal static class ExplainCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        ProjectOptions options = new();
        Command command = new("explain", "Explain each kernel: what its loops were recognised as, which machine it is for, why its stored schedule is used or not.");
        ProjectCommand.OnSession(command, options, (parsed, session, _) => Task.FromResult(Run(parsed, options, session)));
        return ExampleHelp.With(command, "autocomp explain src/App", "autocomp explain src/App --kernel Dense");
    }

    private static int Run(ParseResult parsed, ProjectOptions options, ProjectSession session)
    {
        ImmutableArray<PreparedKernel> kernels = ProjectCommand.Select(parsed, options, session);
        if (kernels.IsEmpty) return ExitCodes.Failed;
        if (parsed.GetValue(options.Json))
        {
            Json.Print(new JsonObject { ["kernels"] = Json.Array(kernels.Select(k => Describe(session, k))) });
            return ExitCodes.Done;
        }

        foreach (PreparedKernel kernel in kernels) Print(session, kernel);
        return ExitCodes.Done;
    }

    private static JsonObject Describe(ProjectSession session, PreparedKernel kernel)
    {
        StoredEntry entry = session.Find(kernel);
        JsonObject json = EntryView.Json(session, kernel, entry);
        json["source"] = Place(session, kernel);
        json["targetChosenBy"] = ChosenBy(session);
        json["lifted"] = kernel.Lift.Operation is not null;
        json["remark"] = kernel.Lift.Remark;
        json["handSchedules"] = Json.Texts(kernel.HandNames);
        json["meaning"] = new JsonObject(kernel.Identity.Meaning.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value)));
        json["freshness"] = new JsonObject(session.Freshness(kernel).Parts().Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value)));
        json["nextBuild"] = Next(session, kernel, entry);
        return json;
    }

    private static void Print(ProjectSession session, PreparedKernel kernel)
    {
        StoredEntry entry = session.Find(kernel);
        Console.WriteLine($"{kernel.Kernel.DisplayName}   {Place(session, kernel)}");
        const string staysOnHost = "stays on the host core: ";
        bool isOnCore = kernel.Lift.Operation is null;
        Line(isOnCore ? "stays on core" : "lifted to", kernel.Lift.Remark.StartsWith(staysOnHost, StringComparison.Ordinal) ? kernel.Lift.Remark[staysOnHost.Length..] : kernel.Lift.Remark);
        Line("machine", $"{kernel.Target.Name}, {ChosenBy(session)}");
        if (!kernel.HandNames.IsEmpty) Line("by hand", string.Join(", ", kernel.HandNames));
        Line("entry", $"{EntryView.State(entry)}: {EntryView.File(session, entry)}");
        foreach (string reason in entry.Reasons) Line("", reason);
        if (entry.Evidence is { } evidence)
            Line("recorded", $"{EntryView.Count(evidence.Cycles)} cycles, {EntryView.Peak(kernel.IdealCycles, evidence.Cycles)} of peak, {EntryView.Speedup(evidence.StartCycles, evidence.Cycles)} over the start, by {evidence.Provenance}, {(evidence.WasProved ? "proved" : "tested")}");
        Line("next build", Next(session, kernel, entry));
        if (isOnCore) Line("", "only a schedule by hand or a model can put it on the accelerator; the built-in search has nothing to tune here");
        Console.WriteLine();
    }

    private static void Line(string name, string text) => Console.WriteLine($"  {name,-14}{BuildDiagnostic.Printable(text)}");

    private static string Place(ProjectSession session, PreparedKernel kernel) => FormattableString.Invariant(
        $"{Path.GetRelativePath(session.Settings.ProjectDirectory, kernel.Kernel.Span.Path)}({kernel.Kernel.Span.StartLine},{kernel.Kernel.Span.StartColumn})");

    private static string ChosenBy(ProjectSession session) => session.Settings.Target.Length > 0 ? "named by AutocompTarget" : "chosen by the kernel's element types";

    private static string Next(ProjectSession session, PreparedKernel kernel, StoredEntry entry) => (session.Settings.Mode, entry.State) switch
    {
        (_, EntryState.Valid) => "checks the stored schedule quickly and uses it",
        (BuildMode.Tune, _) => "searches and stores what it finds",
        (BuildMode.Locked, EntryState.Old) when session.Settings.LockedStrict => "fails: AutocompLockedStrict refuses old entries; tune again",
        (_, EntryState.Old) => "checks the stored schedule quickly and uses it; tuning again may find a faster one",
        (BuildMode.Locked, _) => "fails: mode Locked needs a valid entry. Run: autocomp tune",
        (_, EntryState.Edited) => "checks the edited schedule in full and uses it, with a warning; 'autocomp adopt' stores it",
        _ when session.FindLocal(kernel).State == EntryState.Valid => "uses what an earlier build's short search left under obj; 'autocomp tune' finds and keeps better ones",
        _ when session.Settings.ContinuousIntegration => "uses the unoptimised starting schedule, because CI builds don't search. Run 'autocomp tune' on a developer's machine",
        _ => "searches for about ten seconds a project and keeps the result under obj; 'autocomp tune' finds and keeps better ones",
    };
}
