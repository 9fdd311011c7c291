namespace Autocomp.Search.Models;

/// <summary>A model whose replies are stored: what was asked before is answered from the store, without the model.</summary>
/// <param name="name">The model's name, part of a reply's key.</param>
/// <param name="store">The replies.</param>
/// <param name="model">Answers what is not stored; null to replay only.</param>
public sealed class RecordedModel(string name, ReplyStore store, ILanguageModel? model) : ILanguageModel
{
    private int asked;
    private int lost;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Requests that went to the model itself.</summary>
    public int Asked => asked;

    /// <summary>Replies that could not be stored.</summary>
    public int Lost => lost;

    /// <inheritdoc/>
    public async Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation)
    {
        if (store.Find(name, request) is { } stored) return stored;
        if (model is null) return new("", 0, 0, "The reply is not stored and the model is not available.");
        Interlocked.Increment(ref asked);
        ModelReply reply = await model.CompleteAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            store.Save(name, request, reply);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not cost the answer that has been paid for; only a replay misses it.
            Interlocked.Increment(ref lost);
        }

        return reply;
    }
}
