using System.IO.Compression;

namespace Autocomp.Tool;

/// <summary>Reads JSON-lines files, plain or gzipped, as reference data comes.</summary>
internal static class InputLines
{
    /// <summary>The lines of all files that the paths name.</summary>
    /// <param name="paths">Files, or folders whose <c>.jsonl</c> and <c>.jsonl.gz</c> files are read in ordinal order.</param>
    /// <param name="wanted">Whether a file of a folder counts.</param>
    /// <returns>Lines that are not empty. A file that cannot be read is an <see cref="IOException"/> or <see cref="InvalidDataException"/>.</returns>
    public static IEnumerable<string> Read(IEnumerable<string> paths, Func<string, bool> wanted)
    {
        foreach (string file in paths.SelectMany(path => Files(path, wanted)))
        {
            using Stream stream = File.OpenRead(file);
            using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
            using StreamReader reader = new(plain);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0) yield return line;
            }
        }
    }

    private static IEnumerable<string> Files(string path, Func<string, bool> wanted) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.jsonl*", SearchOption.AllDirectories).Where(wanted).Order(StringComparer.Ordinal)
        : [path];
}
