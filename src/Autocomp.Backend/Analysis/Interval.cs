using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Analysis;

/// <summary>A closed interval of integers, wide enough for any result of two 64-bit operands.</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value.</param>
internal readonly record struct Interval(Int128 Low, Int128 High)
{
    /// <summary>All values of an integer type; a bool is 0 or 1, a pointer any address.</summary>
    /// <param name="type">The type.</param>
    public static Interval Of(DataType type) => type.IsPointer
        ? new(0, ulong.MaxValue)
        : type.Scalar switch
        {
            ScalarType.Boolean => new(0, 1),
            ScalarType.Int8 => new(sbyte.MinValue, sbyte.MaxValue),
            ScalarType.UInt8 => new(0, byte.MaxValue),
            ScalarType.Int16 => new(short.MinValue, short.MaxValue),
            ScalarType.UInt16 => new(0, ushort.MaxValue),
            ScalarType.Int32 => new(int.MinValue, int.MaxValue),
            ScalarType.UInt32 => new(0, uint.MaxValue),
            ScalarType.UInt64 => new(0, ulong.MaxValue),
            _ => new(long.MinValue, long.MaxValue),
        };

    /// <summary>One value.</summary>
    /// <param name="value">The value.</param>
    public static Interval Exactly(Int128 value) => new(value, value);

    /// <summary>Whether the interval holds one value only.</summary>
    public bool IsPoint => Low == High;

    /// <summary>Whether every value of the other interval is in this one.</summary>
    /// <param name="other">The other interval.</param>
    public bool Contains(Interval other) => Low <= other.Low && other.High <= High;

    /// <summary>The smallest interval around both.</summary>
    /// <param name="other">The other interval.</param>
    public Interval Union(Interval other) => new(Int128.Min(Low, other.Low), Int128.Max(High, other.High));

    public static Interval operator +(Interval left, Interval right) => new(left.Low + right.Low, left.High + right.High);

    public static Interval operator -(Interval left, Interval right) => new(left.Low - right.High, left.High - right.Low);

    public static Interval operator *(Interval left, Interval right)
    {
        Int128 a = left.Low * right.Low, b = left.Low * right.High, c = left.High * right.Low, d = left.High * right.High;
        return new(
            Int128.Min(Int128.Min(a, b), Int128.Min(c, d)),
            Int128.Max(Int128.Max(a, b), Int128.Max(c, d)));
    }
}
