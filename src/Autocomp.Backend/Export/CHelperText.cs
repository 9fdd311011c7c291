using Autocomp.Backend.CodeGeneration;

namespace Autocomp.Backend.Export;

/// <summary>Bodies of the C helpers; words in capitals are put in by <see cref="CHelpers"/>.</summary>
internal static class CHelperText
{
    public const string Trap = """
        /* Stops as the object that Autocomp builds does: the reason's address in a0. */
        static inline __attribute__((noreturn)) void ac_trap(const char* reason)
        {
            register const char* a0 __asm__("a0") = reason;
            __asm__ volatile("ebreak" : : "r"(a0));
            __builtin_unreachable();
        }

        """;

    public const string CheckedOperation = $$"""
        static inline TYPE ac_OP_SUFFIX(TYPE a, TYPE b)
        {
            TYPE result;
            if (__builtin_OP_overflow(a, b, &result)) $trap("{{KernelTraps.Overflow}}");
            return result;
        }

        """;

    public const string SignedDivision = $$"""
        static inline TYPE ac_OP_SUFFIX(TYPE a, TYPE b)
        {
            if (b == 0) $trap("{{KernelTraps.DivisionByZero}}");
            if (b == -1 && a == MIN) $trap("{{KernelTraps.Overflow}}");
            return b == -1 ? MINUSONE : a SIGN b;
        }

        """;

    public const string UnsignedDivision = $$"""
        static inline TYPE ac_OP_SUFFIX(TYPE a, TYPE b)
        {
            if (b == 0) $trap("{{KernelTraps.DivisionByZero}}");
            return a SIGN b;
        }

        """;

    public const string CheckedCast = $$"""
        static inline TYPE ac_cast_SUFFIX(__int128 value)
        {
            if (value < MIN || value > MAX) $trap("{{KernelTraps.Overflow}}");
            return (TYPE)value;
        }

        """;

    /// <summary>Float to integer without a check: the nearest value, 0 for a NaN.</summary>
    public const string Saturate = """
        static inline TYPE ac_saturate_SUFFIX(double value)
        {
            if (value != value) return 0;
            if (value < LOWEST) return MIN;
            return value < ABOVE ? (TYPE)value : MAX;
        }

        """;

    public const string Fit = $$"""
        static inline TYPE ac_fit_SUFFIX(double value)
        {
            if (!(value REACHES BELOW && value < ABOVE)) $trap("{{KernelTraps.Overflow}}");
            return (TYPE)value;
        }

        """;

    public const string Absolute = $$"""
        static inline TYPE ac_abs_SUFFIX(TYPE value)
        {
            if (value == MIN) $trap("{{KernelTraps.Overflow}}");
            return value < 0 ? -value : value;
        }

        """;

    public const string Choose = """
        static inline TYPE ac_OP_SUFFIX(TYPE a, TYPE b) { return a SIGN b ? a : b; }

        """;

    public const string Clamp = $$"""
        static inline TYPE ac_clamp_SUFFIX(TYPE value, TYPE low, TYPE high)
        {
            if (low > high) $trap("{{KernelTraps.ClampBounds}}");
            return value < low ? low : value > high ? high : value;
        }

        """;

    public const string PopCount = """
        static inline int32_t ac_popcount_SUFFIX(TYPE value)
        {
            int32_t count = 0;
            for (UTYPE rest = (UTYPE)value; rest != 0; rest &= rest - 1) count++;
            return count;
        }

        """;

    public const string LeadingZeros = """
        static inline int32_t ac_clz_SUFFIX(TYPE value)
        {
            int32_t count = WIDTH;
            for (UTYPE rest = (UTYPE)value; rest != 0; rest >>= 1) count--;
            return count;
        }

        """;

    public const string TrailingZeros = """
        static inline int32_t ac_ctz_SUFFIX(TYPE value)
        {
            int32_t count = 0;
            for (UTYPE rest = (UTYPE)value; count < WIDTH && (rest & 1) == 0; rest >>= 1) count++;
            return count;
        }

        """;

