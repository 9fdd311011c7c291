using System.Globalization;
using System.Text;

namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>How often each operator was generated on each type.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, int[]> operators = new(StringComparer.Ordinal);

    /// <summary>Types of columns; those of parameters first.</summary>
    public static string[] Types { get; } = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "char", "nint"];

    public void Count(string operation, string type) => Row(operation)[Math.Max(0, Array.IndexOf(Types, type))]++;

    public void CountCast(string from, string to, bool isChecked) => Count((isChecked ? "checked cast from " : "cast from ") + from, to);

    /// <summary>How many pairs of operator and type occurred at least once.</summary>
    public int Pairs => operators.Values.Sum(row => row.Count(count => count > 0));

    /// <summary>One line an operator, one column a type.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{"",-34}{string.Concat(Types.Select(type => $"{type,8}"))}\n");
        foreach ((string operation, int[] row) in operators)
        {
            text.Append(CultureInfo.InvariantCulture, $"{operation,-34}{string.Concat(row.Select(count => $"{(count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture)),8}"))}\n");
        }

        return text.ToString();
    }

    private int[] Row(string operation)
    {
        if (!operators.TryGetValue(operation, out int[]? row))
        {
            operators.Add(operation, row = new int[Types.Length]);
        }

        return row;
    }
}
