using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.Lowering;

/// <summary>Products in sequence share the scratchpad: what one leaves there is an operand of the next, without a fence between them.</summary>
public class ChainTests
{
    private const string Layers = "[Kernel] public static void Run([Shape(\"9, 13\")] ReadOnlySpan<float> x, [Shape(\"13, 11\")] ReadOnlySpan<float> w, [Shape(\"11\")] ReadOnlySpan<float> b, [Shape(\"11, 6\")] ReadOnlySpan<float> v, [Output, Shape(\"9, 6\")] Span<float> y)";

    private const string Bytes = "[Kernel] public static void Run([Shape(\"20, 33\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 50\")] ReadOnlySpan<sbyte> w, [Shape(\"50, 18\")] ReadOnlySpan<sbyte> v, [Shape(\"18\")] ReadOnlySpan<int> bias, [Output, Shape(\"20, 18\")] Span<sbyte> y, [ValueRange(0, 1)] float scale)";

    private const string Shifted = "h[i * 50 + j] = Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 5)); ";

    private const string Steps = "[Kernel] public static void Run([Shape(\"5, 6\")] ReadOnlySpan<float> x, [Shape(\"6, 6\")] ReadOnlySpan<float> a, [Shape(\"6, 6\")] ReadOnlySpan<float> b, [Shape(\"6\")] Span<float> y)";

    /// <summary>Kernels on floats with what stays, and the fences of their starts.</summary>
    public static TheoryData<string, string, string, int> Floats => new()
    {
        { "two layers", Layers + " { Span<float> h = stackalloc float[99]; " + Hidden("MathF.Max(0, s)", "0") + Second + " }", "'h' stays", 1 },
        { "two layers, bias row", Layers + " { Span<float> h = stackalloc float[99]; " + Hidden("MathF.Max(0, s + b[j])", "0") + Second + " }", "'h' stays", 1 },
        { "hidden layer on the right", Layers + " { Span<float> h = stackalloc float[99]; " + Hidden("s", "0") + "for (int i = 0; i < 6; i++) for (int j = 0; j < 9; j++) { float s = 0; for (int k = 0; k < 9; k++) s += v[i * 9 + k] * h[k * 11 + j]; y[i * 9 + j] = s; } }", "'h' stays", 1 },
        { "hidden layer transposed", Layers + " { Span<float> h = stackalloc float[99]; " + Hidden("s", "0").Replace("x[i * 13 + k]", "x[k * 9 + i]", StringComparison.Ordinal) + Second.Replace("h[i * 11 + k]", "h[k * 11 + i]", StringComparison.Ordinal).Replace("k < 11", "k < 9", StringComparison.Ordinal) + " }", "'h' stays", 1 },
        { "vector after vector", Steps + " { Span<float> h = stackalloc float[6]; for (int t = 0; t < 5; t++) { for (int i = 0; i < 6; i++) { float s = y[i]; for (int k = 0; k < 6; k++) s += a[i * 6 + k] * x[t * 6 + k]; h[i] = s; } for (int i = 0; i < 6; i++) { float s = 0; for (int k = 0; k < 6; k++) s += b[k * 6 + i] * h[k]; y[i] = s; } } }", "'h' and 'y' stay", 1 },
        { "state from zero, alternating", Steps + " { Span<float> h = stackalloc float[36]; for (int t = 0; t < 5; t++) for (int i = 0; i < 6; i++) { float s = x[t * 6 + i]; for (int k = 0; k < 6; k++) s += a[i * 6 + k] * h[t * 6 + k]; h[t * 6 + 6 + i] = s; } for (int i = 0; i < 6; i++) { float s = 0; for (int k = 0; k < 6; k++) s += b[i * 6 + k] * h[30 + k]; y[i] = s; } }", "'h' stays", 1 },
        { "result of a right operand transposed goes through memory", Layers + " { Span<float> h = stackalloc float[99]; " + Hidden("s", "0").Replace("w[k * 11 + j]", "w[j * 13 + k]", StringComparison.Ordinal) + Second + " }", "", 2 },
        { "chain in a repetition", "[Kernel] public static void Run([Shape(\"3, 5, 6\")] ReadOnlySpan<float> x, [Shape(\"3, 6, 7\")] ReadOnlySpan<float> a, [Shape(\"7, 3\")] ReadOnlySpan<float> b, [Output, Shape(\"3, 5, 3\")] Span<float> y) { Span<float> h = stackalloc float[35]; for (int n = 0; n < 3; n++) { for (int i = 0; i < 5; i++) for (int j = 0; j < 7; j++) { float s = 0; for (int k = 0; k < 6; k++) s += x[n * 30 + i * 6 + k] * a[n * 42 + k * 7 + j]; h[i * 7 + j] = s; } for (int i = 0; i < 5; i++) for (int j = 0; j < 3; j++) { float s = 0; for (int k = 0; k < 7; k++) s += h[i * 7 + k] * b[k * 3 + j]; y[n * 15 + i * 3 + j] = s; } } }", "'h' stays", 1 },
    };

