using System.Runtime.CompilerServices;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Arithmetic modulo the prime 2^61 - 1, in which symbolic runs evaluate polynomials. Values are kept below the prime.</summary>
/// <remarks>Two different polynomials of degree d agree at a random point with probability at most d / (2^61 - 1): the lemma of Schwartz and Zippel.</remarks>
internal static class PrimeField
{
    /// <summary>2^61 - 1.</summary>
    public const ulong Prime = (1UL << 61) - 1;

    /// <summary>The sum of two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b)
    {
        ulong sum = a + b;
        return sum >= Prime ? sum - Prime : sum;
    }

    /// <summary>The difference of two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    /// <summary>The product of two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return Reduce(high, low);
    }

    /// <summary><c>sum + a * b</c>: the step of every inner loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong sum, ulong a, ulong b) => Add(sum, Multiply(a, b));

    /// <summary>A number of 125 bits as a value.</summary>
    /// <param name="high">Its upper 64 bits, below 2^61.</param>
    /// <param name="low">Its lower 64 bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Reduce(ulong high, ulong low)
    {
        // 2^61 is 1 here, so the number is the sum of its digits of 61 bits.
        ulong sum = (low & Prime) + ((high << 3) | (low >> 61));
        sum = (sum & Prime) + (sum >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }

    /// <summary>An integer as a value.</summary>
    public static ulong Of(long integer)
    {
        ulong size = (integer < 0 ? 0UL - (ulong)integer : (ulong)integer) % Prime;
        return integer >= 0 || size == 0 ? size : Prime - size;
    }
}
