using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Store;

/// <summary>A schedule's identity as C#: the hash of its tokens, so that line ends, white space and comments do not matter.</summary>
public static class ScheduleFingerprint
{
    /// <summary>SHA-256 over the tokens, lower-case hex.</summary>
    public static string Of(string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SyntaxToken token in SyntaxFactory.ParseTokens(text))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(token.Text));
            // No token of C# holds it, so neighbours cannot run together.
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
