using System.Globalization;
using Autocomp.Backend.Export;
using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Backend.Tests.Lift;
using Autocomp.Backend.Tests.RandomKernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.Export;

/// <summary>Exported C, compiled by another compiler, computes what the C# method computes.</summary>
public class CExportTests
{
    [Fact]
    public void Product_AsC_UsesTheVendorsMacros()
    {
        string text = CExport.Write(Accepted(MatrixProductTests.Sized(16, 32, 48)), TargetPresets.Int8);
        text.ShouldContain("gemmini_extended3_config_ex(WEIGHT_STATIONARY, NO_ACTIVATION, 0, 1.0f, 1, 1, 0, 0, 0);");
        text.ShouldContain("gemmini_extended5_config_ld(48, 1.0f, 0, 16, 1, 0);");
        text.ShouldContain("gemmini_extended2_config_st(32, RELU, scale, 0, 0, 0, 0, 0, 0, 0, 0, 0);");
        text.ShouldContain("gemmini_extended_compute_preloaded(");
        text.ShouldContain("void K_Run_k48_m16_n32(const int8_t* x, const int8_t* w, const int32_t* bias, int8_t* y, float scale)");
        text.ShouldEndWith("    gemmini_fence();\n}\n");
    }

    [Fact]
    public void Products_AsC_EqualTheMethod()
    {
        CrossCompiler.Require();
        ShouldEqual([MatrixProductTests.Sized(16, 16, 16), MatrixProductTests.Sized(17, 33, 20), MatrixProductTests.Sized(100, 70, 130), MatrixProductTests.Sized(1, 23, 50)], 2);
    }

    [Fact]
    public void Convolutions_AsC_EqualTheMethod()
    {
        CrossCompiler.Require();
        foreach ((_, string text, _) in ConvolutionSpellings.Positives().Where((_, index) => index % 8 == 0))
        {
            ShouldEqual([KernelCase.Of(text)], 1);
        }
    }

    [Fact]
    public void RandomKernels_AsC_EqualTheMethod()
    {
        CrossCompiler.Require();
        Coverage coverage = new();
        string texts = string.Concat(Enumerable.Range(1, 60).Select(seed => RandomKernel.Write(seed, "Run" + seed.ToString(CultureInfo.InvariantCulture), coverage)));
        ShouldEqual(KernelCase.All(texts), 3);
    }

    private static ScheduleTree Accepted(KernelCase kernel) => kernel.Accept(kernel.StartingText());

    private static void ShouldEqual(IReadOnlyList<KernelCase> kernels, int seeds)
    {
        (string, string)[] sources = [("gemmini.h", CExport.Macros), .. kernels.Select(kernel => (kernel.Kernel.Symbol + ".c", CExport.Write(Accepted(kernel), TargetPresets.Int8)))];
        IReadOnlyList<byte[]> objects = CrossCompiler.Compile(sources);
        for (int i = 0; i < kernels.Count; i++)
        {
            kernels[i].ShouldAgree(objects[i], sources[i + 1].Item2, seeds);
        }
    }
}
