using Autocomp.Frontend.Kernels;

namespace Autocomp.Frontend.Tests;

public class CanonicalPrinterTests
{
    [Fact]
    public void Print_DenseKernel_ShowsItsMeaning()
    {
        CanonicalPrinter.Print(Source.Kernel(Samples.Dense)).ShouldBe("""
            kernel 1 Sample.Layers.Dense(k=128, m=64, n=10)
            Tensor x Int8 In [64,128]
            Tensor w Int8 In [128,10]
            Tensor bias Int32 In [10]
            Tensor y Int8 Out [64,10]
            Dimension m Int32
            Dimension n Int32
            Dimension k Int32
            Scalar scale Float32 from 0000000000000000 to 3ff0000000000000
            block
              for v0<Int32> Int32:0 Int32:64 1 l0 l1
                block
                  for v1<Int32> Int32:0 Int32:10 1 l2 l3
                    block
                      assign v2<Int32> (read bias [v1])
                      for v3<Int32> Int32:0 Int32:128 1 l4 l5
                        block
                          assign v2 (Add Int32 v2 (Multiply Int32 (convert Int8 Int32 (read x [(Add Int32 (Multiply Int32 v0 Int32:128) v3)])) (convert Int8 Int32 (read w [(Add Int32 (Multiply Int32 v3 Int32:10) v1)]))))
                      write y [(Add Int32 (Multiply Int32 v0 Int32:10) v1)] (Max Int8 Int8:0 (ScaleToInt8 Int8 v2 scale))

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("int sum = bias[j];", "int total = bias[j];", "sum", "total")]
    [InlineData("for (int p = 0; p < k; p++)", "for (int q = 0; q < k; ++q)", "[i * k + p] * w[p * n", "[i * k + q] * w[q * n")]
    [InlineData("int sum = bias[j];", "/* why */ var sum = bias[j] ;", "", "")]
    [InlineData("i * k + p", "At(i, k, p)", "public static void Dense(", "private static int At(int a, int width, int b) => a * width + b; [Kernel, Specialize(\"m=64, n=10, k=128\")] public static void Dense(")]
    [InlineData("i < m;", "i < Rows;", "public static class Layers\n{", "public static class Layers\n{ private const int Rows = 32 * 2;")]
    [InlineData("i < m;", "m > i;", "", "")]
    [InlineData("x[i * k + p] * w[p * n + j]", "(int)x[i * k + p] * (w[(p * n) + j])", "", "")]
    public void Print_AfterAChangeOfWords_IsEqual(string oldText, string newText, string alsoOld, string alsoNew)
    {
        Changed(oldText, newText, alsoOld, alsoNew).ShouldBe(CanonicalPrinter.Print(Source.Kernel(Samples.Dense)));
    }

    [Theory]
    [InlineData("m=64", "m=65")]
    [InlineData("[Output, Shape(\"m, n\")]", "[Shape(\"m, n\")]")]
    [InlineData("[Shape(\"m, k\")] ReadOnlySpan", "[MayAlias, Shape(\"m, k\")] ReadOnlySpan")]
    [InlineData("[ValueRange(0, 1)]", "[ValueRange(0, 2)]")]
    [InlineData("sum += x", "sum -= x")]
    [InlineData("x[i * k + p] * w[p * n + j]", "checked(x[i * k + p] * w[p * n + j])")]
    [InlineData("Math.Max((sbyte)0", "Math.Max((sbyte)1")]
    [InlineData("ReadOnlySpan<int> bias", "ReadOnlySpan<short> bias")]
    public void Print_AfterAChangeOfMeaning_Differs(string oldText, string newText)
    {
        Changed(oldText, newText).ShouldNotBe(CanonicalPrinter.Print(Source.Kernel(Samples.Dense)));
    }

    [Fact]
    public void Print_CheckedProject_Differs()
    {
        CanonicalPrinter.Print(Source.Kernel(Samples.Dense, checkOverflow: true)).ShouldNotBe(CanonicalPrinter.Print(Source.Kernel(Samples.Dense)));
    }

    private static string Changed(string oldText, string newText, string alsoOld = "", string alsoNew = "")
    {
        Samples.Dense.ShouldContain(oldText);
        string source = Samples.Dense.Replace(oldText, newText, StringComparison.Ordinal);
        if (alsoOld.Length > 0)
        {
            source.ShouldContain(alsoOld);
            if (alsoNew.Contains("[Kernel", StringComparison.Ordinal)) source = source.Replace("[Kernel]", "", StringComparison.Ordinal).Replace("[Specialize(\"m=64, n=10, k=128\")]\n", "\n", StringComparison.Ordinal);
            source = source.Replace(alsoOld, alsoNew, StringComparison.Ordinal);
        }

        return CanonicalPrinter.Print(Source.Kernel(source));
    }
}
