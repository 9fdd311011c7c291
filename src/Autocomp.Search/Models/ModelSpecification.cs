using System.Collections.Immutable;
using System.Globalization;

namespace Autocomp.Search.Models;

/// <summary>One model as a property names it.</summary>
/// <param name="Provider"><c>openai</c> or <c>command</c>.</param>
/// <param name="Model">The model's name at the provider, or the command line.</param>
/// <param name="Weight">Its share in an ensemble.</param>
public sealed record ModelSpecification(string Provider, string Model, double Weight)
{
    /// <summary>The name by which replies are stored.</summary>
    public string Name => $"{Provider}:{Model}";

    /// <summary>Reads <c>gpt-5</c>, <c>openai:gpt-5*2; openai:o4-mini</c> or <c>command:program arguments</c>; several are separated by semicolons.</summary>
    /// <param name="text">The property's value.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    /// <returns>The models, none when the text is empty or wrong.</returns>
    public static ImmutableArray<ModelSpecification> Parse(string text, out string? problem)
    {
        problem = null;
        var models = ImmutableArray.CreateBuilder<ModelSpecification>();
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("command:", StringComparison.Ordinal))
            {
                models.Add(new("command", part["command:".Length..].Trim(), 1));
                continue;
            }

            string name = part.StartsWith("openai:", StringComparison.Ordinal) ? part["openai:".Length..] : part;
            double weight = 1;
            int star = name.LastIndexOf('*');
            if (star > 0)
            {
                if (!double.TryParse(name[(star + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out weight) || weight is not (> 0 and < 1e6))
                {
                    problem = $"The weight of the model '{part}' is not a positive number.";
                    return [];
                }

                name = name[..star];
            }

            models.Add(new("openai", name.Trim(), weight));
        }

        if (models.Any(m => m.Model.Length == 0))
        {
            problem = $"A model in '{text}' has no name.";
            return [];
        }

        return models.ToImmutable();
    }
}