    public const string Rotate = """
        static inline TYPE ac_OP_SUFFIX(TYPE value, int32_t n)
        {
            UTYPE bits = (UTYPE)value;
            return (TYPE)((UTYPE)(bits << (LEFT & (WIDTH - 1))) | (UTYPE)(bits >> (RIGHT & (WIDTH - 1))));
        }

        """;

    public const string ScaleToInt8 = """
        static inline int8_t ac_scale_to_i8_SUFFIX(int32_t value, float scale)
        {
            float scaled = $round((float)value * scale);
            if (scaled != scaled) return 0;
            return scaled < -128.0f ? -128 : scaled > 127.0f ? 127 : (int8_t)scaled;
        }

        """;

    public const string SaturateToInt8 = """
        static inline int8_t ac_saturate_i8_SUFFIX(int32_t value) { return (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value); }

        """;

    public const string RoundingShift = """
        static inline int32_t ac_rounding_shift_SUFFIX(int32_t value, int32_t shift)
        {
            uint32_t unit = 1u << (shift & 31), rest = (uint32_t)value & (unit - 1), half = unit >> 1;
            int32_t quotient = value >> (shift & 31);
            return rest > half || (half != 0 && rest == half && (quotient & 1) != 0) ? quotient + 1 : quotient;
        }

        """;

    public const string RealMinimum = """
        static inline TYPE ac_min_SUFFIX(TYPE a, TYPE b)
        {
            if (a != a) return a;
            if (b != b) return b;
            return a == b ? (__builtin_signbit(a) ? a : b) : a < b ? a : b;
        }

        """;

    public const string RealMaximum = """
        static inline TYPE ac_max_SUFFIX(TYPE a, TYPE b)
        {
            if (a != a) return a;
            if (b != b) return b;
            return a == b ? (__builtin_signbit(a) ? b : a) : a > b ? a : b;
        }

        """;

    /// <summary>Above 2 to the power of the fraction's bits every number is whole.</summary>
    public const string Truncate = """
        static inline TYPE ac_trunc_SUFFIX(TYPE value)
        {
            return __builtin_fabsBUILTIN(value) < WHOLE ? __builtin_copysignBUILTIN((TYPE)(int64_t)value, value) : value;
        }

        """;

    public const string Floor = """
        static inline TYPE ac_floor_SUFFIX(TYPE value)
        {
            TYPE whole = $trunc(value);
            return whole > value ? whole - 1 : whole;
        }

        """;

    public const string Ceiling = """
        static inline TYPE ac_ceil_SUFFIX(TYPE value)
        {
            TYPE whole = $trunc(value);
            return whole < value ? whole + 1 : whole;
        }

        """;

    public const string RoundToEven = """
        static inline TYPE ac_round_SUFFIX(TYPE value)
        {
            TYPE size = __builtin_fabsBUILTIN(value);
            return size < WHOLE ? __builtin_copysignBUILTIN((size + WHOLE) - WHOLE, value) : value;
        }

        """;

    public const string SquareRoot = """
        static inline TYPE ac_sqrt_SUFFIX(TYPE value)
        {
            TYPE root;
            __asm__("fsqrt.FORMAT %0, %1" : "=f"(root) : "f"(value));
            return root;
        }

        """;

    /// <summary>The exact remainder: subtracts the divisor times falling powers of two.</summary>
    public const string Remainder = """
        static inline TYPE ac_fmod_SUFFIX(TYPE dividend, TYPE divisor)
        {
            TYPE rest = __builtin_fabsBUILTIN(dividend), step = __builtin_fabsBUILTIN(divisor), power = step;
            if (!(rest < __builtin_infBUILTIN() && step > 0)) return __builtin_nanBUILTIN("");
            if (rest < step) return dividend;
            while (power + power <= rest) power += power;
            for (; power >= step; power *= (TYPE)0.5)
            {
                if (rest >= power) rest -= power;
            }

            return __builtin_copysignBUILTIN(rest, dividend);
        }

        """;

    public const string Bits = """
        static inline OTHER ac_bits_SUFFIX(TYPE value)
        {
            OTHER result;
            __builtin_memcpy(&result, &value, sizeof result);
            return result;
        }

        """;
}
