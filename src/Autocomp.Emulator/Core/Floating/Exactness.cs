namespace Autocomp.Emulator;

/// <summary>Finds out on the host that an operation did not round. False may also mean that it could not tell.</summary>
/// <remarks>
/// The error of a double sum is itself a double and comes out of six operations (Knuth's TwoSum); that of a double product out of a fused one, unless it
/// underflows. Singles are computed in double, where products are exact.
/// </remarks>
internal static class Exactness
{
    private const int SmallestSafeExponent = 128;

    public static bool OfSum(ulong a, ulong b, ulong result) =>
        IsNormal(result) && IsExactSum(BitConverter.UInt64BitsToDouble(a), BitConverter.UInt64BitsToDouble(b), BitConverter.UInt64BitsToDouble(result));

    public static bool OfProduct(ulong a, ulong b, ulong result) =>
        IsNormal(result) && (result >> 52 & 0x7ff) > SmallestSafeExponent
        && Math.FusedMultiplyAdd(BitConverter.UInt64BitsToDouble(a), BitConverter.UInt64BitsToDouble(b), -BitConverter.UInt64BitsToDouble(result)) == 0;

    public static bool OfSum(uint a, uint b, uint result)
    {
        double x = BitConverter.UInt32BitsToSingle(a);
        double y = BitConverter.UInt32BitsToSingle(b);
        double sum = x + y;
        return IsNormal(result) && sum == BitConverter.UInt32BitsToSingle(result) && IsExactSum(x, y, sum);
    }

    public static bool OfProduct(uint a, uint b, uint result) =>
        IsNormal(result) && (double)BitConverter.UInt32BitsToSingle(a) * BitConverter.UInt32BitsToSingle(b) == BitConverter.UInt32BitsToSingle(result);

    public static bool OfProductSum(uint a, uint b, uint c, uint result)
    {
        double product = (double)BitConverter.UInt32BitsToSingle(a) * BitConverter.UInt32BitsToSingle(b);
        double z = BitConverter.UInt32BitsToSingle(c);
        double sum = product + z;
        return IsNormal(result) && sum == BitConverter.UInt32BitsToSingle(result) && IsExactSum(product, z, sum);
    }

    private static bool IsExactSum(double x, double y, double sum)
    {
        double part = sum - x;
        return (x - (sum - part)) + (y - part) == 0;
    }

    private static bool IsNormal(ulong bits) => (bits >> 52 & 0x7ff) - 2 < 0x7fd;

    private static bool IsNormal(uint bits) => (bits >> 23 & 0xff) - 2 < 0xfd;
}
