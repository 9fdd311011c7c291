using System.IO.Compression;
using System.Reflection;

namespace Autocomp.Emulator.Tests;

/// <summary>Finds the reference data and the repository; tests that need absent data skip and say so.</summary>
internal static class ReferenceData
{
    public static string Root { get; } = Metadata("AutocompReference");

    public static string Repository { get; } = Metadata("AutocompRoot");

    /// <summary>A file of the reference data; skips the test when it is absent.</summary>
    public static string Require(string relative)
    {
        string path = Path.Combine(Root, relative);
        if (!File.Exists(path)) Assert.Skip($"reference data absent: {path}");
        return path;
    }

    /// <summary>Lines of a gzip'd or plain text file.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static string Metadata(string key) => typeof(ReferenceData).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
