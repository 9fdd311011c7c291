using System.Globalization;

namespace Autocomp.Bench;

/// <summary>Cycles of published programs on the RTL, from the reference data's <c>baselines.tsv</c>.</summary>
internal sealed class Baselines
{
    private readonly List<(string Shape, string Variant, int Latency, long Steady)> rows = [];

    private Baselines()
    {
    }

    /// <summary>Reads the file beside the repository, or the one that AUTOCOMP_REFERENCE's folder holds; empty when there is none.</summary>
    public static Baselines Load()
    {
        var found = new Baselines();
        string folder = Environment.GetEnvironmentVariable("AUTOCOMP_REFERENCE") is { Length: > 0 } named ? named : Path.Combine("..", "shared", "reference");
        string path = Path.Combine(folder, "baselines.tsv");
        if (!File.Exists(path)) return found;
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Skip(1))
        {
            string[] cells = line.Split('\t');
            string[] name = cells[0].Split('_');
            if (name.Length >= 3) found.rows.Add((name[1], name[^1], int.Parse(cells[5], CultureInfo.InvariantCulture), long.TryParse(cells[7], NumberStyles.None, CultureInfo.InvariantCulture, out long steady) ? steady : 0));
        }

        return found;
    }

    /// <summary>Steady cycles of a program, or null when it was not measured so.</summary>
    public long? Steady(string shape, string variant, int latency) =>
        rows.Where(r => r.Shape == shape && r.Variant == variant && r.Latency == latency && r.Steady > 0).Select(r => (long?)r.Steady).FirstOrDefault();
}
