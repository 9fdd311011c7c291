using System.Collections.Immutable;
using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>One statement of a schedule whose numbers may move from one repetition to the next.</summary>
/// <param name="Text">C# with <c>{0}</c>, <c>{1}</c> … for the numbers.</param>
/// <param name="Numbers">Local rows and element offsets.</param>
internal sealed record ChainCommand(string Text, ImmutableArray<long> Numbers)
{
    /// <summary>Writes the statement.</summary>
    /// <param name="variable">The loop's variable, or null outside of a loop.</param>
    /// <param name="next">The same statement one repetition later, or null.</param>
    public string Write(string? variable, ChainCommand? next)
    {
        object[] numbers = new object[Numbers.Length];
        for (int n = 0; n < numbers.Length; n++) numbers[n] = Number(Numbers[n], next is null ? 0 : next.Numbers[n] - Numbers[n], variable);
        return string.Format(CultureInfo.InvariantCulture, Text, numbers);
    }

    /// <summary>Whether this statement becomes the other one by moving its numbers.</summary>
    /// <param name="other">The other one.</param>
    public bool IsLike(ChainCommand other) => Text == other.Text;

    /// <summary>How far the numbers move.</summary>
    /// <param name="to">The other statement.</param>
    public ImmutableArray<long> Distance(ChainCommand to) => [.. to.Numbers.Zip(Numbers, (b, a) => b - a)];

    private static string Number(long first, long step, string? variable) => step switch
    {
        0 => CodeWriter.Number(first),
        > 0 => CodeWriter.Sum(CodeWriter.Times(variable!, step), CodeWriter.Number(first)),
        _ => $"{CodeWriter.Number(first)} - {CodeWriter.Times(variable!, -step)}",
    };
}
