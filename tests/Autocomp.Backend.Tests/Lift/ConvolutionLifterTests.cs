using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.Lift;

public class ConvolutionLifterTests
{
    public static TheoryData<string> Names => [.. ConvolutionSpellings.Positives().Select(spelling => spelling.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Convolution_InAnySpelling_IsLiftedAndItsStartEqualsTheMethod(string name)
    {
        (_, string text, string remark) = ConvolutionSpellings.Positives().Single(spelling => spelling.Name == name);
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Remark.ShouldBe(remark);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }

    [Theory]
    [InlineData("if (i > 3) y[i * 18 + j] += bias[j];")]
    [InlineData("if (i > 3) y[i * 18 + j] = bias[j] + bias[j];")]
    public void GuardedElement_IsNotTakenForAnUnguardedOne(string statement)
    {
        string text = "[Kernel] public static void Run([Shape(\"18\")] ReadOnlySpan<int> bias, [Shape(\"20, 18\")] Span<int> y) { for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) " + statement + " }";
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Operation.ShouldBeNull();
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 1);
    }

    [Theory]
    [InlineData("float sum = bias[k]; ", "y[((n * 7 + p) * 6 + q) * 9 + k] = sum;", " plus bias row 'bias'")]
    [InlineData("float sum = 0; ", "y[((n * 7 + p) * 6 + q) * 9 + k] = MathF.Max(sum + bias[k], 0f);", " plus bias row 'bias', ReLU")]
    [InlineData("float sum = 0; ", "if (sum < 0f) sum = 0f; y[((n * 7 + p) * 6 + q) * 9 + k] = sum;", ", ReLU")]
    public void Convolution_InSinglePrecision_IsLiftedForTheFloatTarget(string start, string store, string remark)
    {
        string text = "[Kernel] public static void Run([Shape(\"2, 7, 6, 5\")] ReadOnlySpan<float> x, [Shape(\"3, 3, 5, 9\")] ReadOnlySpan<float> w, [Shape(\"9\")] ReadOnlySpan<float> bias, [Output, Shape(\"2, 7, 6, 9\")] Span<float> y) { "
            + "for (int n = 0; n < 2; n++) for (int p = 0; p < 7; p++) for (int q = 0; q < 6; q++) for (int k = 0; k < 9; k++) { " + start
            + "for (int r = 0; r < 3; r++) for (int s = 0; s < 3; s++) { int iy = p + r - 1, ix = q + s - 1; if (iy >= 0 && iy < 7 && ix >= 0 && ix < 6) for (int c = 0; c < 5; c++) sum += x[((n * 7 + iy) * 6 + ix) * 5 + c] * w[((r * 3 + s) * 5 + c) * 9 + k]; } " + store + " } }";
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift(TargetPresets.Fp32).Remark.ShouldBe("convolution of 'x' 2x7x6x5 with 'w' 3x3 to 9 channels, stride 1, dilation 1, padding 1" + remark);
        SmallIntegers.ShouldAgree(kernel, kernel.Accept(kernel.StartingText(TargetPresets.Fp32)), TargetPresets.Fp32);
    }
}
