namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Library methods that are short expressions of the language, on values with many corner cases.</summary>
public class LibraryFunctionTests
{
    public static TheoryData<string, string, string> Functions => new()
    {
        { "float", "float", "MathF.Round(x[i], MidpointRounding.AwayFromZero)" },
        { "double", "double", "Math.Round(x[i], MidpointRounding.AwayFromZero)" },
        { "double", "double", "Math.Round(x[i], MidpointRounding.ToEven)" },
        { "float", "float", "MathF.Round(x[i], MidpointRounding.ToZero)" },
        { "double", "double", "Math.Round(x[i], MidpointRounding.ToNegativeInfinity)" },
        { "float", "float", "MathF.Round(x[i], MidpointRounding.ToPositiveInfinity)" },
        { "sbyte", "int", "Math.Sign(x[i])" },
        { "int", "int", "Math.Sign(x[i])" },
        { "long", "int", "Math.Sign(x[i])" },
        { "float", "int", "float.IsNaN(x[i]) ? 7 : MathF.Sign(x[i])" },
        { "int", "long", "Math.BigMul(x[i], x[31 - i])" },
        { "uint", "ulong", "Math.BigMul(x[i], x[31 - i])" },
        { "float", "int", "(float.IsNaN(x[i]) ? 1 : 0) + (float.IsInfinity(x[i]) ? 2 : 0) + (float.IsFinite(x[i]) ? 4 : 0) + (float.IsPositiveInfinity(x[i]) ? 8 : 0) + (float.IsNegativeInfinity(x[i]) ? 16 : 0)" },
        { "double", "int", "(double.IsNaN(x[i]) ? 1 : 0) + (double.IsInfinity(x[i]) ? 2 : 0) + (double.IsFinite(x[i]) ? 4 : 0)" },
        { "uint", "int", "BitOperations.Log2(x[i])" },
        { "ulong", "int", "BitOperations.Log2(x[i]) + BitOperations.Log2(x[i] & 1)" },
        { "int", "int", "(BitOperations.IsPow2(x[i]) ? 1 : 0) + (BitOperations.IsPow2(1 << i) ? 2 : 0)" },
        { "ulong", "int", "BitOperations.IsPow2(x[i]) ? 1 : 0" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_OnCornerCases_EqualsTheHost(string from, string to, string expression)
    {
        KernelCase kernel = KernelCase.Of($$"""
            [Kernel]
            public static void Run([Shape("32")] ReadOnlySpan<{{from}}> x, [Output, Shape("32")] Span<{{to}}> y)
            {
                for (int i = 0; i < 32; i++) y[i] = {{expression}};
            }
            """);
        kernel.ShouldAgree(kernel.Body, seeds: 12).ShouldBe(0);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }

    [Fact]
    public void Sign_OfANaN_Stops()
    {
        KernelCase kernel = KernelCase.Of("""
            [Kernel]
            public static void Run([Shape("32")] ReadOnlySpan<float> x, [Output, Shape("32")] Span<int> y)
            {
                for (int i = 0; i < 32; i++) y[i] = MathF.Sign(x[i]);
            }
            """);
        kernel.ShouldAgree(kernel.Body, seeds: 4).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Arguments_WithEffects_AreEvaluatedOnce()
    {
        KernelCase kernel = KernelCase.Of("""
            [Kernel]
            public static void Run([Shape("32")] ReadOnlySpan<int> x, [Output, Shape("32")] Span<int> y)
            {
                int n = 0;
                for (int i = 0; i < 16; i++) y[i] = Math.Sign(x[n++]) + (BitOperations.IsPow2(x[n++]) ? 4 : 0);
                for (int i = 16; i < 32; i++) y[i] = n;
            }
            """);
        kernel.ShouldAgree(kernel.Body, seeds: 4).ShouldBe(0);
    }
}
