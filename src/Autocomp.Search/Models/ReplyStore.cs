using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Autocomp.Search.Models;

/// <summary>Keeps every reply by the hash of model, parameters, messages and ordinal, so that a search replays without its model.</summary>
/// <param name="folder">Where replies lie, one small file each; made when needed.</param>
public sealed class ReplyStore(string folder)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The key of a request to a model: 64 lower-case hexadecimal digits.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="request">The request.</param>
    /// <returns>The key.</returns>
    public static string Key(string model, ModelRequest request)
    {
        // Lengths in front keep neighbouring fields apart.
        var text = new StringBuilder("autocomp-reply-1\n");
        foreach (string part in new[]
        {
            model,
            request.Temperature?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            request.MaxOutputTokens.ToString(CultureInfo.InvariantCulture),
            request.Ordinal.ToString(CultureInfo.InvariantCulture),
            request.System,
            request.User,
        })
        {
            text.Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append('\n').Append(part).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Looks a reply up.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="request">The request.</param>
    /// <returns>The stored reply, or null when there is none or its file is damaged or cannot be read.</returns>
    public ModelReply? Find(string model, ModelRequest request)
    {
        string path = PathOf(Key(model, request));
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<StoredReply>(File.ReadAllText(path), Layout)?.Reply : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Stores a reply under a temporary name and renames it, so that a reader never sees half of one.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="reply">The reply; failed ones are not stored.</param>
    public void Save(string model, ModelRequest request, ModelReply reply)
    {
        if (reply.Error is not null) return;
        string path = PathOf(Key(model, request));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = $"{path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{Environment.CurrentManagedThreadId.ToString(CultureInfo.InvariantCulture)}.tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(new StoredReply(model, request, reply), Layout));
        File.Move(temporary, path, overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(folder, key[..2], key + ".json");

    private sealed record StoredReply(string Model, ModelRequest Request, ModelReply Reply);
}
