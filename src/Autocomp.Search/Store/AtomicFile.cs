using System.Globalization;

namespace Autocomp.Search;

/// <summary>Writes whole files so that a reader sees the old content or the new, never a part, also when two processes write at once.</summary>
internal static class AtomicFile
{
    private static int s_counter;

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture,
            $".{Path.GetFileName(path)}.{Environment.ProcessId}-{Interlocked.Increment(ref s_counter)}.tmp"));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write)) stream.Write(content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
