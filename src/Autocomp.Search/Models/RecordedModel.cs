using System.Text;
using Autocomp.Search.Journal;

namespace Autocomp.Search.Models;

/// <summary>A model whose replies are recorded: what was asked before is answered from the journal, without the model.</summary>
/// <param name="name">The model's name, part of a reply's key.</param>
/// <param name="journal">The record.</param>
/// <param name="model">Answers what is not recorded; null to replay only.</param>
public sealed class RecordedModel(string name, SearchJournal journal, ILanguageModel? model) : ILanguageModel
{
    private int asked;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Requests that went to the model itself.</summary>
    public int Asked => asked;

    /// <inheritdoc/>
    public async Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation)
    {
        string key = RequestKey.Of(name, request);
        if (journal.FindReply(key) is { } known) return known;
        if (model is null) return new("", 0, 0, "The reply is not recorded and the model is not available.");
        Interlocked.Increment(ref asked);
        journal.AddRequest(key, name, request);
        ModelReply reply = await model.CompleteAsync(request, cancellation).ConfigureAwait(false);
        // Used as it is recorded: half of a surrogate pair would come back from the journal as something else.
        reply = reply with { Text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(reply.Text)) };
        journal.AddReply(key, reply);
        return reply;
    }
}
