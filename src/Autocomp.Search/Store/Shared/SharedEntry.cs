using System.Text;
using System.Text.Json;

namespace Autocomp.Search.Store.Shared;

/// <summary>A schedule as it is shared. Nothing in it is trusted: it is a proposal with a name.</summary>
/// <param name="Kernel">For readers of the cache.</param>
/// <param name="Schedule">C# text.</param>
/// <param name="Cycles">What the sender measured.</param>
/// <param name="Provenance">Who made it, as the sender says.</param>
public sealed record SharedEntry(string Kernel, string Schedule, long Cycles, string Provenance)
{
    /// <summary>No schedule is larger.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>As it is stored.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, s_layout) + "\n");

    /// <summary>Reads an entry; null when it is none.</summary>
    public static SharedEntry? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            SharedEntry? entry = bytes.Length > MostBytes ? null : JsonSerializer.Deserialize<SharedEntry>(bytes, s_layout);
            return entry is { Schedule: { Length: > 0 }, Kernel: not null, Provenance: not null } ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
