namespace Autocomp.Search.Models;

/// <summary>One attempt to ask a model, without retries. <see cref="ResilientModel"/> makes a model of it.</summary>
public interface IModelTransport
{
    /// <summary>Name with provider, part of a reply's key.</summary>
    string Name { get; }

    /// <summary>Asks once.</summary>
    /// <param name="request">Messages and parameters.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="ModelTransportException">The attempt failed.</exception>
    Task<ModelReply> SendAsync(ModelRequest request, CancellationToken cancellation);
}
