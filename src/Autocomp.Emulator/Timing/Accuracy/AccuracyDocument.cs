using System.Globalization;
using System.Text;
using Autocomp.Emulator.Timing;

namespace Autocomp.Emulator;

/// <summary>Prints accuracy as tables for the console or as the page docs/accuracy.md.</summary>
public static class AccuracyDocument
{
    private const string Resource = "Autocomp.Emulator.Timing.Accuracy.page.md";

    /// <summary>All tables in Markdown: families, what was fitted and what was held out, ranking.</summary>
    /// <param name="suite">What has run.</param>
    public static string Table(AccuracySuite suite)
    {
        string[] parts = [Families(suite), Roles(suite), Rankings(suite)];
        return string.Join('\n', parts.Where(part => part.Length > 0));
    }

    /// <summary>The page docs/accuracy.md.</summary>
    /// <param name="suite">What has run.</param>
    /// <param name="source">What was run, for the page's first line.</param>
    public static string Page(AccuracySuite suite, string source)
    {
        using var stream = typeof(AccuracyDocument).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The text of the accuracy page is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return new StringBuilder(reader.ReadToEnd().ReplaceLineEndings("\n"))
            .Replace("{{source}}", source)
            .Replace("{{families}}", Families(suite).TrimEnd())
            .Replace("{{roles}}", Roles(suite).TrimEnd())
            .Replace("{{ranking}}", Rankings(suite).TrimEnd())
            .Replace("{{published}}", PublishedPrograms.Table().TrimEnd())
            .Replace("{{publishedRanking}}", Ranking("Published programs", PublishedPrograms.Ranking).TrimEnd())
            .Replace("{{publishedVersion}}", PublishedPrograms.ModelVersion.ToString(CultureInfo.InvariantCulture))
            .Replace("{{version}}", TimingModel.Version.ToString(CultureInfo.InvariantCulture))
            .ToString();
    }

    private static string Families(AccuracySuite suite)
    {
        var text = new StringBuilder("| condition | family | measurements | exact | mean | 95 % within | worst | over 10 % and 8 cycles | bars |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var family in suite.Families)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(family.Condition)} | {family.Family} | {Figures(family)} | {(family.MeetsBars ? "met" : "missed")} |\n");
        }

        return text.ToString();
    }

    private static string Roles(AccuracySuite suite)
    {
        var text = new StringBuilder("| parameters | condition | measurements | exact | mean | 95 % within | worst | over 10 % and 8 cycles |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var (role, errors) in suite.Roles)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(role)} | {NameOf(errors.Condition)} | {Figures(errors)} |\n");
        }

        return text.ToString();
    }

    private static string Rankings(AccuracySuite suite) =>
        Ranking("Ranking on the accelerator alone", suite.Ranking) + Ranking("Ranking of whole programs", suite.ProgramRanking);

    private static string Ranking(string what, AccuracyRanking ranking) => ranking.Pairs == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {ranking.Workloads} sets of schedules of one workload, {ranking.Pairs} pairs that differ by more than 1 %, Kendall's tau {ranking.Tau:F3}; the schedule that the model calls best is at most {ranking.WorstChoice:P2} above the best.\n");

    private static string Figures(AccuracyFamily family) =>
        string.Create(CultureInfo.InvariantCulture, $"{family.Count} | {family.Exact} | {family.Mean:P2} | {family.Percentile95:P2} | {family.Worst:P2} | {family.BeyondWorst}");

    private static string NameOf(AccuracyCondition condition) => condition switch
    {
        AccuracyCondition.Trace => "accelerator alone",
        AccuracyCondition.Warm => "program, third run on",
        AccuracyCondition.Second => "program, second run",
        _ => "program, cold",
    };

    private static string NameOf(AccuracyRole role) => role switch
    {
        AccuracyRole.NothingFitted => "nothing fitted",
        AccuracyRole.Fitted => "fitted here",
        AccuracyRole.FamilyLeftOut => "family left out",
        _ => "memory latency left out",
    };
}
