using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Evaluation;

/// <summary>Warm evaluating children, shared by all kernels of a worker; a dead child is its candidate's failure and is replaced.</summary>
/// <param name="launch">Starts <c>autocomp evaluator</c>.</param>
/// <param name="children">Most children at once: one a core.</param>
/// <param name="limits">Limits of one step (compiling, running) of one candidate.</param>
public sealed class EvaluatorPool(EvaluatorLaunch launch, int children, ChildLimits limits) : IDisposable
{
    private readonly ConcurrentBag<EvaluatorChild> _idle = [];
    private readonly SemaphoreSlim _slots = new(children);

    /// <summary>An evaluator of one kernel on one target on this pool's children. Equal objects are run once.</summary>
    public IEvaluator For(EvaluationContext context)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(context, WireJson.Options);
        return new ChildProcessEvaluator(this, context, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Starts all children and lets them load what every candidate needs, beside whatever the worker does next. Optional; a failure shows with the first candidate.</summary>
    public Task WarmUpAsync(CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, children).Select(_ => UseAsync(child => child.WarmUpAsync(cancellation), fresh: true, cancellation)));

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out EvaluatorChild? child)) child.Dispose();
        _slots.Dispose();
    }

    /// <summary>Lends a child for one candidate.</summary>
    internal async Task<T> UseAsync<T>(Func<EvaluatorChild, Task<T>> use, bool fresh, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            EvaluatorChild? child = null;
            while (!fresh && _idle.TryTake(out child) && !child.IsUsable) child.Dispose();
            if (child is not { IsUsable: true }) child = new EvaluatorChild(launch, limits);
            try
            {
                return await use(child).ConfigureAwait(false);
            }
            finally
            {
                if (child.IsUsable && _idle.Count < children) _idle.Add(child);
                else child.Dispose();
            }
        }
        finally
        {
            _slots.Release();
        }
    }
}
