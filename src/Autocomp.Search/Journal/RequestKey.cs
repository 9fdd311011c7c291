using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Autocomp.Search.Models;

namespace Autocomp.Search.Journal;

/// <summary>What a reply is found by: the hash of model, parameters, messages and ordinal.</summary>
public static class RequestKey
{
    /// <summary>The key of a request to a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="request">The request.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(string model, ModelRequest request) => Hash(
        "autocomp-reply-1",
        [
            model,
            request.Temperature?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            request.MaxOutputTokens.ToString(CultureInfo.InvariantCulture),
            request.Ordinal.ToString(CultureInfo.InvariantCulture),
            request.System,
            request.User,
        ]);

    /// <summary>A hash over several texts of which none can be taken for a part of its neighbour.</summary>
    /// <param name="kind">What they are together.</param>
    /// <param name="parts">The texts.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    internal static string Hash(string kind, IEnumerable<string> parts)
    {
        StringBuilder text = new(kind + "\n");
        foreach (string part in parts) text.Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append('\n').Append(part).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
