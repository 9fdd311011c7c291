using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Autocomp.Search.Budgets;

/// <summary>Prices of models, from the data file <c>prices.tsv</c> or one that the user names.</summary>
/// <param name="models">Prices by the model's name.</param>
public sealed class PriceList(ImmutableDictionary<string, PriceList.Price> models)
{
    private const decimal PerTokens = 1_000_000m;

    /// <summary>What a model costs.</summary>
    /// <param name="Input">US dollars a million input tokens.</param>
    /// <param name="Output">US dollars a million output tokens.</param>
    public readonly record struct Price(decimal Input, decimal Output)
    {
        /// <summary>The cost of tokens.</summary>
        /// <param name="input">Input tokens.</param>
        /// <param name="output">Output tokens.</param>
        /// <returns>US dollars.</returns>
        public decimal Of(long input, long output) => (input * Input + output * Output) / PerTokens;
    }

    /// <summary>Reads prices: a line a model, <c>name</c>, <c>input</c>, <c>output</c> in US dollars a million tokens, separated by tabs; lines that begin with # are comments.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>The prices.</returns>
    /// <exception cref="FormatException">A line is wrong.</exception>
    public static PriceList Parse(string text)
    {
        var models = ImmutableDictionary.CreateBuilder<string, Price>(StringComparer.Ordinal);
        foreach ((string line, int number) in text.ReplaceLineEndings("\n").Split('\n').Select((l, n) => (l.Trim(), n + 1)))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = line.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (cells.Length != 3 || !Amount(cells[1], out decimal input) || !Amount(cells[2], out decimal output))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the price list is not 'name, input, output' with tabs between: {line}"));
            }

            models[cells[0]] = new(input, output);
        }

        return new(models.ToImmutable());

        static bool Amount(string cell, out decimal value) => decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The list that ships, with the lines of the file that the environment variable <c>AUTOCOMP_PRICES</c> names in front of it.</summary>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <returns>The prices.</returns>
    public static PriceList Load(Func<string, string?> environment)
    {
        using Stream stream = typeof(PriceList).Assembly.GetManifestResourceStream("Autocomp.Search.Budgets.prices.tsv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string own = environment("AUTOCOMP_PRICES") is { Length: > 0 } path ? File.ReadAllText(path) : "";
        return Parse(reader.ReadToEnd() + "\n" + own);
    }

    /// <summary>The price of a model.</summary>
    /// <param name="model">Its name with provider (<c>openai:gpt-5</c>) or without; a command provider costs nothing unless the list names it.</param>
    /// <returns>The price, or null when it is not known.</returns>
    public Price? Of(string model)
    {
        if (models.TryGetValue(model, out Price price)) return price;
        if (model.StartsWith("command:", StringComparison.Ordinal)) return new(0, 0);
        int colon = model.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && models.TryGetValue(model[(colon + 1)..], out price) ? price : null;
    }
}
