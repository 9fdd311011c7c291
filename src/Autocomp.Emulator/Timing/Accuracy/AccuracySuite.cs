using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Autocomp.Emulator.Timing;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Compares the timing model with reference measurements (JSON lines: command traces or whole programs) and sums errors up by family.</summary>
/// <param name="target">The target that was measured.</param>
public sealed class AccuracySuite(TargetDescription target)
{
    private const string ExcerptName = "Autocomp.Emulator.Timing.Accuracy.excerpt.jsonl.gz";
    private const double AbsoluteBar = 8;
    private readonly SortedDictionary<(AccuracyCondition Condition, string Family), List<(long Reference, long Model)>> _measurements = [];
    private readonly Dictionary<string, List<(long Reference, long Model)>> _workloads = new(StringComparer.Ordinal);

    /// <summary>Errors of what has run so far, by condition and family.</summary>
    public ImmutableArray<AccuracyFamily> Families => [.. _measurements.Select(entry => Sum(entry.Key.Family, entry.Key.Condition, entry.Value))];

    /// <summary>Order of schedules of what has run so far.</summary>
    public AccuracyRanking Ranking => Rank();

    /// <summary>Whether every family and the ranking stay within their bars.</summary>
    public bool MeetsBars => Families.All(family => family.MeetsBars) && Ranking.MeetsBars;

    /// <summary>The lines of the excerpt of the reference measurements that comes with the emulator.</summary>
    public static IEnumerable<string> Excerpt()
    {
        using var stream = typeof(AccuracySuite).Assembly.GetManifestResourceStream(ExcerptName) ?? throw new InvalidOperationException("The accuracy excerpt is missing from the assembly.");
        using var unzipped = new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Runs one case.</summary>
    /// <param name="line">The JSON object.</param>
    /// <returns>Null, or why the line could not be run.</returns>
    public string? Run(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.TryGetProperty("trace", out _))
            {
                RunTrace(TraceReader.Read(root));
            }
            else
            {
                RunProgram(ProgramReader.Read(root));
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return $"is not a timing case that can be run: {exception.Message}";
        }
    }

    private static AccuracyFamily Sum(string family, AccuracyCondition condition, List<(long Reference, long Model)> measurements)
    {
        var errors = measurements.Select(m => Math.Abs(m.Model - m.Reference) / (double)Math.Max(m.Reference, 1)).Order().ToArray();
        return new AccuracyFamily(
            family,
            condition,
            errors.Length,
            measurements.Count(m => m.Model == m.Reference),
            errors.Average(),
            errors[Math.Min((int)(errors.Length * 0.95), errors.Length - 1)],
            errors[^1],
            measurements.Count(m => Math.Abs(m.Model - m.Reference) > AbsoluteBar && Math.Abs(m.Model - m.Reference) > 0.1 * m.Reference));
    }

    private void RunTrace(TraceCase trace)
    {
        var player = new TracePlayer(target);
        foreach (var run in trace.Runs)
        {
            var segments = player.Play(trace.Records, run.Latency, run.Gap);
            for (var i = 0; i < run.Segments.Length; i++)
            {
                if (run.Segments[i] is > 0 and var cycles)
                {
                    Add(trace.Family, AccuracyCondition.Trace, cycles, i < segments.Count ? segments[i] : 0);
                }
            }

            if (trace.Workload is { } workload)
            {
                var key = $"{workload} lat {run.Latency} gap {run.Gap}";
                if (!_workloads.TryGetValue(key, out var set))
                {
                    _workloads.Add(key, set = []);
                }

                set.Add((run.Segments.Sum(s => s ?? 0), segments.Sum()));
            }
        }
    }

    private void RunProgram(ProgramCase program)
    {
        var regions = new ProgramPlayer(target).Run(program);
        for (var i = 0; i < regions.Count; i++)
        {
            var measured = program.Regions[i].Cycles;
            for (var repetition = 0; repetition < measured.Length; repetition++)
            {
                var condition = repetition == 0 ? AccuracyCondition.Cold : repetition == 1 ? AccuracyCondition.Second : AccuracyCondition.Warm;
                Add(program.Family, condition, measured[repetition], repetition < regions[i].Count ? regions[i][repetition] : 0);
            }
        }
    }

    private void Add(string family, AccuracyCondition condition, long reference, long model)
    {
        if (!_measurements.TryGetValue((condition, family), out var list))
        {
            _measurements.Add((condition, family), list = []);
        }

        list.Add((reference, model));
    }

    private AccuracyRanking Rank()
    {
        int pairs = 0, agreement = 0, workloads = 0;
        var worst = 0.0;
        foreach (var set in _workloads.Values.Where(set => set.Count > 1))
        {
            workloads++;
            worst = Math.Max(worst, ((double)set.MinBy(s => s.Model).Reference / set.Min(s => s.Reference)) - 1);
            for (var i = 0; i < set.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (Math.Abs(set[i].Reference - set[j].Reference) > 0.01 * Math.Min(set[i].Reference, set[j].Reference))
                    {
                        pairs++;
                        agreement += Math.Sign(set[i].Reference - set[j].Reference) * Math.Sign(set[i].Model - set[j].Model);
                    }
                }
            }
        }

        return new AccuracyRanking(workloads, pairs, pairs == 0 ? 1 : (double)agreement / pairs, worst);
    }
}
