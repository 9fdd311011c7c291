using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Autocomp.Emulator.Timing;

/// <summary>Figures of published programs. The programs are not part of the repository; what they took is.</summary>
internal static class PublishedPrograms
{
    private const string Resource = "Autocomp.Emulator.Timing.Accuracy.published.tsv";

    /// <summary>The version of the timing model that the figures were made with.</summary>
    public static int ModelVersion { get; } = int.Parse(Lines()[0].Split("timing model ")[1].Split('.')[0], CultureInfo.InvariantCulture);

    /// <summary>All rows.</summary>
    public static ImmutableArray<PublishedProgram> All { get; } = [.. Lines().Skip(2).Select(Read)];

    /// <summary>How the model orders programs of one workload, cold and steady apart.</summary>
    public static AccuracyRanking Ranking
    {
        get
        {
            var sets = new RankingSets();
            foreach (var program in All)
            {
                Add("cold", program.Reference.Cold, program.Model.Cold);
                Add("steady", program.Reference.Steady, program.Model.Steady);

                void Add(string state, long? reference, long? model)
                {
                    if (reference is { } measured && model is { } cycles)
                    {
                        sets.Add($"{program.Workload} {state}", measured, cycles);
                    }
                }
            }

            return sets.Rank();
        }
    }

    /// <summary>The error table, one row a variant and one for all.</summary>
    public static string Table()
    {
        var text = new StringBuilder("| programs | runs | cold: mean | worst | steady: mean | worst |\n|---|---|---|---|---|---|\n");
        foreach (var variant in All.GroupBy(program => program.Variant).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Row(text, variant.Key, [.. variant]);
        }

        Row(text, "all", All);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, ImmutableArray<PublishedProgram> programs)
    {
        var cold = Errors(programs.Select(program => (program.Reference.Cold, program.Model.Cold)));
        var steady = Errors(programs.Select(program => (program.Reference.Steady, program.Model.Steady)));
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {cold.Count + steady.Count} | {cold.Average():P2} | {cold.Max():P2} | ");
        text.Append(steady.Count == 0 ? "not measured | |\n" : string.Create(CultureInfo.InvariantCulture, $"{steady.Average():P2} | {steady.Max():P2} |\n"));
    }

    private static List<double> Errors(IEnumerable<(long? Reference, long? Model)> runs) =>
        [.. runs.Where(run => run is { Reference: not null, Model: not null }).Select(run => Math.Abs(run.Model!.Value - run.Reference!.Value) / (double)run.Reference.Value)];

    private static PublishedProgram Read(string line)
    {
        var cells = line.Split('\t');
        return new($"{cells[0]} {cells[1]} lat {cells[3]}", cells[2], (Number(4), Number(5)), (Number(6), Number(7)));

        long? Number(int cell) => cells[cell].Length == 0 ? null : long.Parse(cells[cell], CultureInfo.InvariantCulture);
    }

    private static string[] Lines()
    {
        using var stream = typeof(PublishedPrograms).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The figures of published programs are missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
