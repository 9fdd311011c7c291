using System.Collections.Immutable;

namespace Autocomp.Frontend.Signatures;

/// <summary>Reads the text of a <c>[Shape]</c>.</summary>
internal static class ReadShape
{
    private const int MaxDepth = 32;

    /// <summary>Reads extents.</summary>
    /// <param name="text">For example <c>m, 2 * k</c>.</param>
    /// <param name="error">What is wrong and where, or null.</param>
    /// <returns>The extents; empty on error.</returns>
    public static ImmutableArray<Extent> Read(string text, out (string Message, int Position)? error)
    {
        AttributeReader reader = new(text);
        ImmutableArray<Extent>.Builder extents = ImmutableArray.CreateBuilder<Extent>();
        error = null;
        do
        {
            if (ReadSum(reader, 0, ref error) is not { } extent) return ImmutableArray<Extent>.Empty;
            extents.Add(extent);
        }
        while (reader.TryRead(','));
        if (reader.AtEnd) return extents.ToImmutable();
        error = ($"unexpected '{reader.Next}', separate extents by commas", reader.Position);
        return ImmutableArray<Extent>.Empty;
    }

    private static Extent? ReadSum(AttributeReader reader, int depth, ref (string, int)? error)
    {
        Extent? left = ReadProduct(reader, depth, ref error);
        while (left is not null && (reader.Next is '+' or '-'))
        {
            char op = reader.Next;
            reader.TryRead(op);
            left = ReadProduct(reader, depth, ref error) is { } right ? new Extent.Binary(op, left!, right) : null;
        }

        return left;
    }

    private static Extent? ReadProduct(AttributeReader reader, int depth, ref (string, int)? error)
    {
        Extent? left = ReadAtom(reader, depth, ref error);
        while (left is not null && (reader.Next is '*' or '/'))
        {
            char op = reader.Next;
            reader.TryRead(op);
            left = ReadAtom(reader, depth, ref error) is { } right ? new Extent.Binary(op, left!, right) : null;
        }

        return left;
    }

    private static Extent? ReadAtom(AttributeReader reader, int depth, ref (string, int)? error)
    {
        char next = reader.Next;
        int start = reader.Position;
        if (reader.ReadName() is { } name) return new Extent.Name(name, start);
        if (next is >= '0' and <= '9')
        {
            if (reader.ReadNumber() is { } number) return new Extent.Number(number);
            error = ("the number is larger than 2147483647", start);
            return null;
        }

        if (next == '(' && depth < MaxDepth)
        {
            reader.TryRead('(');
            if (ReadSum(reader, depth + 1, ref error) is not { } inner) return null;
            if (reader.TryRead(')')) return inner;
            error = ("')' is missing", reader.Position);
            return null;
        }

        error = ("an extent is missing, write a positive integer or a dimension name", start);
        return null;
    }
}
