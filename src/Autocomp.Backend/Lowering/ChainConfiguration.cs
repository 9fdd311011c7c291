namespace Autocomp.Backend.Lowering;

/// <summary>Writes a configuration only where it changes: the array is drained for each.</summary>
/// <param name="text">Takes the lines.</param>
internal sealed class ChainConfiguration(ScheduleText text)
{
    private readonly Dictionary<string, string> current = [];

    /// <summary>Sets a configuration unless it is set.</summary>
    /// <param name="line">The command.</param>
    public void Set(string line)
    {
        if (current.GetValueOrDefault(Kind(line)) != line)
        {
            text.Line(line);
            current[Kind(line)] = line;
        }
    }

    /// <summary>Sets in front of a loop what all of its body needs; forgets what the body changes.</summary>
    /// <param name="lines">All configurations of the body.</param>
    public void EnterLoop(IReadOnlyCollection<string> lines)
    {
        foreach (IGrouping<string, string> kind in lines.GroupBy(Kind))
        {
            if (kind.Distinct().Count() == 1)
            {
                Set(kind.First());
            }
            else
            {
                current.Remove(kind.Key);
            }
        }
    }

    /// <summary>The command, with the state that it sets.</summary>
    private static string Kind(string line) =>
        line.StartsWith("Gemmini.ConfigLd", StringComparison.Ordinal) ? line[..line.IndexOf(',', StringComparison.Ordinal)] : line[..line.IndexOf('(', StringComparison.Ordinal)];
}
