using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lift;

/// <summary>Max pooling: 2 images of 9 x 8 pixels and 21 channels.</summary>
public class MaxPoolTests
{
    private const string Flat = "[Kernel] public static void Run([Shape(\"2, 9, 8, 21\")] ReadOnlySpan<sbyte> x, [Output, Shape(\"YY\")] Span<sbyte> y) { ";
    private const string Padded = "max pooling of 'x' 2x9x8x21 by 3x3, stride 2, padding 1";
    private const string Valid = "max pooling of 'x' 2x8x8x21 by 2x2, stride 2, padding 0";

    public static TheoryData<string, string, string> Pools => new()
    {
        { "2,5,4,21", Over(5, 4) + "int best = -128; for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++) { int iy = 2 * p + r - 1, ix = 2 * q + s - 1; if (iy >= 0 && iy < 9 && ix >= 0 && ix < 8) best = Math.Max(best, x[((n * 9 + iy) * 8 + ix) * 21 + c]); } y[((n * 5 + p) * 4 + q) * 21 + c] = (sbyte)best; }", Padded },
        { "2,5,4,21", Over(5, 4) + "sbyte best = sbyte.MinValue; for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++) { int iy = 2 * p + r - 1, ix = 2 * q + s - 1; if (iy < 0 || iy >= 9 || ix < 0 || ix >= 8) continue; sbyte v = x[((n * 9 + iy) * 8 + ix) * 21 + c]; if (v > best) best = v; } y[((n * 5 + p) * 4 + q) * 21 + c] = best; }", Padded },
        { "2,5,4,21", Over(5, 4) + "int best = 0; for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++) { int iy = 2 * p + r - 1, ix = 2 * q + s - 1; if (iy >= 0 && iy < 9 && ix >= 0 && ix < 8) best = Math.Max(best, x[((n * 9 + iy) * 8 + ix) * 21 + c]); } y[((n * 5 + p) * 4 + q) * 21 + c] = (sbyte)best; }", Padded + ", ReLU" },
        { "2,4,4,21", Over(4, 4) + "int best = int.MinValue; for (int r = 0; r < 2; r++) for (int s = 0; s < 2; s++) { int v = x[((n * 9 + 2 * p + r) * 8 + 2 * q + s) * 21 + c]; best = best < v ? v : best; } y[((n * 4 + p) * 4 + q) * 21 + c] = (sbyte)best; }", Valid },
        { "2,4,4,21", "for (int e = 0; e < 672; e++) y[e] = -128; for (int n = 0; n < 2; n++) for (int r = 0; r < 2; r++) for (int s = 0; s < 2; s++) for (int p = 0; p < 4; p++) for (int q = 0; q < 4; q++) for (int c = 0; c < 21; c++) y[((n * 4 + p) * 4 + q) * 21 + c] = Math.Max(y[((n * 4 + p) * 4 + q) * 21 + c], x[((n * 9 + 2 * p + r) * 8 + 2 * q + s) * 21 + c]);", Valid },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "2,2,2,21", Over(2, 2) + "int best = -128; for (int r = 0; r < 4; r++) for (int s = 0; s < 4; s++) best = Math.Max(best, x[((n * 9 + 2 * p + r) * 8 + 2 * q + s) * 21 + c]); y[((n * 2 + p) * 2 + q) * 21 + c] = (sbyte)best; }", "windows of 4: the accelerator pools square windows of at most 3, by strides of at most 3" },
        { "2,4,4,21", Over(4, 4) + "int best = -5; for (int r = 0; r < 2; r++) for (int s = 0; s < 2; s++) best = Math.Max(best, x[((n * 9 + 2 * p + r) * 8 + 2 * q + s) * 21 + c]); y[((n * 4 + p) * 4 + q) * 21 + c] = (sbyte)best; }", "the largest element is sought from something that is neither 0 nor the smallest sbyte" },
        { "2,4,4,21", Over(4, 4) + "int best = -128; for (int r = 0; r < 2; r++) for (int s = 0; s < 3; s++) best = Math.Max(best, x[((n * 9 + 2 * p + r) * 8 + q + s) * 21 + c]); y[((n * 4 + p) * 4 + q) * 21 + c] = (sbyte)best; }", "windows that are not square: the accelerator pools square windows of at most 3, by strides of at most 3" },
        { "2,4,4,21", Over(4, 4) + "int best = -128; for (int r = 0; r < 2; r++) for (int s = 0; s < 2; s++) best = Math.Max(best, x[((n * 9 + 2 * p + r) * 8 + 2 * q + s) * 21 + c]); y[((n * 4 + p) * 4 + q) * 21 + c] = (sbyte)(best / 2); }", "the largest element is not stored as it is" },
    };

    [Theory]
    [MemberData(nameof(Pools))]
    public void Pooling_InAnySpelling_IsLiftedAndItsStartEqualsTheMethod(string shape, string body, string remark)
    {
        KernelCase kernel = Of(shape, body);
        kernel.Lift().Remark.ShouldBe(remark);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Lookalike_IsRefusedWithItsReason(string shape, string body, string reason)
    {
        KernelCase kernel = Of(shape, body);
        kernel.Lift().Remark.ShouldBe("stays on the host core: " + reason);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 1);
    }

    [Fact]
    public void ConvolutionThenPooling_OverABuffer_AreBothLifted()
    {
        KernelCase kernel = KernelCase.Of(
            "[Kernel] public static void Run([Shape(\"8, 8, 5\")] ReadOnlySpan<sbyte> x, [Shape(\"3, 3, 5, 18\")] ReadOnlySpan<sbyte> w, [Output, Shape(\"3, 3, 18\")] Span<sbyte> y, [ValueRange(0, 1)] float scale) { Span<sbyte> t = stackalloc sbyte[648]; "
            + "for (int p = 0; p < 6; p++) for (int q = 0; q < 6; q++) for (int k = 0; k < 18; k++) { int sum = 0; for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++) for (int c = 0; c < 5; c++) sum += x[((p + r) * 8 + q + s) * 5 + c] * w[((r * 3 + s) * 5 + c) * 18 + k]; t[(p * 6 + q) * 18 + k] = Quantize.ScaleToInt8(sum, scale); } "
            + "for (int p = 0; p < 3; p++) for (int q = 0; q < 3; q++) for (int k = 0; k < 18; k++) { int best = -128; for (int r = 0; r < 2; r++) for (int s = 0; s < 2; s++) best = Math.Max(best, t[((2 * p + r) * 6 + 2 * q + s) * 18 + k]); y[(p * 3 + q) * 18 + k] = (sbyte)best; } }");
        kernel.Lift().Remark.ShouldBe("convolution of 'x' 1x8x8x5 with 'w' 3x3 to 18 channels, scaled by 'scale', saturated to sbyte; then max pooling of 't' 1x6x6x18 by 2x2, stride 2, padding 0; 't' is pooled while it is stored");
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }

    private static KernelCase Of(string shape, string body) => KernelCase.Of(Flat.Replace("YY", shape, StringComparison.Ordinal) + body + " }");

    private static string Over(int rows, int columns) => $"for (int n = 0; n < 2; n++) for (int p = 0; p < {rows}; p++) for (int q = 0; q < {columns}; q++) for (int c = 0; c < 21; c++) {{ ";
}
