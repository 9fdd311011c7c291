using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.Lift;

/// <summary>Single-precision kernels on the small array: matrices and vectors, coefficients, addends, chains through time.</summary>
public class FloatLiftTests
{
    private const string Matrices = "[Kernel] public static void Run([Shape(\"9, 13\")] ReadOnlySpan<float> a, [Shape(\"13, 7\")] ReadOnlySpan<float> b, [Shape(\"7\")] ReadOnlySpan<float> d, [Shape(\"9, 7\")] ReadOnlySpan<float> e, [Shape(\"9, 7\")] Span<float> c, float alpha)";

    private const string Vectors = "[Kernel] public static void Run([Shape(\"12, 12\")] ReadOnlySpan<float> a, [Shape(\"12, 4\")] ReadOnlySpan<float> b, [Shape(\"12\")] ReadOnlySpan<float> x, [Shape(\"4\")] ReadOnlySpan<float> u, [Shape(\"12\")] Span<float> y)";

    private const string Forward = "[Kernel] public static void Run([Shape(\"12, 12\")] ReadOnlySpan<float> a, [Shape(\"12, 4\")] ReadOnlySpan<float> b, [Shape(\"4, 12\")] ReadOnlySpan<float> k, [Shape(\"5, 4\")] ReadOnlySpan<float> d, [Shape(\"6, 12\")] Span<float> x, [Output, Shape(\"5, 4\")] Span<float> u)";

    private const string Loops = "for (int i = 0; i < 9; i++) for (int j = 0; j < 7; j++) ";

    private const string Sum = "for (int k = 0; k < 13; k++) s += a[i * 13 + k] * b[k * 7 + j];";

