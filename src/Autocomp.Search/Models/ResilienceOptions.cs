namespace Autocomp.Search.Models;

/// <summary>How patiently a model is asked.</summary>
public sealed record ResilienceOptions
{
    /// <summary>Attempts after the first one.</summary>
    /// <value>Default 4.</value>
    public int Retries { get; init; } = 4;

    /// <summary>Wait before the first retry; it doubles from one to the next, with jitter. A server's <c>Retry-After</c> goes first.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait that is honoured.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time limit of one attempt.</summary>
    /// <value>Default 5 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests under way at once.</summary>
    /// <value>Default 8.</value>
    public int Concurrency { get; init; } = 8;

    /// <summary>Attempts within <see cref="BreakerWindow"/> of which nine tenths must fail for the circuit breaker to open.</summary>
    /// <value>Default 20.</value>
    public int BreakerThroughput { get; init; } = 20;

    /// <summary>Window of the circuit breaker, and the time that it stays open.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);
}
