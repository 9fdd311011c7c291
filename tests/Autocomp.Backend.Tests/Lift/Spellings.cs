namespace Autocomp.Backend.Tests.Lift;

/// <summary>Ways to write matrix products: 20 x 18 results, 33 terms.</summary>
internal static class Spellings
{
    public const string Narrow =
        "[Kernel] public static void Run([Shape(\"20, 33\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 18\")] ReadOnlySpan<sbyte> w, [Shape(\"18\")] ReadOnlySpan<int> bias, [Output, Shape(\"20, 18\")] Span<sbyte> y, [ValueRange(0, 1)] float scale)";

    public const string Wide =
        "[Kernel] public static void Run([Shape(\"20, 33\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 18\")] ReadOnlySpan<sbyte> w, [Shape(\"18\")] ReadOnlySpan<int> bias, [Output, Shape(\"20, 18\")] Span<int> y)";

    private const string Arrays =
        "[Kernel] public static void Run([Shape(\"20, 33\")] sbyte[,] x, [Shape(\"33, 18\")] sbyte[,] w, [Shape(\"18\")] int[] bias, [Output, Shape(\"20, 18\")] sbyte[,] y, [ValueRange(0, 1)] float scale)";

    private const string Loops = "for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) ";

    /// <summary>A body that computes <c>sum</c> with the bias and stores <paramref name="stored"/>.</summary>
    public static string Storing(string stored) => Narrow + " { " + Loops +
        "{ int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = " + stored + "; } }";

    /// <summary>The same with statements in place of the store.</summary>
    public static string Ending(string statements) => Narrow + " { " + Loops +
        "{ int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; " + statements + " } }";

    /// <summary>A full-width body.</summary>
    public static string Full(string statements) => Wide + " { " + statements + " }";

    /// <summary>A body over two-dimensional arrays.</summary>
    public static string Ranked(string statements) => Arrays + " { " + statements + " }";

    /// <summary>Text of a narrow kernel with any body.</summary>
    public static string Body(string statements) => Narrow + " { " + statements + " }";

