using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Autocomp.Emulator;
using Autocomp.Search.Evaluation;

namespace Autocomp.Bench;

/// <summary>Measures each distinct text once and remembers stage and cycles in a file, so that a long comparison can be interrupted and goes on.</summary>
/// <remarks>A first line that begins with <c>// sample</c> does not count. The file's name holds the workload and the timing model's version.</remarks>
internal sealed class CachingEvaluator : IEvaluator
{
    private readonly IEvaluator inner;
    private readonly string path;
    private readonly Dictionary<string, (EvaluationStage Stage, long Cycles)> known = new(StringComparer.Ordinal);

    public CachingEvaluator(IEvaluator inner, string folder, string workload, int latency)
    {
        this.inner = inner;
        path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{workload}.l{latency}.t{TimingModel.Version}.tsv"));
        Directory.CreateDirectory(folder);
        if (!File.Exists(path)) return;
        foreach (string[] cells in File.ReadLines(path).Select(l => l.Split('\t')).Where(c => c.Length == 3))
        {
            known[cells[0]] = (Enum.Parse<EvaluationStage>(cells[1]), long.Parse(cells[2], CultureInfo.InvariantCulture));
        }
    }

    public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation)
    {
        var results = ImmutableArray.CreateBuilder<EvaluationResult>();
        foreach (EvaluationRequest request in requests)
        {
            string text = request.ScheduleText.StartsWith("// sample", StringComparison.Ordinal) ? request.ScheduleText[(request.ScheduleText.IndexOf('\n') + 1)..] : request.ScheduleText;
            string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];
            if (!known.TryGetValue(key, out (EvaluationStage Stage, long Cycles) result))
            {
                EvaluationResult measured = (await inner.EvaluateAsync([request with { ScheduleText = text }], cancellation).ConfigureAwait(false))[0];
                known[key] = result = (measured.Stage, measured.Cycles);
                File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{key}\t{result.Stage}\t{result.Cycles}\n"));
            }

            results.Add(new(request.CandidateId, result.Stage, result.Stage == EvaluationStage.Accepted ? "" : result.Stage.ToString(), ObjectHash: key, Cycles: result.Cycles, Evidence: []));
        }

        return results.ToImmutable();
    }
}
