using Autocomp.Backend.Lowering;
using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Frontend.Schedules;

namespace Autocomp.Backend.Tests.Lowering;

/// <summary>Kernels that the accelerator can't take run on the core from the text of their own body.</summary>
public class LowerBodyTests
{
    private const string Ints = "[Kernel] public static void Run([Shape(\"64\")] ReadOnlySpan<int> x, [Output, Shape(\"64\")] Span<int> y)";

    public static TheoryData<string, string> Kernels => new()
    {
        { "prefix sum", Ints + "{ int sum = 0; for (int i = 0; i < 64; i++) { sum += x[i]; y[i] = sum; } }" },
        { "sort", Ints + "{ for (int i = 0; i < 64; i++) y[i] = x[i]; for (int i = 1; i < 64; i++) { int v = y[i]; int j = i - 1; while (j >= 0 && y[j] > v) { y[j + 1] = y[j]; j--; } y[j + 1] = v; } }" },
        { "CRC", "[Kernel] public static void Run([Shape(\"64\")] ReadOnlySpan<byte> x, [Output, Shape(\"1\")] Span<uint> y) { uint crc = 0xFFFFFFFF; for (int i = 0; i < 64; i++) { crc ^= x[i]; for (int b = 0; b < 8; b++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1; } y[0] = ~crc; }" },
        { "Mandelbrot", "[Kernel] public static void Run([Output, Shape(\"8, 8\")] Span<int> y, double zoom) { for (int r = 0; r < 8; r++) for (int c = 0; c < 8; c++) { double a = c * 0.3 - 2, b = r * 0.3 - 1, u = 0, v = 0; int n = 0; while (n < 40 && u * u + v * v < 4) { double t = u * u - v * v + a; v = 2 * u * v + b; u = t; n++; } y[r * 8 + c] = n; } }" },
        { "histogram", "[Kernel] public static void Run([Shape(\"64\")] ReadOnlySpan<byte> x, [Output, Shape(\"16\")] Span<int> y) { for (int i = 0; i < 16; i++) y[i] = 0; for (int i = 0; i < 64; i++) y[x[i] & 15]++; }" },
        { "gather", "[Kernel] public static void Run([Shape(\"64\")] ReadOnlySpan<int> x, [Shape(\"4\")] ReadOnlySpan<byte> at, [Output, Shape(\"4\")] Span<int> y) { for (int i = 0; i < 4; i++) y[i] = x[at[i]]; }" },
        { "guarded gather", Ints + "{ for (int i = 0; i < 64; i++) y[i] = i > 0 && x[i - 1] > 0 ? x[i - 1] : (i < 63 ? x[i + 1] : 0); }" },
        { "long sums of uint and ushort", "[Kernel] public static void Run([Output, Shape(\"4\")] Span<long> y, uint s, ushort f, byte b) { y[0] = checked((long)s - (long)f); y[1] = (long)f - (long)s; y[2] = (long)s - (long)b; y[3] = s - f; }" },
        { "guarded loop", Ints + "{ for (int i = 0; i < 64; i++) y[i] = 0; int n = 0; do { y[n] = x[n]; n += 3; } while (n < 64 && x[n] != 0); }" },
    };

    /// <summary>Helpers whose arguments are constants at the call, so that an operation on constants remains that C# would refuse to compile.</summary>
    [Theory]
    [InlineData("checked((ushort)a)", "int a", "-5")]
    [InlineData("checked(a * a)", "int a", "1 << 20")]
    [InlineData("checked(-a)", "int a", "int.MinValue")]
    [InlineData("7 / a", "int a", "0")]
    [InlineData("a / -1", "int a", "int.MinValue")]
    [InlineData("(int)a", "float a", "1e20f")]
    [InlineData("(int)a", "double a", "double.NaN")]
    [InlineData("(int)(float)a", "long a", "9007199254740993L")]
    public void ConstantOperation_ThatCSharpRefuses_SurvivesAsText(string body, string parameter, string argument)
    {
        KernelCase kernel = KernelCase.Of($$"""
            [Kernel] public static void Run([Shape("4")] ReadOnlySpan<int> x, [Output, Shape("4")] Span<int> y) { for (int i = 0; i < 4; i++) y[i] = x[i] == 12345 ? Help({{argument}}) : x[i]; if (x[0] > 0) y[0] = Help({{argument}}); }
            static int Help({{parameter}}) => {{body}};
            """);
        ScheduleTree tree = kernel.Accept(ScheduleLowering.LowerBody(kernel.Kernel));
        kernel.ShouldAgree(tree, seeds: 6);
        kernel.Accept(tree.Text).Text.ShouldBe(tree.Text);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Body_AsScheduleText_EqualsTheMethodAndItsTraps(string name, string text)
    {
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Operation.ShouldBeNull(name);
        kernel.ShouldAgree(kernel.Accept(ScheduleLowering.LowerBody(kernel.Kernel)), seeds: 4);
    }
}
