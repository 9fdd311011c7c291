using System.Globalization;

namespace Autocomp.Search.Journal;

/// <summary>A small file that says at which barrier the clock ended a search.</summary>
/// <param name="path">The file, named after the search's settings.</param>
public sealed class StopRecord(string path)
{
    /// <summary>The barrier, or null when the clock has not ended this search.</summary>
    public int? Barrier => File.Exists(path) && int.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int barrier) ? barrier : null;

    /// <summary>Notes the barrier.</summary>
    /// <param name="barrier">Barriers passed, this one included.</param>
    public void Note(int barrier)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string temporary = path + ".tmp";
            File.WriteAllText(temporary, barrier.ToString(CultureInfo.InvariantCulture) + "\n");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a replay misses it; the search itself ends as it should.
        }
    }
}
