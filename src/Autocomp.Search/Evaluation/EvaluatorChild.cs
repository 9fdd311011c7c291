using Autocomp.Search.Processes;

namespace Autocomp.Search.Evaluation;

/// <summary>One warm evaluating process, from the worker's side.</summary>
internal sealed class EvaluatorChild(EvaluatorLaunch launch, ChildLimits limits) : IDisposable
{
    // Native code of LLVM keeps what it interns, so children do not live for ever.
    private const int MaxCandidates = 500;
    private readonly ChildProcess _process = ChildProcess.Start(launch, limits);
    private string? _contextKey;

    /// <summary>Candidates that it has been given.</summary>
    public int Candidates { get; private set; }

    /// <summary>Whether it should be given another one.</summary>
    public bool IsUsable => _process.IsAlive && Candidates < MaxCandidates;

    /// <summary>Compiles a candidate and keeps its object for <see cref="RunAsync"/>.</summary>
    public Task<ChildReply<EvaluatorReply>> CompileAsync(string key, EvaluationContext context, EvaluationRequest request, CancellationToken cancellation)
    {
        Candidates++;
        // The child remembers more than one context, but it alone knows which.
        EvaluationContext? sent = _contextKey == key ? null : context;
        _contextKey = key;
        return _process.AskAsync<EvaluatorMessage, EvaluatorReply>(new(key, sent, request, null), cancellation);
    }

    /// <summary>Runs the candidate that it compiled last.</summary>
    public Task<ChildReply<EvaluatorReply>> RunAsync(string key, EvaluationRequest request, CancellationToken cancellation) =>
        _process.AskAsync<EvaluatorMessage, EvaluatorReply>(new(key, null, null, request), cancellation);

    /// <summary>Loads and jits what every candidate needs.</summary>
    public Task<ChildReply<EvaluatorReply>> WarmUpAsync(CancellationToken cancellation) =>
        _process.AskAsync<EvaluatorMessage, EvaluatorReply>(new("", null, null, null), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
