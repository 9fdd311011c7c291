namespace Autocomp.Search.Models;

/// <summary>What a model answered. Data only: sized, parsed defensively, never executed.</summary>
/// <param name="Text">The text, empty on failure.</param>
/// <param name="InputTokens">Tokens of the request as billed, 0 if unknown.</param>
/// <param name="OutputTokens">Tokens of the reply as billed, 0 if unknown.</param>
/// <param name="Error">Why there is no text, or null.</param>
public sealed record ModelReply(string Text, long InputTokens, long OutputTokens, string? Error = null)
{
    /// <summary>Most characters of a text; transports cut a longer one here, which is more than any reader of replies takes.</summary>
    public const int MaxCharacters = Prompts.ReplyParser.MaxReply + 1;
}
