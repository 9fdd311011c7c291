namespace Autocomp.Frontend.Signatures;

/// <summary>An extent of a <c>[Shape]</c>: an integer formula over dimension names.</summary>
internal abstract record Extent
{
    /// <summary>A number.</summary>
    public sealed record Number(long Value) : Extent;

    /// <summary>A dimension.</summary>
    /// <param name="Identifier">Its name.</param>
    /// <param name="Start">Where it stands in the text.</param>
    public sealed record Name(string Identifier, int Start) : Extent;

    /// <summary>Two extents joined by <c>+ - * /</c>.</summary>
    public sealed record Binary(char Operator, Extent Left, Extent Right) : Extent;

    /// <summary>Names in order of appearance.</summary>
    public IEnumerable<Name> Names => this switch
    {
        Name name => [name],
        Binary binary => binary.Left.Names.Concat(binary.Right.Names),
        _ => [],
    };

    /// <summary>The value for given dimensions; null when a dimension is missing, on overflow and on division by zero.</summary>
    public long? Evaluate(IReadOnlyDictionary<string, long> dimensions)
    {
        switch (this)
        {
            case Number number: return number.Value;
            case Name name: return dimensions.TryGetValue(name.Identifier, out long value) ? value : null;
            case Binary binary:
                if (binary.Left.Evaluate(dimensions) is not { } left || binary.Right.Evaluate(dimensions) is not { } right) return null;
                decimal? exact = binary.Operator switch
                {
                    '+' => (decimal)left + right,
                    '-' => (decimal)left - right,
                    '*' => (decimal)left * right,
                    _ => right == 0 ? null : left / right,
                };
                return exact is >= int.MinValue and <= int.MaxValue ? (long)exact : null;
            default: return null;
        }
    }
}
