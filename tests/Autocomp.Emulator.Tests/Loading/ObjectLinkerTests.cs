using Autocomp.Isa;
using static Autocomp.Emulator.Tests.Assembler;

namespace Autocomp.Emulator.Tests.Loading;

public sealed class ObjectLinkerTests
{
    [Fact]
    public void Link_EveryKindOfReference_FindsWhatItNames()
    {
        LinkedImage image = ObjectLinker.Link(TestFile("relocations.o"), KernelLayout.CodeBase);
        image.Functions.Keys.ShouldContain("sum");

        // constant, variable, variable after 1000 was stored, constant through the table, helper twice, constant by pointer, a difference of labels, a common word.
        Sum(image).ShouldBe(100 + 20 + 1000 + 100 + 7 + 7 + 100 + 128 + 0);
    }

    [Fact]
    public void Link_UndefinedSymbol_NamesIt()
    {
        var built = new TestObject();
        int text = built.Code(0x00000097, 0x000080e7, Ret);
        built.Symbol("f", 0, text);
        int missing = built.Symbol("memcpy", 0, 0, 0x10);
        built.Relocate(text, (0, 19, missing, 0));
        Should.Throw<BadImageFormatException>(() => ObjectLinker.Link(built.Build(), KernelLayout.CodeBase))
            .Message.ShouldBe("The object needs 'memcpy', which nothing defines. A kernel is self-contained: it calls no library.");
    }

    [Theory]
    [InlineData(26, "The relocation Hi20 at offset 0 of section '.text' cannot be applied: its value does not fit (code for the emulator is built for -mcmodel=medany).")]
    [InlineData(99, "The relocation 99 at offset 0 of section '.text' cannot be applied: its kind is not supported.")]
    public void Link_RelocationThatCannotBe_SaysWhich(int type, string message)
    {
        var built = new TestObject();
        int text = built.Code(0x00000537, Ret);
        int symbol = built.Symbol("f", 0, text);
        built.Relocate(text, (0, type, symbol, 0));
        Should.Throw<BadImageFormatException>(() => ObjectLinker.Link(built.Build(), KernelLayout.CodeBase)).Message.ShouldBe(message);
    }

    [Fact]
    public void Link_RelocationOutsideItsSection_IsRefused()
    {
        var built = new TestObject();
        int text = built.Code(Ret);
        int symbol = built.Symbol("f", 0, text);
        built.Relocate(text, (2, 2, symbol, 0));
        Should.Throw<BadImageFormatException>(() => ObjectLinker.Link(built.Build(), KernelLayout.CodeBase)).Message.ShouldContain("it reaches over the end of the section");
    }

    [Theory]
    [InlineData("lines-v4.o")]
    [InlineData("lines-v5.o")]
    public void Lines_OfBothDwarfVersions_MapInstructionsToSource(string file)
    {
        LineTable lines = ObjectLinker.Link(TestFile(file), KernelLayout.CodeBase).Lines;
        lines.Find(KernelLayout.CodeBase).ShouldBe(new SourceLine("schedules/Dense.schedule.cs", 10));
        lines.Find(KernelLayout.CodeBase + 2).ShouldBe(new SourceLine("schedules/Dense.schedule.cs", 11));
        lines.Find(KernelLayout.CodeBase + 4).ShouldBe(new SourceLine("schedules/Dense.schedule.cs", 11));
        lines.Find(KernelLayout.CodeBase + 6).ShouldBe(new SourceLine("Helper.cs", 300));
        lines.Find(KernelLayout.CodeBase + 8).ShouldBeNull();
        lines.Find(KernelLayout.CodeBase + 10).ShouldBe(new SourceLine("schedules/Dense.schedule.cs", 12));
        lines.Find(KernelLayout.CodeBase + 12).ShouldBeNull();
        lines.Find(KernelLayout.CodeBase - 1).ShouldBeNull();
    }

    [Fact]
    public void Fault_InCodeWithLines_NamesItsLine()
    {
        using var runner = new KernelRunner(TargetPresets.Int8);
        KernelRunResult result = runner.Run(TestFile("lines-v4.o"), "f", [], new KernelRunOptions { MaxInstructions = 2 }, TestContext.Current.CancellationToken);
        result.Fault!.Line.ShouldBe(new SourceLine("schedules/Dense.schedule.cs", 11));
    }

    internal static byte[] TestFile(string name) => File.ReadAllBytes(Path.Combine(ReferenceData.Repository, "tests/Autocomp.Emulator.Tests/Loading", name));

    /// <summary>Calls <c>sum</c> through a machine and reads a0, which no tensor holds.</summary>
    private static long Sum(LinkedImage image)
    {
        using var machine = new Machine(TargetPresets.Int8);
        machine.Reset(1);
        foreach (ImageSection section in image.Sections)
        {
            machine.Memory.Map(new MemoryRegion(section.Name, section.Address, (ulong)section.Bytes.Length, section.Writable, InitialContent.Zero));
            machine.Memory.Initialize(section.Address, section.Bytes);
        }

        machine.Memory.Map(new MemoryRegion("stack", 0x88000000, 4096, true, InitialContent.Poison));
        machine.Core.SetX(Sp, 0x88001000);
        machine.Core.SetX(Ra, KernelLayout.ReturnAddress);
        machine.Core.Pc = image.Functions["sum"];
        machine.Run(new RunOptions { StopAddress = KernelLayout.ReturnAddress }, TestContext.Current.CancellationToken).Stop.ShouldBe(StopReason.Reached);
        return (long)machine.Core.GetX(A0);
    }
}
