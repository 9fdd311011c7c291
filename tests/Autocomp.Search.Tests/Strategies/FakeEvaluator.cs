using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Tests;

/// <summary>Accepts a schedule that holds <c>// cycles N</c> with N cycles; rejects others as wrong in value. With <c>// flaky</c> acceptance fails.</summary>
internal sealed partial class FakeEvaluator(Func<string, long?>? cycles = null) : IEvaluator
{
    public List<EvaluationRequest> Requests { get; } = [];

    public Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Requests.AddRange(requests);
        return Task.FromResult<ImmutableArray<EvaluationResult>>([.. requests.Select(Judge)]);
    }

    private EvaluationResult Judge(EvaluationRequest request)
    {
        long? count = cycles is null ? Marked(request.ScheduleText) : cycles(request.ScheduleText);
        if (count is null) return new(request.CandidateId, EvaluationStage.Values, "y[3] is 5, expected 7");
        if (request.Trials == TrialPlan.Acceptance && request.ScheduleText.Contains("// flaky", StringComparison.Ordinal))
        {
            return new(request.CandidateId, EvaluationStage.Values, "y[0] is 1, expected 0 with a hold-out seed");
        }

        return new(request.CandidateId, EvaluationStage.Accepted, "", Cycles: count.Value, Evidence: ["fake"]);
    }

    private static long? Marked(string text) =>
        Cycles().Match(text) is { Success: true } match ? long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"// cycles (?<n>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Cycles();
}
