using System.Globalization;
using System.Text;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Writes kernels of several nests over square matrices: products and sums in many spellings, host loops between them, buffers, loops around.</summary>
/// <param name="seed">The seed.</param>
/// <param name="isFloat">Whether elements are floats; sbyte with int sums otherwise.</param>
internal sealed class RandomNests(int seed, bool isFloat)
{
    private const int Size = 5;

    private readonly Random random = new(seed);
    private readonly StringBuilder text = new();

    private string Element => isFloat ? "float" : "sbyte";

    private string Sum => isFloat ? "float" : "int";

    /// <summary>The kernel's text.</summary>
    public string Write()
    {
        string shape = $"[Shape(\"{Size}, {Size}\")]";
        text.Append($"[Kernel] public static void Run({shape} ReadOnlySpan<{Element}> a, {shape} ReadOnlySpan<{Element}> b, {shape} Span<{Element}> c, {shape} Span<{Sum}> d) {{ ");
        text.Append(CultureInfo.InvariantCulture, $"Span<{Element}> h = stackalloc {Element}[{Size * Size}]; Span<{Sum}> s = stackalloc {Sum}[{Size * Size}]; ");
        int nests = 1 + random.Next(4);
        for (int n = 0; n < nests; n++)
        {
            if (random.Next(5) == 0)
            {
                text.Append("for (int t = 0; t < 2; t++) { ");
                Nest();
                Nest();
                text.Append("} ");
            }
            else
            {
                Nest();
            }
        }

        if (random.Next(2) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"for (int e = 0; e < {Size * Size}; e++) d[e] += {Pick("s[e]", "h[e]", "s[e] + h[e]")}; ");
        }

        return text.Append('}').ToString();
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private void Nest()
    {
        // Host loops that touch floats keep the whole kernel on the core, so they are rare there.
        switch (isFloat && random.Next(4) > 0 ? random.Next(7) : random.Next(isFloat ? 8 : 9))
        {
            case 0 or 1 or 2:
                LocalSum();
                break;
            case 3:
                Line($"for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) {{ X[i * N + j] = {Pick("0", "d[i * N + j]", "s[j]")}; for (int k = 0; k < N; k++) X[i * N + j] += {Product()}; }}".Replace("X", Pick("d", "s"), StringComparison.Ordinal));
                break;
            case 4:
                Line($"for (int i = 0; i < N; i++) for (int k = 0; k < N; k++) for (int j = 0; j < N; j++) {Pick("d", "s")}[i * N + j] += {Product()};");
                break;
            case 5:
                Line($"for (int i = 0; i < N; i++) {{ for (int j = 0; j < N; j++) s[j] = 0; for (int k = 0; k < N; k++) for (int j = 0; j < N; j++) s[j] += {Product()}; for (int j = 0; j < N; j++) {Store(Pick("c", "h"), "s[j]")} }}");
                break;
            case 6:
                Line($"for (int e = 0; e < N * N; e++) {{ {Sum} sum = {Read("e")} + {Read("e")}; {Store(Pick("c", "h"), "sum").Replace("i * N + j", "e", StringComparison.Ordinal)} }}");
                break;
            case 7:
                Line(Pick(
                    "for (int e = 1; e < N * N; e++) h[e] = h[e - 1];",
                    "for (int e = 0; e < N * N; e++) if (c[e] > 1) c[e] = 1;",
                    "for (int i = 0; i < N; i++) d[i * N + i] = 3;",
                    $"{{ {Sum} last = d[3]; for (int e = 0; e < N; e++) last = d[e] - last; d[0] = last; }}"));
                break;
            default:
                Line($"for (int e = 0; e < N * N; e++) h[e] = Quantize.SaturateToInt8(Quantize.ScaleToInt8({Pick("a", "c")}[e], 0.75f) + Quantize.ScaleToInt8({Pick("b", "h")}[e], 1.25f));");
                break;
        }
    }

    private void LocalSum()
    {
        string start = Pick("0", "0", "d[i * N + j]", "s[j]", isFloat ? "-c[i * N + j]" : "c[i * N + j]");
        string second = random.Next(4) == 0 ? $"for (int k = 0; k < N; k++) sum += {Product()};" : "";
        Line($"for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) {{ {Sum} sum = {start}; for (int k = 0; k < N; k++) sum += {Product()}; {second} {(random.Next(3) == 0 ? $"{Pick("d", "s")}[i * N + j] = sum;" : Store(Pick("c", "h"), "sum"))} }}");
    }

    private string Product() => Pick("a[i * N + k] * b[k * N + j]", "b[i * N + k] * a[j * N + k]", "a[k * N + i] * c[k * N + j]", "h[i * N + k] * b[k * N + j]", "c[i * N + k] * h[k * N + j]");

    private string Read(string index) => $"{Pick("a", "b", "c", "h", "d", "s")}[{index}]";

    private string Store(string tensor, string sum) => isFloat
        ? $"{tensor}[i * N + j] = {Pick("SUM", "MathF.Max(0, SUM)", "SUM > 0 ? SUM : 0", "-SUM", "2 * SUM - a[i * N + j]").Replace("SUM", sum, StringComparison.Ordinal)};"
        : $"{tensor}[i * N + j] = {Pick("Quantize.SaturateToInt8(SUM)", "Quantize.ScaleToInt8(SUM, 0.125f)", "Math.Max((sbyte)0, Quantize.ScaleToInt8(SUM, 0.01f))", "(sbyte)Math.Clamp(SUM + b[i * N + j], -128, 127)", "(sbyte)SUM").Replace("SUM", sum, StringComparison.Ordinal)};";

    private void Line(string statements) => text.Append(statements.Replace("N", "5", StringComparison.Ordinal)).Append(' ');
}
