using System.Text.RegularExpressions;
using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lowering;

/// <summary>Operands that several products use are loaded once, and fences stand only where one product needs what another one stores.</summary>
public partial class ResidencyTests
{
    private const string Projections = "[Kernel] public static void Run([Shape(\"40, 33\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 70\")] ReadOnlySpan<sbyte> u, [Shape(\"33, 18\")] ReadOnlySpan<sbyte> v, [Shape(\"40, 70\")] Span<sbyte> a, [Shape(\"40, 18\")] Span<sbyte> b)";

    private const string Time = "[Kernel] public static void Run([Shape(\"5, 20, 16\")] ReadOnlySpan<sbyte> x, [Shape(\"16, 24\")] ReadOnlySpan<sbyte> w, [Shape(\"24, 24\")] ReadOnlySpan<sbyte> u, [Shape(\"6, 20, 24\")] Span<sbyte> h)";

    /// <summary>Kernel, its remark's end, and fences.</summary>
    public static TheoryData<string, string, string, int> Kept => new()
    {
        { "projections of one matrix", Projections + " { " + Product("x", "u", "a", 40, 70, 33) + Product("x", "v", "b", 40, 18, 33) + " }", "; 'x' stays in the scratchpad", 1 },
        {
            "the same matrix on both sides",
            Projections + " { " + Product("x", "v", "b", 40, 18, 33) + Product("u", "v", "a", 33, 18, 33).Replace("u[i * 33", "x[i * 33", StringComparison.Ordinal) + " }",
            "; 'v' stays in the scratchpad", 1
        },
        {
            "one matrix for all batches",
            "[Kernel] public static void Run([Shape(\"3, 700\")] ReadOnlySpan<sbyte> x, [Shape(\"33, 18\")] ReadOnlySpan<sbyte> v, [Output, Shape(\"3, 20, 18\")] Span<sbyte> y) { for (int n = 0; n < 3; n++) for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[n * 700 + k * 20 + i] * v[k * 18 + j]; y[n * 360 + i * 18 + j] = Quantize.SaturateToInt8(sum); } }",
            "; 'v' stays in the scratchpad", 1
        },
        {
            "weights of a step in time",
            Time + " { for (int t = 0; t < 5; t++) " + Product("h", "u", "h", 20, 24, 24, "t * 480 + ", "t * 480 + 480 + ") + " }",
            "; 'u' stays in the scratchpad", 2
        },
        {
            "two repetitions, a matrix that moves with the outer one",
            "[Kernel] public static void Run([Shape(\"2, 3, 200\")] ReadOnlySpan<sbyte> x, [Shape(\"2, 9, 18\")] ReadOnlySpan<sbyte> v, [Output, Shape(\"2, 3, 20, 18\")] Span<sbyte> y) { for (int m = 0; m < 2; m++) for (int n = 0; n < 3; n++) for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 9; k++) sum += x[m * 600 + n * 200 + i * 9 + k] * v[m * 162 + k * 18 + j]; y[m * 1080 + n * 360 + i * 18 + j] = Quantize.SaturateToInt8(sum); } }",
            "; 'v' stays in the scratchpad", 1
        },
    };

    public static TheoryData<string, string, int> NotKept => new()
    {
        { "a result between", Projections.Replace("ReadOnlySpan<sbyte> x", "Span<sbyte> x", StringComparison.Ordinal) + " { " + Product("x", "u", "a", 40, 70, 33) + Product("a", "u", "x", 40, 33, 33).Replace("a[i * 33", "a[i * 70", StringComparison.Ordinal).Replace("u[k * 33", "u[k * 70", StringComparison.Ordinal) + Product("x", "v", "b", 40, 18, 33) + " }", 3 },
        { "another operand in its place", Projections + " { " + Product("x", "u", "a", 40, 33, 33).Replace("u[k * 33", "u[k * 70", StringComparison.Ordinal) + Product("x", "v", "b", 18, 18, 33) + " }", 1 },
        { "too large", Projections.Replace("40, 33", "4000, 33", StringComparison.Ordinal).Replace("40, ", "4000, ", StringComparison.Ordinal) + " { " + Product("x", "u", "a", 4000, 70, 33) + Product("x", "v", "b", 4000, 18, 33) + " }", 1 },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void Operand_UsedAgain_IsLoadedOnce(string name, string text, string remark, int fences)
    {
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Remark.ShouldEndWith(remark, Case.Sensitive, name);
        string schedule = kernel.StartingText();
        Fence().Count(schedule).ShouldBe(fences, schedule);
        kernel.ShouldAgree(kernel.Accept(schedule));
    }

    [Theory]
    [MemberData(nameof(NotKept))]
    public void Operand_NoLongerThere_IsLoadedAgain(string name, string text, int fences)
    {
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Remark.ShouldNotContain("stay", Case.Sensitive, name);
        string schedule = kernel.StartingText();
        Fence().Count(schedule).ShouldBe(fences, schedule);
        kernel.ShouldAgree(kernel.Accept(schedule), seeds: 1);
    }

    private static string Product(string a, string b, string c, int rows, int columns, int depth, string from = "", string to = "") =>
        $"for (int i = 0; i < {rows}; i++) for (int j = 0; j < {columns}; j++) {{ int sum = 0; for (int k = 0; k < {depth}; k++) sum += {a}[{from}i * {depth} + k] * {b}[k * {columns} + j]; {c}[{to}i * {columns} + j] = Quantize.ScaleToInt8(sum, 0.3f); }} ";

    [GeneratedRegex(@"Gemmini\.Fence\(\)")]
    private static partial Regex Fence();
}