    public static TheoryData<string, string, string> Lifted => new()
    {
        { "product", Body(Loops + "{ float s = 0; " + Sum + " c[i * 7 + j] = s; }"), "matrix product 'a' 9x13 by 'b' 13x7" },
        { "product in the output", Body(Loops + "c[i * 7 + j] = 0; " + Loops + Sum.Replace("s +=", "c[i * 7 + j] +=", StringComparison.Ordinal)), "matrix product 'a' 9x13 by 'b' 13x7" },
        { "bias row", Body(Loops + "{ float s = d[j]; " + Sum + " c[i * 7 + j] = s; }"), "matrix product 'a' 9x13 by 'b' 13x7 plus bias row 'd'" },
        { "bias row last, ReLU", Body(Loops + "{ float s = 0; " + Sum + " c[i * 7 + j] = MathF.Max(0, s + d[j]); }"), "matrix product 'a' 9x13 by 'b' 13x7 plus bias row 'd', ReLU" },
        { "ReLU ternary", Body(Loops + "{ float s = 0; " + Sum + " c[i * 7 + j] = s > 0 ? s : 0; }"), "matrix product 'a' 9x13 by 'b' 13x7, ReLU" },
        { "ReLU if", Body(Loops + "{ float s = 0; " + Sum + " if (s < 0) s = 0; c[i * 7 + j] = s; }"), "matrix product 'a' 9x13 by 'b' 13x7, ReLU" },
        { "accumulation", Body(Loops + Sum.Replace("s +=", "c[i * 7 + j] +=", StringComparison.Ordinal)), "matrix product 'a' 9x13 by 'b' 13x7 plus 'c'" },
        { "alpha and matrix", Body(Loops + "{ float s = 0; " + Sum + " c[i * 7 + j] = alpha * s + e[i * 7 + j]; }"), "matrix product alpha * 'a' 9x13 by 'b' 13x7 plus 'e'" },
        { "alpha and beta", Body(Loops + "{ float s = 0; " + Sum + " c[i * 7 + j] = 2 * s - alpha * c[i * 7 + j]; }"), "matrix product 2f * 'a' 9x13 by 'b' 13x7 plus -alpha * 'c'" },
        { "subtracted", Body(Loops + "{ float s = e[i * 7 + j]; " + Sum.Replace("+=", "-=", StringComparison.Ordinal) + " c[i * 7 + j] = s; }"), "matrix product -'a' 9x13 by 'b' 13x7 plus 'e'" },
        { "right transposed", Body(Loops + "{ float s = 0; for (int k = 0; k < 13; k++) s += a[i * 13 + k] * b[j * 13 + k]; c[i * 7 + j] = s; }"), "matrix product 'a' 9x13 by 'b' transposed 13x7" },
        { "left transposed", Body(Loops + "{ float s = 0; for (int k = 0; k < 13; k++) s += a[k * 9 + i] * b[k * 7 + j]; c[i * 7 + j] = s; }"), "matrix product 'a' transposed 9x13 by 'b' 13x7" },
        { "elementwise", Body("for (int q = 0; q < 63; q++) c[q] = 0.5f * e[q] + c[q] * alpha;"), "elementwise sum 0.5f * 'e' plus alpha * 'c', 63 elements" },
        { "elementwise with a row", Body(Loops + "c[i * 7 + j] = MathF.Max(e[i * 7 + j] - d[j], 0);"), "elementwise sum 'e' plus -'d' in each row, 63 elements, ReLU" },
        { "rows that read the next one", Body("for (int i = 0; i < 8; i++) for (int j = 0; j < 7; j++) c[i * 7 + j] = e[i * 7 + j] + c[i * 7 + 7 + j];"), "repeated: elementwise sum 'e' plus 'c', 7 elements" },
        { "matrix times vector", VectorBody("for (int i = 0; i < 12; i++) { float s = 0; for (int k = 0; k < 12; k++) s += a[i * 12 + k] * x[k]; y[i] = s; }"), "matrix product 'a' 12x12 by 'x' 12x1" },
        { "transposed matrix times vector", VectorBody("for (int i = 0; i < 12; i++) { float s = 0; for (int k = 0; k < 12; k++) s += a[k * 12 + i] * x[k]; y[i] = s; }"), "matrix product 'x' 1x12 by 'a' 12x12" },
        { "two products in one sum", VectorBody("for (int i = 0; i < 12; i++) { float s = 0; for (int k = 0; k < 12; k++) s += a[i * 12 + k] * x[k]; for (int k = 0; k < 4; k++) s += b[i * 4 + k] * u[k]; y[i] = s; }"), "sum of matrix products 'a' 12x12 by 'x' 12x1 plus 'b' 12x4 by 'u' 4x1" },
        { "two products into the output", VectorBody("for (int i = 0; i < 12; i++) { y[i] = x[i]; for (int k = 0; k < 12; k++) y[i] += a[i * 12 + k] * x[k]; } for (int i = 0; i < 12; i++) for (int k = 0; k < 4; k++) y[i] -= b[i * 4 + k] * u[k];"), "sum of matrix products 'a' 12x12 by 'x' 12x1 plus -'b' 12x4 by 'u' 4x1 plus 'x'" },
        { "from the last row to the first", Body("for (int i = 8; i >= 0; i--) for (int j = 0; j < 7; j++) c[i * 7 + j] += e[i * 7 + j];"), "repeated: elementwise sum 'c' plus 'e', 7 elements" },
        { "sum of rows", Body("for (int j = 0; j < 7; j++) { float s = d[j]; int i = 0; while (i < 9) { s += e[i * 7 + j]; i++; } c[j] = s * 0.5f; }"), "elementwise sum 0.5f * 9 parts of 'e' plus 0.5f * 'd', 7 elements" },
        {
            "forward pass",
            Forward + " { for (int t = 0; t < 5; t++) { for (int i = 0; i < 4; i++) { float s = 0; for (int j = 0; j < 12; j++) s += k[i * 12 + j] * x[t * 12 + j]; u[t * 4 + i] = -s - d[t * 4 + i]; } for (int i = 0; i < 12; i++) { float s = 0; for (int j = 0; j < 12; j++) s += a[i * 12 + j] * x[t * 12 + j]; for (int j = 0; j < 4; j++) s += b[i * 4 + j] * u[t * 4 + j]; x[(t + 1) * 12 + i] = s; } } }",
            "repeated: matrix product -'k' 4x12 by 'x' 12x1 plus -'d'; then repeated: sum of matrix products 'a' 12x12 by 'x' 12x1 plus 'b' 12x4 by 'u' 4x1; 'u' and 'x' stay in the scratchpad"
        },
        {
            "forward pass through a buffer",
            Forward + " { Span<float> kx = stackalloc float[4]; for (int t = 0; t < 5; t++) { for (int i = 0; i < 4; i++) { kx[i] = 0; for (int j = 0; j < 12; j++) kx[i] += k[i * 12 + j] * x[t * 12 + j]; } for (int i = 0; i < 4; i++) u[t * 4 + i] = -kx[i] - d[t * 4 + i]; for (int i = 0; i < 12; i++) { x[12 * t + 12 + i] = 0; for (int j = 0; j < 12; j++) x[12 * t + 12 + i] += a[i * 12 + j] * x[t * 12 + j]; for (int j = 0; j < 4; j++) x[12 * t + 12 + i] += b[i * 4 + j] * u[t * 4 + j]; } } }",
            "repeated: matrix product -'k' 4x12 by 'x' 12x1 plus -'d'; then repeated: sum of matrix products 'a' 12x12 by 'x' 12x1 plus 'b' 12x4 by 'u' 4x1; 'u' and 'x' stay in the scratchpad"
        },
        {
            "forward pass in two dimensions",
            "[Kernel] public static void Run([Shape(\"12, 12\")] float[,] a, [Shape(\"12, 4\")] float[,] b, [Shape(\"4, 12\")] float[,] k, [Shape(\"5, 4\")] float[,] d, [Shape(\"6, 12\")] float[,] x, [Output, Shape(\"5, 4\")] float[,] u) { for (int t = 0; t < 5; t++) { for (int i = 0; i < 4; i++) { float s = -d[t, i]; for (int j = 0; j < 12; j++) s -= k[i, j] * x[t, j]; u[t, i] = s; } for (int i = 0; i < 12; i++) { float s = 0; for (int j = 0; j < 12; j++) s += a[i, j] * x[t, j]; for (int j = 0; j < 4; j++) s += b[i, j] * u[t, j]; x[t + 1, i] = s; } } }",
            "repeated: matrix product -'k' 4x12 by 'x' 12x1 plus -'d'; then repeated: sum of matrix products 'a' 12x12 by 'x' 12x1 plus 'b' 12x4 by 'u' 4x1; 'u' and 'x' stay in the scratchpad"
        },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { Body(Loops + "{ float s = 1; " + Sum + " c[i * 7 + j] = s; }"), "a constant is added" },
        { Body(Loops + "{ double s = 0; for (int k = 0; k < 13; k++) s += a[i * 13 + k] * b[k * 7 + j]; c[i * 7 + j] = (float)s; }"), "the stored value is not a function of the sum that the accelerator has" },
        { Body(Loops + "{ float s = 0; " + Sum + " c[i * 7 + j] = MathF.Min(s, 6); }"), "the stored value is not a function of the sum that the accelerator has" },
        { Body(Loops + "c[i * 7 + j] = e[i * 7 + j];"), "elements are copied, not summed up" },
        { Body("for (int q = 0; q < 62; q++) c[q] = e[q] + c[q + 1];"), "'c' is read and written" },
    };

    [Theory]
    [MemberData(nameof(Lifted))]
    public void Kernel_OfFloats_IsLiftedAndItsStartEqualsTheMethod(string name, string text, string remark)
    {
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift(TargetPresets.Fp32).Remark.ShouldBe(remark, name);
        SmallIntegers.ShouldAgree(kernel, kernel.Accept(kernel.StartingText(TargetPresets.Fp32)), TargetPresets.Fp32);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Lookalike_OfFloats_IsRefusedWithItsReason(string text, string reason) =>
        KernelCase.Of(text).Lift(TargetPresets.Fp32).Remark.ShouldBe("stays on the host core: " + reason);

    private static string Body(string statements) => Matrices + " { " + statements + " }";

    private static string VectorBody(string statements) => Vectors + " { " + statements + " }";
}
