using System.Collections.Immutable;

namespace Autocomp.Frontend.Signatures;

/// <summary>Reads the text of a <c>[Specialize]</c>.</summary>
internal static class ReadSpecialization
{
    /// <summary>Reads dimensions.</summary>
    /// <param name="text">For example <c>m=64, n=10</c>.</param>
    /// <param name="error">What is wrong and where, or null.</param>
    /// <returns>Name, value and the name's position, in order of the text; empty on error.</returns>
    public static ImmutableArray<(string Name, long Value, int Start)> Read(string text, out (string Message, int Position)? error)
    {
        AttributeReader reader = new(text);
        ImmutableArray<(string Name, long Value, int Start)>.Builder dimensions = ImmutableArray.CreateBuilder<(string, long, int)>();
        error = null;
        do
        {
            error = ReadOne(reader, dimensions);
            if (error is not null) return ImmutableArray<(string, long, int)>.Empty;
        }
        while (reader.TryRead(','));
        if (reader.AtEnd) return dimensions.ToImmutable();
        error = ($"unexpected '{reader.Next}', separate dimensions by commas", reader.Position);
        return ImmutableArray<(string, long, int)>.Empty;
    }

    private static (string, int)? ReadOne(AttributeReader reader, ImmutableArray<(string Name, long Value, int Start)>.Builder dimensions)
    {
        _ = reader.AtEnd;
        int start = reader.Position;
        if (reader.ReadName() is not { } name) return ("a dimension name is missing, write for example m=64", start);
        if (dimensions.Any(d => d.Name == name)) return ($"'{name}' is given twice", start);
        if (!reader.TryRead('=')) return ($"'=' is missing behind '{name}'", reader.Position);
        _ = reader.AtEnd;
        int number = reader.Position;
        if (reader.ReadNumber() is not (>= 1 and var value)) return ($"'{name}' needs an integer from 1 to 2147483647", number);
        dimensions.Add((name, value, start));
        return null;
    }
}
