namespace Autocomp.Emulator.Tests.Core;

/// <summary>The host's arithmetic is taken only where it gives what the plain, exact routines give, in value and in flags.</summary>
public sealed class FloatUnitTests
{
    private const int Cases = 40_000;

    [Fact]
    public void Doubles_OnTheHost_AgreeWithTheExactRoutines()
    {
        FloatFormat format = FloatFormat.Double;
        for (int i = 0; i < Cases; i++)
        {
            var random = new SplitMix((ulong)i);
            (ulong a, ulong b, ulong c) = (Operand(format, ref random), Operand(format, ref random), Operand(format, ref random));
            var mode = (RoundingMode)random.Below(5);
            int flags = (int)random.Below(2);
            Agree(flags, (ref int f) => FloatUnit.AddDouble(ref f, a, b, mode), (ref int f) => SoftFloat.Add(format, a, b, mode, ref f), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.SubtractDouble(ref f, a, b, mode), (ref int f) => SoftFloat.Add(format, a, b ^ format.SignBit, mode, ref f), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.MultiplyDouble(ref f, a, b, mode), (ref int f) => SoftFloat.Multiply(format, a, b, mode, ref f), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.DivideDouble(ref f, a, b, mode), (ref int f) => SoftFloat.Divide(format, a, b, mode, ref f), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.SquareRootDouble(ref f, a, mode), (ref int f) => SoftFloat.SquareRoot(format, a, mode, ref f), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.MultiplyAddDouble(ref f, a, b, c, false, true, mode), (ref int f) => SoftFloat.MultiplyAdd(format, a, b, c ^ format.SignBit, mode, ref f), a, b, c);
        }
    }

    [Fact]
    public void Singles_OnTheHost_AgreeWithTheExactRoutines()
    {
        FloatFormat format = FloatFormat.Single;
        for (int i = 0; i < Cases; i++)
        {
            var random = new SplitMix((ulong)i);
            (ulong a, ulong b, ulong c) = (Operand(format, ref random), Operand(format, ref random), Operand(format, ref random));
            (ulong x, ulong y, ulong z) = (FloatUnit.Boxed((uint)a), FloatUnit.Boxed((uint)b), FloatUnit.Boxed((uint)c));
            var mode = (RoundingMode)random.Below(5);
            int flags = (int)random.Below(2);
            Agree(flags, (ref int f) => FloatUnit.AddSingle(ref f, x, y, mode), (ref int f) => FloatUnit.Boxed((uint)SoftFloat.Add(format, a, b, mode, ref f)), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.SubtractSingle(ref f, x, y, mode), (ref int f) => FloatUnit.Boxed((uint)SoftFloat.Add(format, a, b ^ format.SignBit, mode, ref f)), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.MultiplySingle(ref f, x, y, mode), (ref int f) => FloatUnit.Boxed((uint)SoftFloat.Multiply(format, a, b, mode, ref f)), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.DivideSingle(ref f, x, y, mode), (ref int f) => FloatUnit.Boxed((uint)SoftFloat.Divide(format, a, b, mode, ref f)), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.SquareRootSingle(ref f, x, mode), (ref int f) => FloatUnit.Boxed((uint)SoftFloat.SquareRoot(format, a, mode, ref f)), a, b, c);
            Agree(flags, (ref int f) => FloatUnit.MultiplyAddSingle(ref f, x, y, z, true, false, mode), (ref int f) => FloatUnit.Boxed((uint)SoftFloat.MultiplyAdd(format, a ^ format.SignBit, b, c, mode, ref f)), a, b, c);
        }
    }

    [Fact]
    public void Rounding_ToNearestEven_IsTheHosts()
    {
        // The exact routines themselves, against the host's hardware.
        for (int i = 0; i < Cases; i++)
        {
            var random = new SplitMix((ulong)i + 1_000_000);
            (ulong a, ulong b, ulong c) = (Operand(FloatFormat.Double, ref random), Operand(FloatFormat.Double, ref random), Operand(FloatFormat.Double, ref random));
            (double x, double y, double z) = (BitConverter.UInt64BitsToDouble(a), BitConverter.UInt64BitsToDouble(b), BitConverter.UInt64BitsToDouble(c));
            int flags = 0;
            Same(x + y, SoftFloat.Add(FloatFormat.Double, a, b, RoundingMode.NearestEven, ref flags));
            Same(x * y, SoftFloat.Multiply(FloatFormat.Double, a, b, RoundingMode.NearestEven, ref flags));
            Same(x / y, SoftFloat.Divide(FloatFormat.Double, a, b, RoundingMode.NearestEven, ref flags));
            Same(Math.Sqrt(x), SoftFloat.SquareRoot(FloatFormat.Double, a, RoundingMode.NearestEven, ref flags));
            Same(Math.FusedMultiplyAdd(x, y, z), SoftFloat.MultiplyAdd(FloatFormat.Double, a, b, c, RoundingMode.NearestEven, ref flags));
            Same((double)(float)x, SoftFloat.Convert(FloatFormat.Single, FloatFormat.Double, SoftFloat.Convert(FloatFormat.Double, FloatFormat.Single, a, RoundingMode.NearestEven, ref flags), RoundingMode.NearestEven, ref flags));
        }
    }

    private delegate ulong Operation(ref int flags);

    private static void Agree(int flags, Operation host, Operation exact, ulong a, ulong b, ulong c)
    {
        int hostFlags = flags;
        int exactFlags = flags;
        ulong value = host(ref hostFlags);
        ulong expected = exact(ref exactFlags);
        if (value != expected || hostFlags != exactFlags) Assert.Fail($"{a:x} {b:x} {c:x}: {value:x} flags {hostFlags}, exactly {expected:x} flags {exactFlags}");
    }

    private static void Same(double host, ulong exact)
    {
        if (double.IsNaN(host)) exact.ShouldBe(FloatFormat.Double.CanonicalNaN);
        else exact.ShouldBe(BitConverter.DoubleToUInt64Bits(host));
    }

    /// <summary>Small integers, neighbours of powers of two, extremes of the exponent range, specials, and anything.</summary>
    private static ulong Operand(FloatFormat format, ref SplitMix random)
    {
        ulong sign = random.Below(2) == 0 ? 0 : format.SignBit;
        ulong fraction = random.Next() & format.FractionMask;
        ulong few = fraction & ~(format.FractionMask >> (int)random.Below(12));
        ulong exponent = random.Below(6) switch
        {
            0 => random.Below(4),
            1 => (ulong)format.MaxExponent - random.Below(4),
            _ => (ulong)format.Bias + random.Below(60) - 30,
        };
        return sign | exponent << format.FractionBits | (random.Below(3) switch
        {
            0 => few,
            1 => random.Below(2) == 0 ? 0 : format.FractionMask,
            _ => fraction,
        });
    }
}