    /// <summary>All positive examples: name, text, remark.</summary>
    public static IEnumerable<(string Name, string Text, string Remark)> Positives()
    {
        const string Scaled = "matrix product 'x' 20x33 by 'w' 33x18 plus bias row 'bias', scaled by 'scale', saturated to sbyte";
        const string Full32 = "matrix product 'x' 20x33 by 'w' 33x18";
        yield return ("helper", Storing("Quantize.ScaleToInt8(sum, scale)"), Scaled);
        yield return ("explicit", Storing("(sbyte)Math.Clamp(MathF.Round(sum * scale), -128f, 127f)"), Scaled);
        yield return ("scale first", Storing("(sbyte)Math.Clamp(MathF.Round(scale * (float)sum), -128, 127)"), Scaled);
        yield return ("min max", Storing("(sbyte)Math.Min(127, Math.Max(-128, (int)MathF.Round(sum * scale)))"), Scaled);
        yield return ("clamp, then round", Storing("(sbyte)MathF.Round(Math.Clamp(sum * scale, -128f, 127f))"), Scaled);
        yield return ("branches", Ending("int q = (int)MathF.Round(sum * scale); if (q > 127) q = 127; if (q < -128) q = -128; y[i * 18 + j] = (sbyte)q;"), Scaled);
        yield return ("ternaries", Ending("float r = MathF.Round(sum * scale); r = r > 127f ? 127f : r; r = r < -128f ? -128f : r; y[i * 18 + j] = (sbyte)r;"), Scaled);
        yield return ("method", Ending("y[i * 18 + j] = Narrowed(sum, scale);") + " static sbyte Narrowed(int v, float s) { float r = MathF.Round(v * s); return (sbyte)Math.Clamp(r, -128f, 127f); }", Scaled);
        yield return ("relu max", Storing("Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale))"), Scaled + ", ReLU");
        yield return ("relu before", Storing("Quantize.ScaleToInt8(Math.Max(sum, 0), scale)"), Scaled + ", ReLU");
        yield return ("relu clamp", Storing("(sbyte)Math.Clamp(MathF.Round(sum * scale), 0f, 127f)"), Scaled + ", ReLU");
        yield return ("relu ternary", Storing("sum < 0 ? (sbyte)0 : Quantize.ScaleToInt8(sum, scale)"), Scaled + ", ReLU");
        yield return ("relu if", Ending("if (sum < 0) sum = 0; y[i * 18 + j] = Quantize.ScaleToInt8(sum, scale);"), Scaled + ", ReLU");
        yield return ("relu if after", Ending("sbyte q = Quantize.ScaleToInt8(sum, scale); if (q < 0) q = 0; y[i * 18 + j] = q;"), Scaled + ", ReLU");
        yield return ("relu stores", Ending("if (sum > 0) y[i * 18 + j] = Quantize.ScaleToInt8(sum, scale); else y[i * 18 + j] = 0;"), Scaled + ", ReLU");
        yield return ("constant scale", Storing("Quantize.ScaleToInt8(sum, 0.0125f)"), Scaled.Replace("'scale'", "0.0125", StringComparison.Ordinal));
        yield return ("saturate", Storing("Quantize.SaturateToInt8(sum)"), Scaled.Replace(", scaled by 'scale'", "", StringComparison.Ordinal));
        yield return ("clamped int", Storing("(sbyte)Math.Clamp(sum, -128, 127)"), Scaled.Replace(", scaled by 'scale'", "", StringComparison.Ordinal));
        yield return ("shift", Storing("Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 9))"), Scaled.Replace("'scale'", "0.001953125", StringComparison.Ordinal));
        string shifted = Scaled.Replace("'scale'", "0.001953125", StringComparison.Ordinal), unbiased = shifted.Replace(" plus bias row 'bias'", "", StringComparison.Ordinal);
        yield return ("divided", Storing("(sbyte)Math.Clamp(MathF.Round(sum / 512f), -128f, 127f)"), shifted);
        yield return ("mode of rounding", Storing("(sbyte)Math.Clamp(MathF.Round(sum * scale, MidpointRounding.ToEven), -128f, 127f)"), Scaled);
        yield return ("methods of the types", Storing("(sbyte)float.Clamp(float.Round(scale * sum), sbyte.MinValue, sbyte.MaxValue)"), Scaled);
        yield return ("saturating conversion", Storing("sbyte.CreateSaturating(MathF.Round(sum * scale))"), Scaled);
        yield return ("saturating sum", Storing("sbyte.CreateSaturating(sum)"), Scaled.Replace(", scaled by 'scale'", "", StringComparison.Ordinal));
        yield return ("relu of int", Storing("Quantize.ScaleToInt8(int.Max(sum, 0), scale)"), Scaled + ", ReLU");
        yield return ("shift with a carry", Storing("Quantize.SaturateToInt8((sum >> 9) + ((sum >> 8) & (((sum & 255) != 0 ? 1 : 0) | ((sum >> 9) & 1))))"), shifted);
        yield return ("shift with a carry, as bool", Ending("int q = sum >> 9, rest = sum & 511; if (rest > 256 || (rest == 256 && (q & 1) == 1)) q++; y[i * 18 + j] = (sbyte)Math.Clamp(q, -128, 127);"), shifted);
        yield return ("shift in a method", Ending("y[i * 18 + j] = (sbyte)Math.Clamp(Shift(sum, 9), -128, 127);") +
            " static int Shift(int value, int n) { int q = value >> n; uint rest = (uint)value & ((1u << n) - 1), half = 1u << (n - 1); return rest > half || (rest == half && (q & 1) != 0) ? q + 1 : q; }", shifted);
        yield return ("half less one, and one where odd", Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8((sum + (1 << 8) - 1 + ((sum >> 9) & 1)) >> 9); }"), unbiased);
        yield return ("shift, then relu", Storing("Math.Max((sbyte)0, Quantize.SaturateToInt8((sum >> 9) + ((sum >> 8) & (((sum & 255) != 0 ? 1 : 0) | ((sum >> 9) & 1)))))"), shifted + ", ReLU");
        yield return ("bias last", Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.ScaleToInt8(sum + bias[j], scale); }"), Scaled);
        yield return ("no bias", Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += w[k * 18 + j] * x[i * 33 + k]; y[i * 18 + j] = Quantize.ScaleToInt8(sum, scale); }"), Scaled.Replace(" plus bias row 'bias'", "", StringComparison.Ordinal));
        yield return ("j outside", Body("for (int j = 0; j < 18; j++) for (int i = 0; i < 20; i++) { int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.ScaleToInt8(sum, scale); }"), Scaled);
        yield return ("C89", Body("int sum; for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { sum = 0; for (int k = 0; k < 33; ++k) { int a = x[i * 33 + k]; int b = w[k * 18 + j]; sum = sum + a * b; } sum = sum + bias[j]; y[i * 18 + j] = Quantize.ScaleToInt8(sum, scale); }"), Scaled);
        yield return ("row buffer", Body("Span<int> row = stackalloc int[18]; for (int i = 0; i < 20; i++) { for (int j = 0; j < 18; j++) row[j] = bias[j]; for (int k = 0; k < 33; k++) { int a = x[i * 33 + k]; for (int j = 0; j < 18; j++) row[j] += a * w[k * 18 + j]; } for (int j = 0; j < 18; j++) y[i * 18 + j] = Quantize.ScaleToInt8(row[j], scale); }"), Scaled);
        yield return ("2-D", Ranked("for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[i, k] * w[k, j]; y[i, j] = Quantize.ScaleToInt8(sum, scale); }"), Scaled);
        yield return ("2-D, k outside", Ranked("Span<int> sums = stackalloc int[360]; for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) sums[i * 18 + j] = bias[j]; for (int k = 0; k < 33; k++) for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) sums[i * 18 + j] += x[i, k] * w[k, j]; for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) y[i, j] = Quantize.ScaleToInt8(sums[i * 18 + j], scale);"), Scaled);
        yield return ("full, local", Full(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = sum; }"), Full32 + ", stored as int");
        yield return ("full, bias", Full(Loops + "{ int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = sum; }"), Full32 + " plus bias row 'bias', stored as int");
        yield return ("in the output", Full(Loops + "{ y[i * 18 + j] = 0; for (int k = 0; k < 33; k++) y[i * 18 + j] += x[i * 33 + k] * w[k * 18 + j]; }"), Full32 + ", stored as int");
        yield return ("in the output, i k j", Full("for (int i = 0; i < 20; i++) { for (int j = 0; j < 18; j++) y[i * 18 + j] = bias[j]; for (int k = 0; k < 33; k++) for (int j = 0; j < 18; j++) y[i * 18 + j] += x[i * 33 + k] * w[k * 18 + j]; }"), Full32 + " plus bias row 'bias', stored as int");
        yield return ("in the output, k i j", Full("for (int e = 0; e < 20 * 18; e++) y[e] = 0; for (int k = 0; k < 33; k++) for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) y[i * 18 + j] += x[i * 33 + k] * w[k * 18 + j];"), Full32 + ", stored as int");
        yield return ("cleared", Full("y.Clear(); for (int i = 0; i < 20; i++) for (int k = 0; k < 33; k++) for (int j = 0; j < 18; j++) y[i * 18 + j] += x[i * 33 + k] * w[k * 18 + j];"), Full32 + ", stored as int");
        yield return ("cleared row", Body("Span<int> row = stackalloc int[18]; for (int i = 0; i < 20; i++) { row.Clear(); for (int k = 0; k < 33; k++) for (int j = 0; j < 18; j++) row[j] += x[i * 33 + k] * w[k * 18 + j]; for (int j = 0; j < 18; j++) y[i * 18 + j] = Quantize.ScaleToInt8(row[j], scale); }"), Scaled.Replace(" plus bias row 'bias'", "", StringComparison.Ordinal));
        yield return ("copied bias", Body("Span<int> row = stackalloc int[18]; for (int i = 0; i < 20; i++) { bias.CopyTo(row); for (int k = 0; k < 33; k++) for (int j = 0; j < 18; j++) row[j] += x[i * 33 + k] * w[k * 18 + j]; for (int j = 0; j < 18; j++) y[i * 18 + j] = Quantize.ScaleToInt8(row[j], scale); }"), Scaled);
        yield return ("slices", Body("for (int i = 0; i < 20; i++) { ReadOnlySpan<sbyte> a = x.Slice(i * 33, 33); Span<sbyte> b = y.Slice(i * 18, 18); for (int j = 0; j < 18; j++) { int sum = bias[j]; for (int k = 0; k < a.Length; k++) sum += a[k] * w[k * 18 + j]; b[j] = Quantize.ScaleToInt8(sum, scale); } }"), Scaled);
        yield return ("tiled", Full(Loops + "y[i * 18 + j] = 0; for (int ii = 0; ii < 20; ii += 5) for (int kk = 0; kk < 33; kk += 11) for (int i = ii; i < ii + 5; i++) for (int k = kk; k < kk + 11; k++) for (int j = 0; j < 18; j++) y[i * 18 + j] += x[i * 33 + k] * w[k * 18 + j];"), Full32 + ", stored as int");
        yield return ("right transposed", Body(Loops + "{ int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[j * 33 + k]; y[i * 18 + j] = Quantize.ScaleToInt8(sum, scale); }"), Scaled.Replace("by 'w'", "by 'w' transposed", StringComparison.Ordinal));
        yield return ("left transposed", Full(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[k * 20 + i] * w[k * 18 + j]; y[i * 18 + j] = sum; }"), "matrix product 'x' transposed 20x33 by 'w' 33x18, stored as int");
        yield return ("matrix times vector", Full("for (int i = 0; i < 20; i++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k]; y[i] = sum; }").Replace("[Output, ", "[", StringComparison.Ordinal), "matrix product 'x' 20x33 by 'w' 33x1, stored as int");
        yield return ("vector times matrix", Full("for (int j = 0; j < 18; j++) { int sum = bias[j]; for (int k = 0; k < 33; k++) sum += x[k] * w[k * 18 + j]; y[j] = sum; }").Replace("[Output, ", "[", StringComparison.Ordinal), "matrix product 'x' 1x33 by 'w' 33x18 plus bias row 'bias', stored as int");
        yield return ("layer of one sample", Full("for (int o = 0; o < 18; o++) { int sum = bias[o]; for (int k = 0; k < 33; k++) sum += w[o * 33 + k] * x[k]; y[o] = sum; }").Replace("[Output, ", "[", StringComparison.Ordinal), "matrix product 'x' 1x33 by 'w' transposed 33x18 plus bias row 'bias', stored as int");
        yield return ("dot product", Full("int sum = 0; for (int k = 0; k < 500; k++) sum += x[k] * w[k]; y[7] = sum;").Replace("[Output, ", "[", StringComparison.Ordinal), "matrix product 'x' 1x500 by 'w' 500x1, stored as int");
        yield return ("convolution along one line", Full("for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i + k] * w[k * 18 + j]; y[i * 18 + j] = sum; }"), Full32 + ", stored as int");
        yield return ("part of larger matrices", Full("for (int i = 0; i < 6; i++) for (int j = 0; j < 5; j++) { int sum = 0; for (int k = 0; k < 7; k++) sum += x[(i + 3) * 33 + k + 2] * w[k * 18 + j + 4]; y[(i + 1) * 18 + j + 9] = sum; }").Replace("[Output, ", "[", StringComparison.Ordinal), "matrix product 'x' 6x7 by 'w' 7x5, stored as int");
    }
}
