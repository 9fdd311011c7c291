using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;
using Autocomp.Tool.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Autocomp.Tool.Tuning;

/// <summary>A tuning in a terminal: a picture that renews itself in place while the work runs.</summary>
/// <param name="state">What to show.</param>
/// <param name="heading">Search settings in a line.</param>
internal sealed class LiveTuneView(TuneState state, string heading)
{
    private const int BarWidth = 30;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Shows the work until it ends.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Cancelled when the person has pressed Ctrl+C; the picture says what happens now.</param>
    public Task ShowAsync(IAnsiConsole console, Task work, CancellationToken cancellation) =>
        console.Live(Picture(false)).AutoClear(true).StartAsync(async context =>
        {
            while (await Task.WhenAny(work, Task.Delay(s_pause, CancellationToken.None)).ConfigureAwait(false) != work)
                context.UpdateTarget(Picture(cancellation.IsCancellationRequested));
        });

    /// <summary>The picture now.</summary>
    internal IRenderable Picture(bool isEnding)
    {
        TuneState.Snapshot now = state.Now;
        List<IRenderable> rows = [new Markup($"[bold]autocomp tune[/]  [grey]{Escape(heading)}[/]")];
        rows.AddRange(now.Done.Select(d => new Markup($"[green]done[/] {Escape(KernelSummary.Print(d))}")));
        if (now.Kernel.Length > 0 && now.Done.Count < now.Count)
        {
            rows.Add(new Markup(FormattableString.Invariant($"[blue]{now.Number}/{now.Count}[/]  [bold]{Escape(now.Kernel)}[/]")));
            rows.AddRange(now.Search is { } search ? Searching(search, now.IdealCycles) : [new Markup("     running the C# method to learn what is right …")]);
        }

        string time = $"{(int)now.Elapsed.TotalMinutes:00}:{now.Elapsed.Seconds:00}";
        rows.Add(new Markup(isEnding
            ? $"[yellow]{time}  ending: the best so far goes through full verification and is kept[/]"
            : $"[grey]{time}  Ctrl+C ends the search and keeps the best[/]"));
        return new Rows(rows);
    }

    private static IEnumerable<IRenderable> Searching(SearchProgress search, long ideal)
    {
        double share = search.MaxEvaluations == 0 ? 0 : Math.Clamp((double)search.Evaluations / search.MaxEvaluations, 0, 1);
        int filled = (int)Math.Round(share * BarWidth);
        yield return new Markup(FormattableString.Invariant(
            $"     best     [bold]{EntryView.Count(search.BestCycles)}[/] cycles   {EntryView.Peak(ideal, search.BestCycles)} of peak   {EntryView.Speedup(search.StartCycles, search.BestCycles)} over the start of {EntryView.Count(search.StartCycles)}"));
        yield return new Markup(FormattableString.Invariant(
            $"     samples  [blue]{new string('━', filled)}[/][grey]{new string('─', BarWidth - filled)}[/] {search.Evaluations} of {search.MaxEvaluations}   [grey]{Escape(search.Phase)}[/]"));
        Table table = new() { Border = TableBorder.None, ShowHeaders = true };
        table.AddColumn(new TableColumn("[grey]     by[/]"));
        foreach (string name in new[] { "samples", "passed", "improved", "best" }) table.AddColumn(new TableColumn($"[grey]{name}[/]").RightAligned().PadLeft(3));
        foreach (OriginStatistics origin in search.Origins)
            table.AddRow("     " + Escape(origin.Origin), EntryView.Count(origin.Samples), EntryView.Count(origin.Accepted), EntryView.Count(origin.Improved), EntryView.Count(origin.BestCycles));
        yield return table;
    }

    private static string Escape(string text) => Markup.Escape(BuildDiagnostic.Printable(text));
}
