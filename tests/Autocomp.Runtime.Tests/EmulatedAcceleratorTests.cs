using Autocomp.Emulator;
using Autocomp.Isa;

namespace Autocomp.Runtime.Tests;

public sealed class EmulatedAcceleratorTests
{
    [Fact]
    public void Open_UnknownTarget_ListsThoseThatShip() =>
        Should.Throw<ArgumentException>(() => EmulatedAccelerator.Open("tpu")).Message.ShouldContain("gemmini-int8-16x16, ");

    [Fact]
    public void Prepare_AssemblyWithoutKernels_NamesTheMissingFileAndTheRemedy()
    {
        KernelNotBuiltException e = Should.Throw<KernelNotBuiltException>(() => EmulatedAccelerator.Open().Prepare("Other", "Other.Kernels.F"));
        e.Message.ShouldContain(Path.Combine("autocomp", "Other", "manifest.json"));
        e.Message.ShouldContain("AutocompMode");
    }

    [Fact]
    public void Prepare_UnknownKernel_ListsWhatTheAssemblyHas() =>
        Should.Throw<KernelNotBuiltException>(() => EmulatedAccelerator.Open().Prepare("Test", "Test.Kernels.Nothing"))
            .Message.ShouldContain("Test.Kernels.Increment(n=16) for gemmini-int8-16x16");

    [Fact]
    public void Prepare_OtherTarget_DoesNotSeeKernelsBuiltForThisOne() =>
        Should.Throw<KernelNotBuiltException>(() => EmulatedAccelerator.Open(TargetPresets.Fp32.Name).Prepare("Test", "Test.Kernels.Increment"))
            .Message.ShouldContain("was not built for gemmini-fp32-4x4");

    [Fact]
    public void Kernels_Manifest_SaysWhatTheBuildMeasured()
    {
        BuiltKernel kernel = EmulatedAccelerator.Open().Kernels("Test").Single(k => k.Symbol.EndsWith("n64", StringComparison.Ordinal));
        kernel.StartCycles.ShouldBe(1600);
        kernel.Cycles.ShouldBe(800);
        kernel.ShapeText.ShouldBe("n=64");
        kernel.MemoryState.ShouldBe(MemoryState.Steady);
    }

    [Fact]
    public void Kernels_ConstantShape_IsPrintedByItsTensors() =>
        EmulatedAccelerator.Open().Kernels("Test")[^1].ShapeText.ShouldBe("x[4, 4]");

    [Fact]
    public void Run_BySymbol_TakesTheArgumentsOfTheCFunction()
    {
        KernelArgument.Tensor y = new(new byte[16], TensorAccess.Out);
        EmulatedAccelerator.Open().Run("Test", "Test_Kernels_Increment_n16", [new KernelArgument.Tensor(new byte[16], TensorAccess.In), y, new KernelArgument.Integer(5)], TestContext.Current.CancellationToken);
        y.Data.ShouldAllBe(b => b == 5);
    }

    [Fact]
    public void Run_UnknownSymbol_ListsThoseThatExist() =>
        Should.Throw<KernelNotBuiltException>(() => EmulatedAccelerator.Open().Run("Test", "f", []))
            .Message.ShouldContain("Test_Kernels_Increment_n16, Test_Kernels_Increment_n64");

    [Theory]
    [InlineData("{", "is not a manifest of built kernels")]
    [InlineData("{\"format\": 1}", "is not a manifest of built kernels")]
    [InlineData("{\"format\": 7, \"kernels\": []}", "has format 7; this Autocomp.Runtime reads format 1")]
    public void Kernels_BadManifest_IsSaidWithItsPath(string text, string message)
    {
        string folder = Directory.CreateTempSubdirectory("autocomp-test-").FullName;
        try
        {
            string path = Path.Combine(folder, "autocomp", "Test", "manifest.json");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            InvalidDataException e = Should.Throw<InvalidDataException>(() => EmulatedAccelerator.Open(TargetPresets.Int8, folder).Kernels("Test"));
            e.Message.ShouldContain(path);
            e.Message.ShouldContain(message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
