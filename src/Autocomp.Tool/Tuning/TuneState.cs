using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;

namespace Autocomp.Tool.Tuning;

/// <summary>What a tuning has told so far. Safe to read while it is written.</summary>
internal sealed class TuneState(TimeProvider time) : IProgress<BuildProgress>
{
    private readonly Lock _gate = new();
    private readonly long _begun = time.GetTimestamp();
    private readonly List<BuiltKernel> _done = [];
    private Snapshot _now = new("", 0, 0, 0, null, [], TimeSpan.Zero);

    /// <summary>One moment of a tuning.</summary>
    /// <param name="Kernel">The kernel at work; empty before the first.</param>
    /// <param name="Number">Its number, from 1.</param>
    /// <param name="Count">How many kernels there are.</param>
    /// <param name="IdealCycles">What the array alone needs for it; 0 when unknown.</param>
    /// <param name="Search">Where its search stands, or null before the first barrier.</param>
    /// <param name="Done">Kernels that are finished.</param>
    /// <param name="Elapsed">Time since the tuning began.</param>
    internal sealed record Snapshot(
        string Kernel, int Number, int Count, long IdealCycles, SearchProgress? Search, IReadOnlyList<BuiltKernel> Done, TimeSpan Elapsed);

    /// <summary>Told after each change.</summary>
    public Action<BuildProgress>? Changed { get; set; }

    /// <summary>How things stand.</summary>
    public Snapshot Now
    {
        get
        {
            lock (_gate) return _now with { Done = [.. _done], Elapsed = time.GetElapsedTime(_begun) };
        }
    }

    /// <inheritdoc/>
    public void Report(BuildProgress value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case BuildProgress.Started s:
                    _now = _now with { Kernel = s.Kernel.DisplayName, Number = s.Number, Count = s.Count, IdealCycles = 0, Search = null };
                    break;
                case BuildProgress.Searching s:
                    _now = _now with { IdealCycles = s.IdealCycles, Search = s.Search };
                    break;
                case BuildProgress.Done d:
                    _done.Add(d.Result);
                    break;
            }
        }

        Changed?.Invoke(value);
    }
}
