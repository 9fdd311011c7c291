using System.Collections.Immutable;
using System.Globalization;

namespace Autocomp.Search.Prompts;

/// <summary>A menu of optimisations.</summary>
/// <param name="Options">The options in the order of the file.</param>
public sealed record Menu(ImmutableArray<Menu.Option> Options)
{
    /// <summary>The option for what is not listed. A menu that has it always shows it.</summary>
    public const string Other = "another optimisation";

    /// <summary>One option.</summary>
    /// <param name="Name">The name that the search tree shows.</param>
    /// <param name="Meaning">What it means.</param>
    public sealed record Option(string Name, string Meaning);

    /// <summary>Reads a menu file: one option a line as <c>name: meaning</c>, lines that begin with # are comments.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>The menu.</returns>
    public static Menu Parse(string text)
    {
        var options = ImmutableArray.CreateBuilder<Option>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#') continue;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            options.Add(colon < 0 ? new(line, "") : new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return new(options.ToImmutable());
    }

    /// <summary>Shows each option with the given probability, at least one, and <see cref="Other"/> always.</summary>
    /// <param name="probability">Probability that an option is shown.</param>
    /// <param name="random">The search's seeded generator.</param>
    /// <returns>The options that survive, in order.</returns>
    public Menu Dropout(double probability, Random random)
    {
        ImmutableArray<Option> kept = [.. Options.Where(o => random.NextDouble() < probability || o.Name == Other)];
        return new(kept.IsEmpty ? [Options[random.Next(Options.Length)]] : kept);
    }

    /// <summary>The numbered list of a prompt.</summary>
    public override string ToString() => string.Join('\n', Options.Select((o, n) =>
        (n + 1).ToString(CultureInfo.InvariantCulture) + ". " + o.Name + (o.Meaning.Length > 0 ? ": " + o.Meaning : "")));

    /// <summary>The option that a plan names: by <c>Option: number</c>, otherwise by the first name that occurs in it.</summary>
    /// <param name="plan">A model's plan.</param>
    /// <returns>The option's name, or empty.</returns>
    public string Chosen(string plan)
    {
        foreach (string line in plan.Split('\n', StringSplitOptions.TrimEntries).Take(20))
        {
            string bare = line.Trim('*', '#', '`', ' ');
            if (!bare.StartsWith("option", StringComparison.OrdinalIgnoreCase)) continue;
            string digits = new([.. bare.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(4)]);
            if (int.TryParse(digits, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= Options.Length) return Options[number - 1].Name;
        }

        return Options.FirstOrDefault(o => plan.Contains(o.Name, StringComparison.OrdinalIgnoreCase))?.Name ?? "";
    }
}
