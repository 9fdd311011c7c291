using Autocomp.Backend.Export;
using Autocomp.Backend.Tests.Export;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Static methods of <c>Math</c>, <c>BitOperations</c> and the number types give on the emulator, and as exported C, what they give on the host.</summary>
public class PlatformMethodTests
{
    private static readonly string[] All = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint"];

    public static TheoryData<string> Integers => [.. All];

    public static TheoryData<string> Floats => ["float", "double"];

    [Theory]
    [MemberData(nameof(Integers))]
    public void IntegerMethods_EqualTheHost(string type)
    {
        bool isSigned = type is "sbyte" or "short" or "int" or "long" or "nint";
        KernelCase kernel = Case(type, "long",
        [
            $"(long){type}.Max(a, b)", $"(long){type}.Min(a, b)", $"(long){type}.Clamp(({type})s, {type}.Min(a, b), {type}.Max(a, b))", $"{type}.Sign(a)",
            $"(long){type}.PopCount(a)", $"(long){type}.LeadingZeroCount(a)", $"(long){type}.TrailingZeroCount(a)", $"(long){type}.RotateLeft(a, s)", $"(long){type}.RotateRight(a, s)",
            $"{type}.IsPow2(a) ? 1 : 0", $"{type}.IsEvenInteger(a) ? 1 : 0", $"{type}.IsOddInteger(a) ? 1 : 0", $"(long){type}.Log2(({type})(a & {type}.MaxValue))",
            $"b == 0 || ~b == 0 ? 0 : (long){type}.DivRem(a, b).Quotient ^ (long)Math.DivRem(a, b).Item2",
            .. isSigned
                ? new[]
                {
                    $"{type}.IsNegative(a) ? 1 : 0", $"{type}.IsPositive(a) ? 1 : 0", $"(long){type}.MaxMagnitude(a, b)", $"(long){type}.MinMagnitude(a, b)",
                    $"a == {type}.MinValue ? 0 : (long){type}.CopySign(a, b)", $"a == {type}.MinValue ? 0 : (long){type}.Abs(a)",
                }
                : [],
            .. All.SelectMany(to => new[] { $"(long){to}.CreateSaturating(a)", $"(long){to}.CreateTruncating(a)" }), "(long)float.CreateSaturating(a)", "(long)double.CreateTruncating(a)",
        ]);
        ShouldAgree(kernel);
    }

    [Theory]
    [MemberData(nameof(Floats))]
    public void FloatMethods_EqualTheHost(string type) => ShouldAgree(Case(type, type,
    [
        $"{type}.Abs(a)", $"{type}.Max(a, b)", $"{type}.Min(a, b)", $"{type}.Clamp(a, -5, 7)", $"{type}.Sqrt(a)", $"{type}.Floor(a)", $"{type}.Ceiling(a)", $"{type}.Truncate(a)", $"{type}.Round(a)",
        $"{type}.FusedMultiplyAdd(a, b, 1)", $"{type}.CopySign(a, s)", $"{type}.MaxMagnitude(a, b)", $"{type}.MinMagnitude(a, b)", $"{type}.MaxMagnitudeNumber(a, b)", $"{type}.MinMagnitudeNumber(a, b)",
        $"{type}.MaxNumber(a, b)", $"{type}.MinNumber(a, b)", $"{type}.BitIncrement(a)", $"{type}.BitDecrement(a)", $"{type}.ScaleB(a, s)", $"{type}.ScaleB(a, s % 1500)", $"{type}.Ieee754Remainder(a, b)",
        $"({type})Math.IEEERemainder(a, 3)", $"{(type == "float" ? "MathF" : "Math")}.ScaleB(b, -s % 300)", $"{type}.Round(a, MidpointRounding.AwayFromZero)", $"{type}.Round(a, (MidpointRounding)(s & 3))",
    ]));

