using System.Runtime.InteropServices;
using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Loading;

/// <summary>Objects as GCC makes them, position-dependent or not; gcc.c says how they were built. The numbers are what the same source prints on any machine.</summary>
public sealed class GccObjectTests
{
    [Theory]
    [InlineData("gcc.o")]
    [InlineData("gcc-pie.o")]
    public void Run_ObjectOfGcc_ComputesWhatItsSourceSays(string file)
    {
        using var runner = new KernelRunner(TargetPresets.Int8);
        KernelArgument.Tensor values = new(MemoryMarshal.AsBytes<float>([1f, 2f, 3f, 4.25f]).ToArray(), TensorAccess.In);
        KernelArgument.Tensor output = new(new byte[64], TensorAccess.Out);
        KernelRunResult result = runner.Run(ObjectLinkerTests.TestFile(file), "run", [values, output], new KernelRunOptions(), TestContext.Current.CancellationToken);
        result.Fault.ShouldBeNull();
        MemoryMarshal.Cast<byte, double>(output.Data).ToArray().ShouldBe([864, 11420, 2.6875, 10, 2, 17, 9, 16]);
    }

    [Fact]
    public void Lines_OfGcc_NameTheSource()
    {
        LinkedImage image = ObjectLinker.Link(ObjectLinkerTests.TestFile("gcc.o"), KernelLayout.CodeBase);
        string[] source = File.ReadAllLines(Path.Combine(ReferenceData.Repository, "tests/Autocomp.Emulator.Tests/Loading/gcc.c"));
        SourceLine line = image.Lines.Find(image.Functions["run"]).ShouldNotBeNull();
        line.File.ShouldBe("gcc.c");
        source[line.Line - 2].ShouldBe("void run(const float *values, double *out)");
    }

    [Fact]
    public void Fault_InCodeOfGcc_NamesItsLine()
    {
        using var runner = new KernelRunner(TargetPresets.Int8);
        KernelArgument.Tensor values = new(new byte[8], TensorAccess.In);
        KernelArgument.Tensor output = new(new byte[64], TensorAccess.Out);
        Fault fault = runner.Run(ObjectLinkerTests.TestFile("gcc.o"), "run", [values, output], new KernelRunOptions(), TestContext.Current.CancellationToken).Fault.ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.OutOfBounds);
        fault.Line.ShouldNotBeNull().File.ShouldBe("gcc.c");
    }
}
