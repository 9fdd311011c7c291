using System.Globalization;
using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lowering;

/// <summary>A convolution that only a max pooling reads is pooled while it is stored.</summary>
public class PooledConvolutionTests
{
    /// <summary>Images, size, channels, filters, window, stride, padding of the pooling, what the convolution does to its sums, what the largest element is sought from.</summary>
    public static TheoryData<int, int, int, int, int, int, int, string, string> Shapes => new()
    {
        { 1, 9, 5, 18, 2, 2, 0, "Quantize.ScaleToInt8(sum, scale)", "-128" },
        { 2, 9, 5, 18, 3, 2, 0, "Quantize.ScaleToInt8(sum, scale)", "-128" },
        { 1, 9, 5, 18, 3, 2, 0, "Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale))", "-128" },
        { 1, 9, 5, 18, 3, 2, 0, "Quantize.ScaleToInt8(sum, scale)", "0" },
        { 1, 9, 20, 3, 3, 2, 0, "Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 6))", "-128" },
        { 1, 40, 3, 33, 3, 2, 0, "Quantize.ScaleToInt8(sum, scale)", "-128" },
        { 1, 29, 2, 70, 2, 2, 0, "Quantize.ScaleToInt8(sum, scale)", "-128" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Convolution_ThatOnlyAPoolingReads_IsPooledWhileItIsStored(int images, int size, int channels, int filters, int window, int stride, int padding, string value, string start)
    {
        KernelCase kernel = KernelCase.Of(Text(images, size, channels, filters, window, stride, padding, value, start));
        kernel.Lift().Remark.ShouldEndWith("; 't' is pooled while it is stored");
        string schedule = kernel.StartingText();
        schedule.ShouldNotContain("* t =");
        kernel.ShouldAgree(kernel.Accept(schedule));
    }

    [Fact]
    public void Convolution_ThatIsReadTwice_IsStored()
    {
        string text = Text(1, 9, 5, 18, 2, 2, 0, "Quantize.ScaleToInt8(sum, scale)", "-128");
        KernelCase kernel = KernelCase.Of(text[..text.LastIndexOf('}')] + " for (int i = 0; i < 288; i++) y[i] = Quantize.SaturateToInt8(y[i] + t[i]); }");
        kernel.Lift().Remark.ShouldNotContain("while it is stored");
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 1);
    }

    [Fact]
    public void Windows_ThatReachOutside_ArePooledByThemselves()
    {
        KernelCase kernel = KernelCase.Of(Text(1, 9, 5, 18, 3, 2, 1, "Quantize.ScaleToInt8(sum, scale)", "-128"));
        kernel.Lift().Remark.ShouldNotContain("while it is stored");
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 1);
    }

    private static string Text(int images, int size, int channels, int filters, int window, int stride, int padding, string value, string start)
    {
        int pooled = (size + 2 * padding - window) / stride + 1;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            [Kernel] public static void Run([Shape("{{images}}, {{size}}, {{size}}, {{channels}}")] ReadOnlySpan<sbyte> x, [Shape("3, 3, {{channels}}, {{filters}}")] ReadOnlySpan<sbyte> w, [Shape("{{filters}}")] ReadOnlySpan<int> bias, [Output, Shape("{{images}}, {{pooled}}, {{pooled}}, {{filters}}")] Span<sbyte> y, [ValueRange(0, 1)] float scale)
            {
                Span<sbyte> t = stackalloc sbyte[{{images * size * size * filters}}];
                for (int n = 0; n < {{images}}; n++) for (int p = 0; p < {{size}}; p++) for (int q = 0; q < {{size}}; q++) for (int k = 0; k < {{filters}}; k++)
                {
                    int sum = bias[k];
                    for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++)
                    {
                        int iy = p + r - 1, ix = q + s - 1;
                        if (iy >= 0 && iy < {{size}} && ix >= 0 && ix < {{size}}) for (int c = 0; c < {{channels}}; c++) sum += x[((n * {{size}} + iy) * {{size}} + ix) * {{channels}} + c] * w[((r * 3 + s) * {{channels}} + c) * {{filters}} + k];
                    }

                    t[((n * {{size}} + p) * {{size}} + q) * {{filters}} + k] = {{value}};
                }

                for (int n = 0; n < {{images}}; n++) for (int p = 0; p < {{pooled}}; p++) for (int q = 0; q < {{pooled}}; q++) for (int k = 0; k < {{filters}}; k++)
                {
                    int best = {{start}};
                    for (int r = 0; r < {{window}}; r++) for (int s = 0; s < {{window}}; s++)
                    {
                        int iy = p * {{stride}} + r - {{padding}}, ix = q * {{stride}} + s - {{padding}};
                        if (iy >= 0 && iy < {{size}} && ix >= 0 && ix < {{size}}) best = Math.Max(best, t[((n * {{size}} + iy) * {{size}} + ix) * {{filters}} + k]);
                    }

                    y[((n * {{pooled}} + p) * {{pooled}} + q) * {{filters}} + k] = (sbyte)best;
                }
            }
            """);
    }
}