    /// <summary>Kernels on bytes.</summary>
    public static TheoryData<string, string, string, int> Integers => new()
    {
        { "shifted layers", Bytes + " { Span<sbyte> h = stackalloc sbyte[1000]; " + First + Shifted + "} " + Last("0", "Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 3))") + " }", "'h' stays", 1 },
        { "ReLU between, sums that leave by the accumulator", Bytes + " { Span<sbyte> h = stackalloc sbyte[1000]; " + First + Shifted.Replace("= ", "= Math.Max((sbyte)0, ", StringComparison.Ordinal).Replace("; ", "); ", StringComparison.Ordinal) + "} " + Last("bias[j]", "Quantize.ScaleToInt8(sum, scale)") + " }", "'h' stays", 1 },
        { "a scale that is no shift goes through memory", Bytes + " { Span<sbyte> h = stackalloc sbyte[1000]; " + First + "h[i * 50 + j] = Quantize.ScaleToInt8(sum, scale); } " + Last("0", "Quantize.SaturateToInt8(sum)") + " }", "", 2 },
        { "sums from a bias go through memory", Bytes.Replace("\"18\"", "\"50\"", StringComparison.Ordinal) + " { Span<sbyte> h = stackalloc sbyte[1000]; " + First.Replace("sum = 0", "sum = bias[j]", StringComparison.Ordinal) + Shifted + "} " + Last("0", "Quantize.SaturateToInt8(sum)") + " }", "", 2 },
    };

    private static string First => "for (int i = 0; i < 20; i++) for (int j = 0; j < 50; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 50 + j]; ";

    private static string Second => "for (int i = 0; i < 9; i++) for (int j = 0; j < 6; j++) { float s = 0; for (int k = 0; k < 11; k++) s += h[i * 11 + k] * v[k * 6 + j]; y[i * 6 + j] = s; }";

    [Theory]
    [MemberData(nameof(Floats))]
    public void Floats_InSequence_StayInTheScratchpad(string name, string text, string kept, int fences)
    {
        KernelCase kernel = KernelCase.Of(text);
        string schedule = Check(kernel, TargetPresets.Fp32, name, kept, fences);
        SmallIntegers.ShouldAgree(kernel, kernel.Accept(schedule), TargetPresets.Fp32);
    }

    [Theory]
    [MemberData(nameof(Integers))]
    public void Integers_InSequence_StayWhereTheArrayNarrowsThemExactly(string name, string text, string kept, int fences)
    {
        KernelCase kernel = KernelCase.Of(text);
        string schedule = Check(kernel, TargetPresets.Int8, name, kept, fences);
        kernel.ShouldAgree(kernel.Accept(schedule), seeds: 6);
    }

    private static string Check(KernelCase kernel, TargetDescription target, string name, string kept, int fences)
    {
        string remark = kernel.Lift(target).Remark, schedule = kernel.StartingText(target);
        if (kept.Length > 0)
        {
            remark.ShouldContain(kept, Case.Sensitive, name);
        }
        else
        {
            remark.ShouldNotContain(" stay", Case.Sensitive, name);
        }

        schedule.Split("Gemmini.Fence()").Length.ShouldBe(fences + 1, schedule);
        return schedule;
    }

    private static string Hidden(string value, string start) =>
        $"for (int i = 0; i < 9; i++) for (int j = 0; j < 11; j++) {{ float s = {start}; for (int k = 0; k < 13; k++) s += x[i * 13 + k] * w[k * 11 + j]; h[i * 11 + j] = {value}; }} ";

    private static string Last(string start, string value) =>
        $"for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) {{ int sum = {start}; for (int k = 0; k < 50; k++) sum += h[i * 50 + k] * v[k * 18 + j]; y[i * 18 + j] = {value}; }}";
}
