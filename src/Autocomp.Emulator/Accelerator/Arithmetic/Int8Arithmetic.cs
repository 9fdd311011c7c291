using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autocomp.Emulator;

/// <summary>int8 elements, int32 accumulator.</summary>
[SkipLocalsInit]
internal sealed unsafe class Int8Arithmetic : RowArithmetic
{
    public override int ElementBytes => 1;

    public override void ScaleElements(byte* source, byte* destination, int lanes, float scale)
    {
        for (int i = 0; i < lanes; i++) destination[i] = (byte)Saturate((sbyte)source[i] * scale);
    }

    public override void Widen(byte* source, byte* destination, int lanes)
    {
        for (int i = 0; i < lanes; i++) ((int*)destination)[i] = (sbyte)source[i];
    }

    public override void ScaleAccumulator(byte* values, int lanes, float scale)
    {
        // The int8 configurations have no multiplier on this path.
    }

    public override void Add(byte* row, byte* values, int lanes)
    {
        for (int i = 0; i < lanes; i++) ((int*)row)[i] += ((int*)values)[i];
    }

    public override void Narrow(byte* source, byte* destination, int lanes, float scale, bool relu)
    {
        if (lanes == 16 && Vector128.IsHardwareAccelerated)
        {
            Narrow16(source, destination, scale, relu);
            return;
        }

        for (int i = 0; i < lanes; i++)
        {
            sbyte value = Saturate(((int*)source)[i] * scale);
            destination[i] = (byte)(relu && value < 0 ? 0 : value);
        }
    }

    public override void Shift(byte* source, byte* destination, int lanes, int shift, bool relu)
    {
        for (int i = 0; i < lanes; i++)
        {
            int value = RoundingShift(((int*)source)[i], shift);
            destination[i] = (byte)(sbyte)Math.Clamp(value, relu ? 0 : sbyte.MinValue, sbyte.MaxValue);
        }
    }

    public override void Least(byte* destination, int lanes) => new Span<byte>(destination, lanes).Fill(0x80);

    public override void Max(byte* destination, byte* elements, int lanes)
    {
        for (int i = 0; i < lanes; i++)
        {
            sbyte value = elements == null ? (sbyte)0 : (sbyte)elements[i];
            if (value > (sbyte)destination[i]) destination[i] = (byte)value;
        }
    }

    /// <summary>Right shift that rounds to nearest, ties to even.</summary>
    internal static int RoundingShift(int value, int shift)
    {
        if (shift == 0) return value;
        if (shift > 31) return 0;
        int half = (value >> (shift - 1)) & 1;
        bool sticky = (value & ((1 << (shift - 1)) - 1)) != 0;
        return (value >> shift) + (half & ((sticky ? 1 : 0) | ((value >> shift) & 1)));
    }

    /// <summary>Rounds to nearest even and saturates.</summary>
    internal static sbyte Saturate(float value) =>
        (sbyte)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), sbyte.MinValue, sbyte.MaxValue);

    // Saturating before rounding is the same here: the limits are integers, and adding 1.5 * 2^23 rounds to nearest even.
    private static void Narrow16(byte* source, byte* destination, float scale, bool relu)
    {
        Vector128<float> low = Vector128.Create(relu ? 0f : -128f);
        Vector128<float> high = Vector128.Create(127f);
        Vector128<float> magic = Vector128.Create(12582912f);
        Vector128<float> factor = Vector128.Create(scale);
        var parts = stackalloc Vector128<int>[4];
        for (int i = 0; i < 4; i++)
        {
            Vector128<float> value = Vector128.ConvertToSingle(Vector128.Load((int*)source + 4 * i)) * factor;
            value = Vector128.Min(Vector128.Max(value, low), high);
            parts[i] = Vector128.ConvertToInt32(value + magic - magic);
        }

        Vector128<short> first = Vector128.Narrow(parts[0], parts[1]);
        Vector128<short> second = Vector128.Narrow(parts[2], parts[3]);
        Vector128.Narrow(first, second).Store((sbyte*)destination);
    }
}
