namespace Autocomp.Search.Models;

/// <summary>A failed attempt to ask a model.</summary>
/// <param name="message">What happened and what to do; never holds a key.</param>
/// <param name="transient">Whether another attempt may succeed (408, 429, 5xx, a cut connection).</param>
/// <param name="retryAfter">The server's wish, if it gave one.</param>
/// <param name="inner">The cause.</param>
public sealed class ModelTransportException(string message, bool transient, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether another attempt may succeed.</summary>
    public bool IsTransient { get; } = transient;

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
