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
    private readonly List<Measurement> _measurements = [];
    private readonly RankingSets _traceSets = new();
    private readonly RankingSets _programSets = new();

    /// <summary>Errors of what has run so far, by condition and family.</summary>
    public ImmutableArray<AccuracyFamily> Families =>
    [
        .. _measurements.GroupBy(m => (m.Condition, m.Family)).OrderBy(group => group.Key.Condition).ThenBy(group => group.Key.Family, StringComparer.Ordinal)
            .Select(group => Sum(group.Key.Family, group.Key.Condition, [.. group])),
    ];

    /// <summary>Errors of what has run so far, by what the measurements were to the model's parameters. The family of a row is empty.</summary>
    public ImmutableArray<(AccuracyRole Role, AccuracyFamily Errors)> Roles =>
    [
        .. _measurements.GroupBy(m => (m.Role, m.Condition)).OrderBy(group => group.Key.Role).ThenBy(group => group.Key.Condition)
            .Select(group => (group.Key.Role, Sum("", group.Key.Condition, [.. group]))),
    ];

    /// <summary>Order of schedules of one workload on the accelerator alone.</summary>
    public AccuracyRanking Ranking => _traceSets.Rank();

    /// <summary>Order of whole programs of one workload, warm and cold apart.</summary>
    public AccuracyRanking ProgramRanking => _programSets.Rank();

    /// <summary>Whether every family and both rankings stay within their bars.</summary>
    public bool MeetsBars => Families.All(family => family.MeetsBars) && Ranking.MeetsBars && ProgramRanking.MeetsBars;

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

    private static AccuracyFamily Sum(string family, AccuracyCondition condition, ImmutableArray<Measurement> measurements)
    {
        var errors = measurements.Select(m => m.Error).Order().ToArray();
        return new AccuracyFamily(
            family,
            condition,
            errors.Length,
            measurements.Count(m => m.Model == m.Reference),
            errors.Average(),
            errors[Math.Min((int)(errors.Length * 0.95), errors.Length - 1)],
            errors[^1],
            measurements.Count(m => m.IsBeyondWorst));
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
                    Add(trace.Family, AccuracyCondition.Trace, run.Latency, cycles, i < segments.Count ? segments[i] : 0);
                }
            }

            if (trace.Workload is { } workload)
            {
                _traceSets.Add($"{workload} lat {run.Latency} gap {run.Gap}", run.Segments.Sum(s => s ?? 0), segments.Sum());
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
                var model = repetition < regions[i].Count ? regions[i][repetition] : 0;
                Add(program.Family, condition, program.ExtraLatency, measured[repetition], model);
                if (program.Workload is { } workload)
                {
                    _programSets.Add($"{workload} {condition}", measured[repetition], model);
                }
            }
        }
    }

    private void Add(string family, AccuracyCondition condition, int latency, long reference, long model) =>
        _measurements.Add(new Measurement(condition, family, AccuracySplit.RoleOf(condition, family, latency), reference, model));
}