    [Theory]
    [MemberData(nameof(Floats))]
    public void FloatTests_EqualTheHost(string type) => ShouldAgree(Case(type, "long",
    [
        .. new[] { "IsNaN", "IsRealNumber", "IsFinite", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsNormal", "IsSubnormal", "IsInteger", "IsEvenInteger", "IsOddInteger", "IsPow2" }.Select(test => $"{type}.{test}(a) ? 1 : 0"),
        $"!{type}.IsNaN(a) && {type}.IsNegative(a) ? 1 : 0", $"{type}.IsNaN(a) || {type}.IsPositive(a) ? 1 : 0", $"{type}.IsNaN(a) ? 7 : {type}.Sign(a)", $"{type}.ILogB(a)", $"{(type == "float" ? "MathF" : "Math")}.ILogB(a)",
        .. All.SelectMany(to => new[] { $"(long){to}.CreateSaturating(a)", $"(long){to}.CreateTruncating(a)" }),
    ]));

    [Fact]
    public void MathAndBitOperations_EqualTheHost()
    {
        ShouldAgree(Case("int", "long", ["Math.BigMul(a, b)", "int.BigMul(a, s)", "b == 0 || b == -1 ? 0 : Math.DivRem(a, b, out int rest) + rest * 3L", "BitOperations.IsPow2(a) ? 1 : 0", "BitOperations.TrailingZeroCount(a)", "Math.Sign(a)"]));
        ShouldAgree(Case("uint", "ulong", ["Math.BigMul(a, b)", "BitOperations.RoundUpToPowerOf2(a)", "(ulong)BitOperations.Log2(a)", "BitOperations.Crc32C(a, b)", "BitOperations.Crc32C(a, (byte)b)", "BitOperations.Crc32C(a, (ushort)s)"]));
        ShouldAgree(Case("ulong", "ulong", ["Math.BigMul(a, b, out ulong low) ^ low * 3", "BitOperations.RoundUpToPowerOf2(a)", "(ulong)BitOperations.Log2(a)", "BitOperations.Crc32C((uint)b, a)", "(ulong)BitOperations.PopCount((nuint)a)"]));
        ShouldAgree(Case("nuint", "ulong", ["BitOperations.RoundUpToPowerOf2(a)", "(ulong)BitOperations.Log2(a)", "BitOperations.RotateLeft(a, s)", "BitOperations.RotateRight(a, s)", "(ulong)BitOperations.LeadingZeroCount(a)", "(ulong)BitOperations.TrailingZeroCount(a)", "(ulong)nint.Size", "nuint.MaxValue - nuint.MinValue"]));
        ShouldAgree(Case("long", "long", ["Math.BigMul(a, b, out long low) ^ low * 3", "Math.DivRem(a, 7, out long rest) ^ rest", "BitOperations.TrailingZeroCount((nint)a)", "nint.MaxValue + nint.MinValue"]));
    }

    [Theory]
    [InlineData("int", "int.Log2(a)")]
    [InlineData("sbyte", "sbyte.CopySign((sbyte)(a & -128), 1)")]
    [InlineData("int", "Math.DivRem(a, b).Quotient")]
    [InlineData("long", "byte.CreateChecked(a)")]
    [InlineData("double", "int.CreateChecked(a)")]
    [InlineData("float", "byte.CreateChecked(a)")]
    [InlineData("ulong", "long.CreateChecked(a)")]
    [InlineData("float", "float.Sign(a)")]
    [InlineData("float", "MathF.Round(a, (MidpointRounding)(a > 0 ? 7 : 1))")]
    public void Methods_ThatThrow_StopTheKernel(string type, string expression)
    {
        KernelCase kernel = KernelCase.Of($"[Kernel] public static void Run([Shape(\"1\")] ReadOnlySpan<{type}> x, [Output, Shape(\"1\")] Span<{type}> y, {type} b) {{ {type} a = x[0]; y[0] = ({type}){expression}; }}");
        kernel.ShouldAgree(kernel.Body, seeds: 40).ShouldBeInRange(1, 39);
    }

    private static KernelCase Case(string from, string to, string[] expressions)
    {
        string stores = string.Concat(expressions.Select((expression, index) => $"y[i * {expressions.Length} + {index}] = {expression};\n".Replace("rest", "rest" + index, StringComparison.Ordinal).Replace("low", "low" + index, StringComparison.Ordinal)));
        string element = from switch { "nint" => "long", "nuint" => "ulong", _ => from };
        return KernelCase.Of($$"""
            [Kernel] public static void Run([Shape("40")] ReadOnlySpan<{{element}}> x, [Shape("40")] ReadOnlySpan<{{element}}> z, [Shape("40")] ReadOnlySpan<int> shift, [Output, Shape("{{40 * expressions.Length}}")] Span<{{to}}> y)
            {
                for (int i = 0; i < 40; i++)
                {
                    {{from}} a = ({{from}})x[i], b = ({{from}})z[i];
                    int s = shift[i];
                    {{stores}}
                }
            }
            """);
    }

    private static void ShouldAgree(KernelCase kernel)
    {
        kernel.ShouldAgree(kernel.Body, seeds: 6).ShouldBe(0);
        var schedule = kernel.Accept(kernel.StartingText());
        kernel.ShouldAgree(schedule, seeds: 2);
        if (!CrossCompiler.IsInstalled) return;
        string text = CExport.Write(schedule, TargetPresets.Int8);
        kernel.ShouldAgree(CrossCompiler.Compile([("gemmini.h", CExport.Macros), (kernel.Kernel.Symbol + ".c", text)])[0], text, 6);
    }
}
