using Autocomp.Emulator;

namespace Autocomp.Runtime.Tests;

public sealed class KernelCallTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Call_BuiltShape_RunsItsSpecialization(int n)
    {
        sbyte[] x = [.. Enumerable.Range(0, n).Select(i => (sbyte)(i - 20))];
        sbyte[] y = new sbyte[n];

        KernelRun run = EmulatedAccelerator.Open().Increment(x, y, n, delta: 3);

        run.Symbol.ShouldBe($"Test_Kernels_Increment_n{n}");
        run.Cycles.ShouldBeGreaterThan(n);
        y.ShouldBe([.. x.Select(v => (sbyte)(v + 3))]);
    }

    [Fact]
    public void Call_WithoutDimension_IsChosenByLength()
    {
        sbyte[] y = new sbyte[64];
        EmulatedAccelerator.Open().Increment(new sbyte[64], y, n: null, delta: 1).Symbol.ShouldBe("Test_Kernels_Increment_n64");
    }

    [Fact]
    public void Call_ShapeThatWasNotBuilt_ListsThoseThatWere()
    {
        KernelNotBuiltException e = Should.Throw<KernelNotBuiltException>(() => EmulatedAccelerator.Open().Increment(new sbyte[32], new sbyte[32], 32, 1));
        e.Message.ShouldBe("No built shape of 'Test.Kernels.Increment' fits this call. Built: n=16 (n is 32 here); n=64 (n is 32 here). Add [Specialize(…)] with the sizes that you call it with, and build.");
    }

    [Fact]
    public void Call_WrongLength_NamesParameterAndBothLengths()
    {
        KernelNotBuiltException e = Should.Throw<KernelNotBuiltException>(() => EmulatedAccelerator.Open().Increment(new sbyte[15], new sbyte[16], 16, 1));
        e.Message.ShouldContain("n=16 ('x' has 15 elements here, 16 built)");
    }

    [Fact]
    public void Call_WrongElementType_SaysSo()
    {
        KernelCall call = EmulatedAccelerator.Open().Prepare("Test", "Test.Kernels.Increment");
        call.In<int>("x", new int[16]);
        Should.Throw<KernelNotBuiltException>(() => call.Run()).Message.ShouldContain("elements of 'x' have 4 bytes here, int8 built");
    }

    [Fact]
    public void Call_KernelThatWritesItsInput_ThrowsTheFault()
    {
        KernelCall call = EmulatedAccelerator.Open().Prepare("Test", "Test.Kernels.Broken");
        call.In<sbyte>("x", new sbyte[16]);
        KernelFaultException e = Should.Throw<KernelFaultException>(() => call.Run());
        e.Fault.Kind.ShouldBe(FaultKind.ReadOnlyWrite);
        e.Message.ShouldStartWith("Test_Kernels_Broken: ");
    }

    [Fact]
    public void Call_RepeatedOnOneAccelerator_GivesTheSameCycles()
    {
        EmulatedAccelerator accelerator = EmulatedAccelerator.Open();
        sbyte[] y = new sbyte[64];
        long first = accelerator.Increment(new sbyte[64], y, 64, 1).Cycles;
        accelerator.Increment(new sbyte[64], y, 64, 1).Cycles.ShouldBe(first);
    }
}
