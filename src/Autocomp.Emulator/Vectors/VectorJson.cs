using System.Globalization;
using System.Text.Json;

namespace Autocomp.Emulator;

/// <summary>Numbers and bytes as golden vectors write them.</summary>
internal static class VectorJson
{
    /// <summary>A hexadecimal number in a string.</summary>
    public static ulong Hex(JsonElement element) => ulong.Parse(element.GetString() ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>A hexadecimal number of an object.</summary>
    public static ulong Hex(JsonElement element, string name) => Hex(element.GetProperty(name));

    /// <summary>Bytes of an object.</summary>
    public static byte[] Bytes(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString() ?? "");
}
