namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Every operator and conversion of every type gives on the emulator what C# gives on the host.</summary>
public class OperatorTests
{
    private const int Count = 48;

    public static TheoryData<string> Integers => ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];

    public static TheoryData<string> Floats => ["float", "double"];

    [Theory]
    [MemberData(nameof(Integers))]
    public void IntegerOperators_RandomOperands_EqualTheHost(string type) => Run(
        type,
        $"unchecked(({type})(a + b))", $"unchecked(({type})(a - b))", $"unchecked(({type})(a * b))",
        $"({type})(a & b)", $"({type})(a | b)", $"({type})(a ^ b)", $"unchecked(({type})~a)", $"unchecked(({type})(0 - (dynamicZero + a)))".Replace("dynamicZero + ", "", StringComparison.Ordinal),
        $"unchecked(({type})(a << s))", $"unchecked(({type})(a >> s))", $"unchecked(({type})(a >>> s))",
        $"({type})(a < b ? 1 : 0)", $"({type})(a <= b ? 1 : 2)", $"({type})(a > b ? 1 : 0)", $"({type})(a >= b ? 3 : 0)", $"({type})(a == b ? 1 : 0)", $"({type})(a != b ? 1 : 0)",
        "Math.Min(a, b)", "Math.Max(a, b)", $"b <= a ? Math.Clamp(({type})s, b, a) : a",
        $"({type})(a / (b == 0 || b == unchecked(({type})(-1)) ? ({type})3 : b))", $"({type})(a % (b == 0 || b == unchecked(({type})(-1)) ? ({type})7 : b))",
        $"({type})(a / 10)", $"({type})(a % 10)", $"({type})(a / 16)");

    [Theory]
    [MemberData(nameof(Integers))]
    public void IntegerConversions_RandomOperands_EqualTheHost(string type) => Run(
        type,
        [.. Integers.Select(to => $"unchecked(({type})({to.Data})a)"), $"unchecked(({type})(int)(float)a)", $"unchecked(({type})(long)(double)a)",
            $"unchecked(({type})BitConverter.SingleToInt32Bits((float)a))", $"unchecked(({type})BitConverter.DoubleToInt64Bits((double)a))"]);

    [Theory]
    [MemberData(nameof(Floats))]
    public void FloatOperators_RandomOperands_EqualTheHost(string type)
    {
        string math = type == "float" ? "MathF" : "Math";
        Run(
            type,
            "a + b", "a - b", "a * b", "a / b", "-a", "a * b + s", "a % b",
            $"({type})(a < b ? 1 : 0)", $"({type})(a <= b ? 1 : 0)", $"({type})(a > b ? 1 : 0)", $"({type})(a >= b ? 1 : 0)", $"({type})(a == b ? 1 : 0)", $"({type})(a != b ? 1 : 0)",
            "Math.Min(a, b)", "Math.Max(a, b)", $"Math.Clamp(a, -5, ({type})7.5)", "Math.Abs(a)",
            $"{math}.Sqrt(a)", $"{math}.Floor(a)", $"{math}.Ceiling(a)", $"{math}.Truncate(a)", $"{math}.Round(a)", $"{math}.CopySign(a, b)", $"{math}.FusedMultiplyAdd(a, b, ({type})s)",
            $"({type})(float)a", $"({type})(double)b");
    }

    [Theory]
    [MemberData(nameof(Floats))]
    public void FloatToInteger_RandomOperands_SaturatesLikeTheHost(string type) => Run(
        type,
        [.. Integers.Select(to => $"unchecked(({type})({to.Data})a)")]);

    [Fact]
    public void BitOperations_RandomOperands_EqualTheHost()
    {
        Run("uint", "(uint)BitOperations.PopCount(a)", "(uint)BitOperations.LeadingZeroCount(a)", "(uint)BitOperations.TrailingZeroCount(a)",
            "BitOperations.RotateLeft(a, s)", "BitOperations.RotateRight(a, s)");
        Run("ulong", "(ulong)BitOperations.PopCount(a)", "(ulong)BitOperations.LeadingZeroCount(a)", "(ulong)BitOperations.TrailingZeroCount(a)",
            "BitOperations.RotateLeft(a, s)", "BitOperations.RotateRight(a, s)");
    }

    [Fact]
    public void QuantizeHelpers_RandomOperands_EqualTheHost() =>
        Run("int", "Quantize.SaturateToInt8(a)", "Quantize.RoundingShiftRight(a, s)", "Quantize.ScaleToInt8(a, f)", "Quantize.ScaleToInt8(a, BitConverter.Int32BitsToSingle(b))");

    [Theory]
    [InlineData("int", "a + b")]
    [InlineData("int", "a - b")]
    [InlineData("int", "a * b")]
    [InlineData("int", "-a")]
    [InlineData("uint", "a + b")]
    [InlineData("uint", "a - b")]
    [InlineData("uint", "a * b")]
    [InlineData("long", "a + b")]
    [InlineData("long", "a * b")]
    [InlineData("ulong", "a - b")]
    [InlineData("ulong", "a * b")]
    [InlineData("sbyte", "(sbyte)(a + b)")]
    [InlineData("byte", "(byte)(a - b)")]
    [InlineData("ushort", "(ushort)(a * b)")]
    [InlineData("int", "a / b")]
    [InlineData("int", "a % b")]
    [InlineData("long", "a / b")]
    [InlineData("ulong", "a % b")]
    [InlineData("int", "Math.Abs(a)")]
    [InlineData("sbyte", "Math.Abs(a)")]
    [InlineData("int", "Math.Clamp(a, b, 100)")]
    [InlineData("float", "(int)a")]
    [InlineData("double", "(sbyte)a")]
    [InlineData("double", "(ulong)a")]
    [InlineData("double", "(long)a")]
    [InlineData("float", "(uint)a")]
    [InlineData("long", "(int)a")]
    [InlineData("ulong", "(long)a")]
    [InlineData("long", "(ulong)a")]
    [InlineData("int", "(byte)a")]
    public void CheckedOperators_RandomOperands_TrapWhereTheHostThrows(string type, string expression)
    {
        KernelCase kernel = KernelCase.Of(
            $"[Kernel] public static void Run([Shape(\"1\")] ReadOnlySpan<{type}> x, [Output, Shape(\"1\")] Span<{type}> y, {type} b) {{ {type} a = x[0]; y[0] = ({type})({expression}); }}",
            checkOverflow: true);
        kernel.ShouldAgree(kernel.Body, seeds: 40);
    }

    private static void Run(string type, params string[] expressions)
    {
        string stores = string.Concat(expressions.Select((expression, index) => $"y[i * {expressions.Length} + {index}] = {expression};\n"));
        KernelCase kernel = KernelCase.Of($$"""
            [Kernel] public static void Run([Shape("{{Count}}")] ReadOnlySpan<{{type}}> x, [Shape("{{Count}}")] ReadOnlySpan<{{type}}> z, [Shape("{{Count}}")] ReadOnlySpan<int> shift,
                [Output, Shape("{{Count * expressions.Length}}")] Span<{{type}}> y, float f)
            {
                for (int i = 0; i < {{Count}}; i++)
                {
                    {{type}} a = x[i], b = z[i];
                    int s = shift[i];
                    {{stores}}
                }
            }
            """);
        kernel.ShouldAgree(kernel.Body, seeds: 4);
    }
}
