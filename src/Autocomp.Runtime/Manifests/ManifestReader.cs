using System.Collections.Immutable;
using System.Text.Json;
using Autocomp.Emulator;

namespace Autocomp.Runtime.Manifests;

/// <summary>Reads <c>manifest.json</c>, which a build writes beside the objects.</summary>
internal static class ManifestReader
{
    /// <summary>The only format that this version reads.</summary>
    private const int Format = 1;

    /// <summary>Reads one manifest.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The kernels in it, in file order. A file that is not such a manifest is an <see cref="InvalidDataException"/> that says why.</returns>
    public static ImmutableArray<BuiltKernel> Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            if (format != Format)
                throw new InvalidDataException($"'{path}' has format {format}; this Autocomp.Runtime reads format {Format}. Build the project again with the same version of Autocomp.Build as of Autocomp.Runtime.");
            string folder = Path.GetDirectoryName(path)!;
            return [.. root.GetProperty("kernels").EnumerateArray().Select(kernel => ReadKernel(kernel, folder))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is not a manifest of built kernels: {e.Message} Build the project again.", e);
        }
    }

    private static BuiltKernel ReadKernel(JsonElement kernel, string folder) => new(
        Text(kernel, "name"),
        kernel.GetProperty("specialization").EnumerateObject().ToImmutableSortedDictionary(d => d.Name, d => d.Value.GetInt64(), StringComparer.Ordinal),
        Text(kernel, "target"),
        Text(kernel, "symbol"),
        Path.Combine(folder, Text(kernel, "object")),
        [.. kernel.GetProperty("parameters").EnumerateArray().Select(ReadParameter)],
        Count(kernel, "startCycles"),
        kernel.GetProperty("cycles").GetInt64(),
        Count(kernel, "idealCycles"),
        Enum.Parse<MemoryState>(Text(kernel, "memoryState"), ignoreCase: true),
        Text(kernel, "provenance"),
        Text(kernel, "verified"));

    private static BuiltParameter ReadParameter(JsonElement parameter)
    {
        BuiltParameterKind kind = Enum.Parse<BuiltParameterKind>(Text(parameter, "kind"), ignoreCase: true);
        return new BuiltParameter(
            Text(parameter, "name"),
            kind,
            Text(parameter, "type"),
            kind == BuiltParameterKind.Tensor ? Enum.Parse<TensorAccess>(Text(parameter, "direction"), ignoreCase: true) : TensorAccess.In,
            kind == BuiltParameterKind.Tensor ? [.. parameter.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())] : []);
    }

    /// <summary>A number above zero, or null.</summary>
    private static long? Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.GetInt64() > 0 ? value.GetInt64() : null;

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
