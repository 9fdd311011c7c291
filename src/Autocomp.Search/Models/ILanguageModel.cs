namespace Autocomp.Search.Models;

/// <summary>A language model: messages in, text and token usage out.</summary>
public interface ILanguageModel
{
    /// <summary>Name with provider, part of a reply's key: <c>openai:gpt-5</c>, <c>command:…</c>.</summary>
    string Name { get; }

    /// <summary>Asks once. Transport errors after all retries are a failed <see cref="ModelReply"/>, not an exception.</summary>
    /// <param name="request">Messages and parameters.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The reply, untrusted.</returns>
    Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation);
}
