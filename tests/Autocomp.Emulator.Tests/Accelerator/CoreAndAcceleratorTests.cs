using System.Buffers.Binary;

namespace Autocomp.Emulator.Tests.Accelerator;

/// <summary>Programs of a few instructions on the whole machine: the core issues commands and touches what they touch.</summary>
public class CoreAndAcceleratorTests
{
    private const ulong Code = 0x8100_0000;
    private const uint Fence = 0x0FF0_000F;
    private const uint LoadByte = 0x0007_8603; // lb a2, 0(a5)
    private const uint StoreByte = 0x00C7_8023; // sb a2, 0(a5)

    [Fact]
    public void CoreLoad_OfBytesBeingStored_IsARace()
    {
        Fault fault = Run(Mvout, LoadByte).ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.CoreRace);
        fault.ProgramCounter.ShouldBe(Code + 4);
        fault.Message.ShouldBe(
            "The core reads 1 bytes at 0x80010000 (pc 0x81000004), which mvout 0x80010000, sp[0x0], cols=16, rows=16 at 0x81000000 may still be writing: " +
            "no fence is between them. Issue Gemmini.Fence() before the core touches the bytes.");
    }

    [Fact]
    public void CoreLoad_AfterAFence_IsFine() => Run(Mvout, Fence, LoadByte).ShouldBeNull();

    [Fact]
    public void CoreStore_ToBytesBeingStored_IsARace() => Run(Mvout, StoreByte).ShouldNotBeNull().Kind.ShouldBe(FaultKind.CoreRace);

    [Fact]
    public void CoreLoad_OfOtherBytes_IsFine() => Run(Mvout, LoadByte | 16u << 20).ShouldBeNull();

    [Fact]
    public void FaultOfACommand_HasItsProgramCounter()
    {
        Fault fault = Run(Fence, Custom(Funct7.Mvin, 11, 11)).ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.OutOfBounds);
        fault.ProgramCounter.ShouldBe(Code + 4);
    }

    [Fact]
    public void FaultOfACommand_InTranslatedCode_FindsTheRegistersOfTheInterpreter()
    {
        // Counts x5 up and moves rows in until the address, x10, leaves the tensor.
        uint[] code = [Assembler.Addi(5, 5, 1), Custom(Funct7.Mvin, 10, 11), Fence, Assembler.Addi(10, 10, 64), Assembler.Jal(0, -16)];
        string[] ends = [.. new[] { int.MaxValue, 0 }.Select(translateAfter =>
        {
            using CommandBench bench = new CommandBench().Configured();
            bench.Machine.TranslateAfter = translateAfter;
            Fault fault = Execute(bench, code).ShouldNotBeNull();
            CoreState core = bench.Machine.Core;
            return $"{fault.Message} pc {core.Pc:x} retired {core.Retired}: {string.Join(' ', Enumerable.Range(0, 32).Select(core.GetX))}";
        })];
        ends[1].ShouldBe(ends[0]);
        ends[0].ShouldContain("past the end of 'other'");
    }

    private static uint Mvout => Custom(Funct7.Mvout, 10, 11);

    private static uint Custom(int funct7, uint rs1, uint rs2) => (uint)funct7 << 25 | rs2 << 20 | rs1 << 15 | 3 << 12 | 0x7B;

    private static Fault? Run(params uint[] instructions)
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(CommandBench.Input, 0);
        bench.Machine.Accelerator.Fence();
        return Execute(bench, instructions);
    }

    private static Fault? Execute(CommandBench bench, uint[] instructions)
    {
        byte[] code = new byte[instructions.Length * 4];
        for (int i = 0; i < instructions.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(code.AsSpan(i * 4), instructions[i]);
        bench.Machine.Memory.Map(new MemoryRegion("code", Code, (ulong)code.Length, false, InitialContent.Zero));
        bench.Machine.Memory.Initialize(Code, code);
        CoreState core = bench.Machine.Core;
        core.Pc = Code;
        core.SetX(10, CommandBench.Other);
        core.SetX(11, 16UL << 48 | 16UL << 32);
        core.SetX(15, CommandBench.Other);
        core.SetX(12, 1);
        return bench.Machine.Run(new RunOptions { StopAddress = Code + (ulong)code.Length }).Fault;
    }
}
