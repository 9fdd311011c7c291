using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lift;

/// <summary>Kernels of several nests: each is recognised by itself, the start runs all of them, and the result equals the method.</summary>
public class NestTests
{
    private const string TwoLayers = "[Kernel] public static void Run([Shape(\"20, 33\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 18\")] ReadOnlySpan<sbyte> w, [Shape(\"18, 10\")] ReadOnlySpan<sbyte> v, [Output, Shape(\"20, 10\")] Span<sbyte> y, [ValueRange(0, 1)] float scale)";

    private const string Heads = "[Kernel] public static void Run([Shape(\"3, 20, 9\")] ReadOnlySpan<sbyte> q, [Shape(\"3, 17, 9\")] ReadOnlySpan<sbyte> k, [Output, Shape(\"3, 20, 17\")] Span<sbyte> s, [ValueRange(0, 1)] float scale)";

    private const string Second = "for (int i = 0; i < 20; i++) for (int j = 0; j < 10; j++) { int sum = 0; for (int k = 0; k < 18; k++) sum += h[i * 18 + k] * v[k * 10 + j]; y[i * 10 + j] = Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 7)); } }";

    public static TheoryData<string, string, string> Lifted => new()
    {
        {
            "two layers through a stack buffer",
            TwoLayers + " { Span<sbyte> h = stackalloc sbyte[360]; for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; h[i * 18 + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale)); } " + Second,
            "matrix product 'x' 20x33 by 'w' 33x18, scaled by 'scale', saturated to sbyte, ReLU; then matrix product 'h' 20x18 by 'v' 18x10, scaled by 0.0078125, saturated to sbyte"
        },
        {
            "two layers that share the sums' buffer",
            TwoLayers + " { Span<sbyte> h = stackalloc sbyte[360]; Span<int> sums = stackalloc int[18]; for (int i = 0; i < 20; i++) { for (int j = 0; j < 18; j++) sums[j] = 0; for (int k = 0; k < 33; k++) for (int j = 0; j < 18; j++) sums[j] += x[i * 33 + k] * w[k * 18 + j]; for (int j = 0; j < 18; j++) h[i * 18 + j] = Quantize.ScaleToInt8(sums[j], scale); } for (int i = 0; i < 20; i++) { for (int j = 0; j < 10; j++) sums[j] = 0; for (int k = 0; k < 18; k++) for (int j = 0; j < 10; j++) sums[j] += h[i * 18 + k] * v[k * 10 + j]; for (int j = 0; j < 10; j++) y[i * 10 + j] = Quantize.SaturateToInt8(sums[j]); } }",
            "matrix product 'x' 20x33 by 'w' 33x18, scaled by 'scale', saturated to sbyte; then matrix product 'h' 20x18 by 'v' 18x10, saturated to sbyte"
        },
        {
            "heads",
            Heads + " { for (int h = 0; h < 3; h++) for (int i = 0; i < 20; i++) for (int j = 0; j < 17; j++) { int sum = 0; for (int d = 0; d < 9; d++) sum += q[h * 180 + i * 9 + d] * k[h * 153 + j * 9 + d]; s[h * 340 + i * 17 + j] = Quantize.ScaleToInt8(sum, scale); } }",
            "repeated: matrix product 'q' 20x9 by 'k' transposed 9x17, scaled by 'scale', saturated to sbyte"
        },
        {
            "heads with named offsets",
            Heads + " { for (int h = 0; h < 3; h++) { int qs = h * 180; int ks = 153 * h; for (int i = 0; i < 20; i++) for (int j = 0; j < 17; j++) { int sum = 0; for (int d = 0; d < 9; d++) sum += q[qs + i * 9 + d] * k[ks + j * 9 + d]; s[h * 340 + i * 17 + j] = Quantize.ScaleToInt8(sum, scale); } } }",
            "repeated: matrix product 'q' 20x9 by 'k' transposed 9x17, scaled by 'scale', saturated to sbyte"
        },
        {
            "two padded convolutions through a stack buffer, and the sum with their input",
            "[Kernel] public static void Run([Shape(\"5, 5, 6\")] ReadOnlySpan<sbyte> x, [Shape(\"3, 3, 6, 6\")] ReadOnlySpan<sbyte> w, [Shape(\"3, 3, 6, 6\")] ReadOnlySpan<sbyte> v, [Output, Shape(\"5, 5, 6\")] Span<sbyte> y, [ValueRange(0, 1)] float scale) { Span<sbyte> h = stackalloc sbyte[150]; Span<sbyte> r = stackalloc sbyte[150]; Convolve(x, w, h, scale); Convolve(h, v, r, scale); for (int i = 0; i < 150; i++) y[i] = Quantize.SaturateToInt8(r[i] + x[i]); } static void Convolve(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> w, Span<sbyte> y, float scale) { for (int p = 0; p < 5; p++) for (int q = 0; q < 5; q++) for (int k = 0; k < 6; k++) { int sum = 0; for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++) { int iy = p + r - 1, ix = q + s - 1; if (iy >= 0 && iy < 5 && ix >= 0 && ix < 5) for (int c = 0; c < 6; c++) sum += x[(iy * 5 + ix) * 6 + c] * w[((r * 3 + s) * 6 + c) * 6 + k]; } y[(p * 5 + q) * 6 + k] = Quantize.ScaleToInt8(sum, scale); } }",
            "convolution of 'x' 1x5x5x6 with 'w' 3x3 to 6 channels, stride 1, dilation 1, padding 1, scaled by 'scale', saturated to sbyte; then convolution of 'h' 1x5x5x6 with 'v' 3x3 to 6 channels, stride 1, dilation 1, padding 1, scaled by 'scale', saturated to sbyte; then elementwise sum 'r' plus 'x', 150 elements, saturated to sbyte"
        },
        {
            "host loop behind a product",
            TwoLayers + " { Span<int> sums = stackalloc int[200]; for (int i = 0; i < 20; i++) for (int j = 0; j < 10; j++) { int sum = 0; for (int k = 0; k < 18; k++) sum += x[i * 33 + k] * v[k * 10 + j]; sums[i * 10 + j] = sum; } for (int e = 0; e < 200; e++) y[e] = (sbyte)(sums[e] % 100); }",
            "matrix product 'x' 20x18 by 'v' 18x10, stored as int; then stays on the host core: nothing is summed up"
        },
        {
            "host loop between two products",
            TwoLayers + " { Span<sbyte> h = stackalloc sbyte[360]; for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; h[i * 18 + j] = Quantize.ScaleToInt8(sum, scale); } for (int e = 0; e < 360; e++) { sbyte a = h[e]; if (a < 0) a = (sbyte)(a / 4); h[e] = a; } " + Second,
            "matrix product 'x' 20x33 by 'w' 33x18, scaled by 'scale', saturated to sbyte; then stays on the host core: nothing is summed up; then matrix product 'h' 20x18 by 'v' 18x10, scaled by 0.0078125, saturated to sbyte"
        },
        {
            "host loop inside a repetition",
            Heads + " { Span<int> sums = stackalloc int[340]; for (int h = 0; h < 3; h++) { for (int i = 0; i < 20; i++) for (int j = 0; j < 17; j++) { int sum = 0; for (int d = 0; d < 9; d++) sum += q[h * 180 + i * 9 + d] * k[h * 153 + j * 9 + d]; sums[i * 17 + j] = sum; } int at = h * 340; for (int e = 0; e < 340; e++) s[at + e] = (sbyte)(sums[e] >> h); } }",
            "repeated: matrix product 'q' 20x9 by 'k' transposed 9x17, stored as int; then repeated: stays on the host core: nothing is summed up"
        },
        {
            "rows whose elements are apart",
            Spellings.Body("for (int i = 0; i < 10; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 15; k++) sum += x[i * 33 + 2 * k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }").Replace("[Output, ", "[", StringComparison.Ordinal),
            "repeated: matrix product 'x' transposed 1x15 by 'w' 15x18, saturated to sbyte; 'w' stays in the scratchpad"
        },
        {
            "rows that overwrite each other",
            Spellings.Body("for (int i = 0; i < 18; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 8 + j] = Quantize.SaturateToInt8(sum); }").Replace("[Output, ", "[", StringComparison.Ordinal),
            "repeated: matrix product 'x' 1x33 by 'w' 33x18, saturated to sbyte; 'w' stays in the scratchpad"
        },
        {
            "bias column",
            Spellings.Body(Loops + "{ int sum = bias[i]; " + Sum + " y[i * 18 + j] = Quantize.SaturateToInt8(sum); }").Replace("Shape(\"18\")", "Shape(\"20\")", StringComparison.Ordinal),
            "repeated: matrix product 'w' transposed 18x33 by 'x' 33x1 plus 'bias' in each row, saturated to sbyte"
        },
        {
            "both factors transposed",
            Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[k * 20 + i] * w[j * 33 + k]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"),
            "repeated: matrix product 'w' 18x33 by 'x' 33x1, saturated to sbyte; 'w' stays in the scratchpad"
        },
        {
            "accumulation into the output",
            Spellings.Full(Loops + Sum.Replace("sum +=", "y[i * 18 + j] +=", StringComparison.Ordinal)).Replace("[Output, ", "[", StringComparison.Ordinal),
            "matrix product 'x' 20x33 by 'w' 33x18 plus 'y', stored as int"
        },
        {
            "the same products twice",
            Spellings.Full("for (int e = 0; e < 360; e++) y[e] = 0; for (int t = 0; t < 2; t++) " + Loops + Sum.Replace("sum +=", "y[i * 18 + j] +=", StringComparison.Ordinal)),
            "stays on the host core: nothing is summed up; then repeated: matrix product 'x' 20x33 by 'w' 33x18 plus 'y', stored as int"
        },
        {
            "bias matrix, saturated",
            Residual + " { for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = d[i * 18 + j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale)); } }",
            "matrix product 'x' 20x33 by 'w' 33x18 plus 'd', scaled by 'scale', saturated to sbyte, ReLU"
        },
        {
            "residual in the product's sums",
            Residual + " { for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = d[i * 18 + j] + r[i * 18 + j]; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 9)); } }",
            "matrix product 'x' 20x33 by 'w' 33x18 plus 'd' plus 'r', scaled by 0.001953125, saturated to sbyte"
        },
        {
            "residual addition",
            Residual + " { for (int q = 0; q < 360; q++) y[q] = Quantize.SaturateToInt8(r[q] + y[q]); }",
            "elementwise sum 'r' plus 'y', 360 elements, saturated to sbyte"
        },
        {
            "scaled residual addition with ReLU",
            Residual + " { for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) y[i * 18 + j] = (sbyte)Math.Clamp(Quantize.ScaleToInt8(r[i * 18 + j], 0.75f) + Quantize.ScaleToInt8(y[i * 18 + j], scale), 0, 127); }",
            "elementwise sum 0.75f * 'r' plus scale * 'y', 360 elements, saturated to sbyte, ReLU"
        },
        {
            "scaled sum of scaled elements",
            Residual + " { for (int q = 0; q < 360; q++) { int a = (int)Math.Clamp(MathF.Round(r[q] * 1.5f), -128f, 127f); int b = Quantize.ScaleToInt8(y[q], 0.25f); y[q] = Quantize.ScaleToInt8(a + b, scale); } }",
            "elementwise sum 1.5f * 'r' plus 0.25f * 'y', 360 elements, scaled by 'scale', saturated to sbyte"
        },
        {
            "average",
            Residual + " { for (int j = 0; j < 18; j++) { int sum = 0; for (int i = 0; i < 20; i++) sum += r[i * 18 + j]; y[j] = Quantize.ScaleToInt8(sum, 0.05f); } }",
            "elementwise sum 20 parts of 'r', 18 elements, scaled by 0.05, saturated to sbyte"
        },
        {
            "residual addition in float",
            Residual + " { for (int q = 0; q < 360; q++) y[q] = (sbyte)Math.Clamp(MathF.Round(r[q] * 0.75f + y[q] * scale), -128f, 127f); }",
            "stays on the host core: nothing is summed up"
        },
    };

    private const string Residual = "[Kernel] public static void Run([Shape(\"20, 33\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 18\")] ReadOnlySpan<sbyte> w, [Shape(\"20, 18\")] ReadOnlySpan<int> d, [Shape(\"20, 18\")] ReadOnlySpan<sbyte> r, [Shape(\"20, 18\")] Span<sbyte> y, [ValueRange(0, 2)] float scale)";

    private const string Loops = "for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) ";

    private const string Sum = "for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j];";

    [Theory]
    [MemberData(nameof(Lifted))]
    public void Nests_AreLiftedOneByOneAndTheStartEqualsTheMethod(string name, string text, string remark)
    {
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Remark.ShouldBe(remark, name);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }
}
