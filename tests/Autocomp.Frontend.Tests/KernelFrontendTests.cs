using Autocomp.Frontend.Kernels;

namespace Autocomp.Frontend.Tests;

public class KernelFrontendTests
{
    [Fact]
    public void Analyze_Specializations_GiveOneKernelEach()
    {
        FrontendResult result = Source.Analyze(Samples.Dense.Replace("[Specialize(", "[Specialize(\"m=2, n=3, k=4\")][Specialize(", StringComparison.Ordinal));
        result.Diagnostics.ShouldBeEmpty();
        result.Kernels.Select(k => k.Info.Symbol).ShouldBe(["Sample_Layers_Dense_k4_m2_n3", "Sample_Layers_Dense_k128_m64_n10"]);
        KernelInfo small = result.Kernels[0].Info;
        small.DisplayName.ShouldBe("Sample.Layers.Dense(k=4, m=2, n=3)");
        small.Parameters.Select(p => $"{p.Name} {p.Kind} {p.Direction} {p.CSharpType} {p.Bytes}").ShouldBe([
            "x Tensor In System.ReadOnlySpan<sbyte> 8",
            "w Tensor In System.ReadOnlySpan<sbyte> 12",
            "bias Tensor In System.ReadOnlySpan<int> 12",
            "y Tensor Out System.Span<sbyte> 6",
            "m Dimension In int 4",
            "n Dimension In int 4",
            "k Dimension In int 4",
            "scale Scalar In float 4"]);
        small.AbiParameters.Select(p => p.Name).ShouldBe(["x", "w", "bias", "y", "scale"]);
    }

    [Fact]
    public void Analyze_Kernel_ListsWhatItUses()
    {
        FrontendResult result = Source.Analyze(Source.InKernel(
            "y[0] = F(s) + B + (int)E.Two; int Local(int a) => a + D; y[1] = Local(1);",
            "static int F(int a) => G(a) + C; static int G(int a) => a; const int A = 1, B = A + 1; static readonly int C = A; const int D = 4; const int Unused = 2; enum E { One, Two }"));
        result.Diagnostics.Select(Source.Describe).ShouldBeEmpty();
        result.Kernels.Single().Uses.Select(u => u.Name).ShouldBe(["F", "G", "C", "A", "B", "Two", "D"]);
    }

    [Fact]
    public void Analyze_NestedType_HasMetadataName()
    {
        KernelInfo kernel = Source.Kernel("namespace A.B { static class Outer { public static class K { [Kernel] public static void Run([Shape(\"2, 3\")] int[,] x) => x[1, 2] = x.GetLength(0) + x.Length; } } }");
        kernel.MetadataName.ShouldBe("A.B.Outer+K.Run");
        kernel.Symbol.ShouldBe("A_B_Outer_K_Run");
        CanonicalPrinter.Print(kernel).ShouldEndWith("block\n  write x [Int32:1 Int32:2] Int32:8\n");
        kernel.Parameters[0].Direction.ShouldBe(ParameterDirection.InOut);
    }

    [Fact]
    public void Analyze_TensorSpan_IsIndexedByDimension()
    {
        const string Tensors = """
            namespace System.Numerics.Tensors
            {
                public readonly ref struct TensorSpan<T> { public ref T this[params ReadOnlySpan<nint> indexes] => throw null!; public nint FlattenedLength => 0; public int Rank => 0; }
                public readonly ref struct ReadOnlyTensorSpan<T> { public ref readonly T this[params ReadOnlySpan<nint> indexes] => throw null!; }
            }
            """;
        KernelInfo kernel = Source.Kernel(
            "static class K { [Kernel] static void Run([Shape(\"2, 3, 4\")] System.Numerics.Tensors.ReadOnlyTensorSpan<float> x, [Shape(\"2, 3\")] System.Numerics.Tensors.TensorSpan<float> y) { " +
            "for (int i = 0; i < 2; i++) y[i, 1] += x[i, 2, 3] + y.Rank + y.FlattenedLength; } }\n" + Tensors);
        CanonicalPrinter.Print(kernel).ShouldEndWith(
            "write y [(convert Int32 Int64 v0) Int64:1] (Add Float32 (read y [(convert Int32 Int64 v0) Int64:1]) (Add Float32 (Add Float32 (read x [(convert Int32 Int64 v0) Int64:2 Int64:3]) Float32:1073741824) Float32:1086324736))\n");
        kernel.Parameters.Select(p => p.Direction).ShouldBe([ParameterDirection.In, ParameterDirection.InOut]);
    }

    [Fact]
    public void Analyze_ShapeFormula_IsEvaluated()
    {
        KernelInfo kernel = Source.Kernel("static class K { [Kernel, Specialize(\"h=28, k=3, s=2\")] static void Run([Shape(\"(h - k) / s + 1, 2 * h\")] int[] x) { } }");
        kernel.Parameters[0].Shape.ShouldBe([13L, 56L]);
    }

    [Fact]
    public void Analyze_HandSchedule_IsBoundToEachSpecialization()
    {
        const string Kernel = "static class K { [Kernel, Specialize(\"m=2\"), Specialize(\"m=3\")] static void Run([Shape(\"m\")] int[] x, int m) { } ";
        FrontendResult result = Source.Analyze(Kernel + "[ScheduleFor(nameof(Run))] static unsafe void Hand(int* x, int m) { Write(x, m); Gemmini.Fence(); } static unsafe void Write(int* p, int v) { p[v] = v; } }");
        result.Diagnostics.Select(Source.Describe).ShouldBeEmpty();
        result.Schedules.Select(s => s.Tree.Kernel.Symbol + ": " + s.Tree.Text.Split('\n')[6].Trim()).ShouldBe(["K_Run_m2: x[2] = 2;", "K_Run_m3: x[3] = 3;"]);

        result = Source.Analyze(Kernel + "[ScheduleFor(nameof(Run)), Specialize(\"m=3\")] static unsafe void Hand(int* x) { } }");
        result.Schedules.Select(s => s.Tree.Kernel.Symbol).ShouldBe(["K_Run_m3"]);
    }

    [Fact]
    public void Analyze_Twice_IsEqual()
    {
        string first = CanonicalPrinter.Print(Source.Kernel(Samples.Dense));
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
        try
        {
            CanonicalPrinter.Print(Source.Kernel(Samples.Dense)).ShouldBe(first);
            Source.Body("y[0] = -5; float g = 1.5f;").ShouldContain("Int32:-5");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Analyze_CancelledToken_Throws()
    {
        Should.Throw<OperationCanceledException>(() => KernelFrontend.Analyze(Source.Compile(Samples.Dense), new CancellationToken(canceled: true)));
    }
}
