using Autocomp.Isa;
using static Autocomp.Emulator.Tests.Assembler;

namespace Autocomp.Emulator.Tests.Programs;

public sealed class ProgramRunnerTests
{
    private const ulong ToHost = 0x8000_1000;

    [Fact]
    public void Run_ExitThroughTheHostInterface_GivesTheCode()
    {
        ProgramResult result = Run([.. AddressOfToHost(), Addi(T1, 0, 7), Sd(T1, T0, 0), Jal(0, 0)]);
        result.ExitCode.ShouldBe(3ul);
        result.Fault.ShouldBeNull();
        result.Instructions.ShouldBe(5);
    }

    [Fact]
    public void Run_CharactersAndAWriteCall_ReachTheConsole()
    {
        var console = new StringWriter();
        uint[] code =
        [
            .. AddressOfToHost(),

            // One character by the console device: 0x0101 << 48 | 'A'.
            Addi(T1, 0, 0x101), Shift(T1, 48), Addi(T1, T1, 'A'), Sd(T1, T0, 0),

            // A write call: eight words at tohost + 64; the text at tohost + 128.
            Addi(A0, T0, 64), Addi(A1, 0, 64), Sd(A1, A0, 0), Addi(A1, 0, 1), Sd(A1, A0, 8), Addi(A1, T0, 128), Sd(A1, A0, 16), Addi(A2, 0, 2), Sd(A2, A0, 24),
            Addi(A2, 0, 'h'), Sb(A2, A1, 0), Addi(A2, 0, 'i'), Sb(A2, A1, 1), Sd(A0, T0, 0),

            // Exit with the call's result.
            Ld(A1, A0, 0), Shift(A1, 1), Addi(A1, A1, 1), Sd(A1, T0, 0), Jal(0, 0),
        ];
        Run(code, new ProgramOptions { Console = console }).ExitCode.ShouldBe(2ul);
        console.ToString().ShouldBe("Ahi");
    }

    [Fact]
    public void Run_CycleCounterReads_AreListed()
    {
        uint readCycle = 0xc0002073 | (uint)T1 << 7;
        ProgramResult result = Run([readCycle, Addi(T1, T1, 0), readCycle, .. AddressOfToHost(), Addi(T1, 0, 1), Sd(T1, T0, 0)]);
        result.CycleReads.ShouldBe([0ul, 2ul]);
    }

    [Fact]
    public void Run_UnknownInstructionWithoutAHandler_IsAFault()
    {
        ProgramResult result = Run([0xffffffff]);
        result.ExitCode.ShouldBeNull();
        result.Fault!.Kind.ShouldBe(FaultKind.IllegalInstruction);
    }

    [Fact]
    public void Run_TrapWithAHandler_ContinuesThere()
    {
        // The handler stands behind the endless loop and exits with mcause.
        uint[] code =
        [
            0x00000297, Addi(T0, T0, 20), 0x30529073, 0xffffffff, Jal(0, 0),
            0x34202073 | (uint)T1 << 7, .. AddressOfToHost(), Shift(T1, 1), Addi(T1, T1, 1), Sd(T1, T0, 0),
        ];
        Run(code).ExitCode.ShouldBe(2ul);
    }

    [Fact]
    public void Run_ObjectInsteadOfProgram_SaysWhatIsNeeded() =>
        Should.Throw<BadImageFormatException>(() => ProgramRunner.Run(TestObject.Function("f", Ret), TargetPresets.Int8, new ProgramOptions(), TestContext.Current.CancellationToken))
            .Message.ShouldBe("The ELF file is a relocatable object; a linked, static executable is needed here.");

    [Fact]
    public void Run_StrictReadOfUnwrittenRam_IsPoison() =>
        Run([.. AddressOfToHost(), Ld(T1, T0, 512)], new ProgramOptions { Policy = Policy.Strict }).Fault!.Kind.ShouldBe(FaultKind.PoisonRead);

    [Fact]
    public void Run_MemoryLimit_EndsTheRun()
    {
        // Stores one page after the other.
        uint[] code = [0x00001337, .. AddressOfToHost(), Sd(0, T0, 0), Add(T0, T0, T1), Jal(0, -8)];
        ProgramResult result = Run(code, new ProgramOptions { MaxMemoryBytes = 1 << 20 });
        result.Fault!.Kind.ShouldBe(FaultKind.MemoryLimit);
        result.Fault.Message.ShouldEndWith("needs another page, and the machine may touch 1048576 bytes at most.");
    }

    [Fact]
    public void Run_ScalarWorkloadOfTheReference_FindsItselfRight()
    {
        byte[] elf = File.ReadAllBytes(ReferenceData.Require("scalar/scalar.elf"));
        ProgramResult result = ProgramRunner.Run(elf, TargetPresets.Int8, new ProgramOptions(), TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0ul);
        result.Instructions.ShouldBe(158_237_791);
    }

    private static ProgramResult Run(uint[] code, ProgramOptions? options = null) => ProgramRunner.Run(
        TestProgram.Build(0x8000_0000, ToHost, code), TargetPresets.Int8, (options ?? new ProgramOptions()) with { MaxInstructions = 1_000_000 }, TestContext.Current.CancellationToken);

    /// <summary>t0 = tohost.</summary>
    private static uint[] AddressOfToHost() => [0x800012b7, Shift(T0, 32), I(0x13, 5, T0, T0, 32)];

    private static uint Shift(int register, int count) => I(0x13, 1, register, register, count);
}
