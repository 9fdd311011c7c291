using System.Text;
using Autocomp.Search.Models;

namespace Autocomp.Search.Budgets;

/// <summary>Tokens of texts whose tokeniser is not known.</summary>
public static class TokenEstimate
{
    // English and code come to three to four bytes a token with the tokenisers in use; two is safe, three and a half is likely.
    private const int SafeBytes = 2;
    private const double LikelyBytes = 3.5;

    /// <summary>More input tokens than a request has.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Tokens.</returns>
    public static long AtMost(ModelRequest request) => Bytes(request) / SafeBytes + 16;

    /// <summary>About the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Tokens.</returns>
    public static long Likely(string text) => (long)Math.Ceiling(Encoding.UTF8.GetByteCount(text) / LikelyBytes);

    /// <summary>About the input tokens of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Tokens.</returns>
    public static long Likely(ModelRequest request) => Likely(request.System) + Likely(request.User);

    private static long Bytes(ModelRequest request) => Encoding.UTF8.GetByteCount(request.System) + Encoding.UTF8.GetByteCount(request.User);
}
