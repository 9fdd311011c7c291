using Autocomp.Isa;
using static Autocomp.Emulator.Tests.Assembler;

namespace Autocomp.Emulator.Tests.Kernels;

public sealed class KernelRunnerTests : IDisposable
{
    private readonly KernelRunner _runner = new(TargetPresets.Int8);

    public void Dispose() => _runner.Dispose();

    [Fact]
    public void Run_CopyKernel_WritesItsOutput()
    {
        KernelArgument.Tensor input = new([1, 2, 3, 4, 5, 6, 7, 8], TensorAccess.In);
        KernelArgument.Tensor output = new(new byte[8], TensorAccess.Out);
        KernelRunResult result = Run([Ld(T0, A0, 0), Sd(T0, A1, 0), Ret], input, output);
        result.Fault.ShouldBeNull();
        result.Instructions.ShouldBe(3);
        output.Data.ShouldBe(input.Data);
    }

    [Fact]
    public void Run_NineIntegersAndADouble_ArriveByTheCallingConvention()
    {
        // y[0] = the ninth integer, from the stack; y[1] = bits of the double.
        KernelArgument.Tensor output = new(new byte[16], TensorAccess.Out);
        KernelArgument[] arguments = [output, .. Enumerable.Range(1, 8).Select(i => new KernelArgument.Integer(i * 11)), new KernelArgument.Double(1.5)];
        uint moveDouble = 0xE2050000 | (uint)T1 << 7 | 0x53;
        KernelRunResult result = Run([Ld(T0, Sp, 0), Sd(T0, A0, 0), moveDouble, Sd(T1, A0, 8), Ret], arguments);
        result.Fault.ShouldBeNull();
        BitConverter.ToInt64(output.Data, 0).ShouldBe(88);
        BitConverter.ToDouble(output.Data, 8).ShouldBe(1.5);
    }

    [Fact]
    public void Run_WriteToInParameter_IsAFault()
    {
        Fault fault = Fault([Sd(Zero, A0, 0), Ret], new KernelArgument.Tensor(new byte[8], TensorAccess.In));
        fault.Kind.ShouldBe(FaultKind.ReadOnlyWrite);
        fault.Message.ShouldBe("The core's 8-byte store at 0x90000000 is refused: 'argument 0' is read-only (0x90000000, 8 bytes).");
    }

    [Fact]
    public void Run_ReadBehindATensor_IsAFaultThatNamesIt()
    {
        Fault fault = Fault([Lb(T0, A0, 10), Ret], new KernelArgument.Tensor(new byte[10], TensorAccess.In));
        fault.Kind.ShouldBe(FaultKind.OutOfBounds);
        fault.Message.ShouldBe("The core's 1-byte load at 0x9000000a is refused: 0 bytes past the end of 'argument 0' (0x90000000, 10 bytes).");
    }

    [Fact]
    public void Run_ReadAcrossTheEndOfATensor_IsAFault()
    {
        Fault fault = Fault([Ld(T0, A0, 8), Ret], new KernelArgument.Tensor(new byte[10], TensorAccess.In));
        fault.Kind.ShouldBe(FaultKind.OutOfBounds);
        fault.Message.ShouldContain("the last 6 of 8 bytes are past the end of 'argument 0'");
    }

    [Fact]
    public void Run_ReadOfAnUnwrittenOutput_IsPoison()
    {
        Fault fault = Fault([Lb(T0, A0, 3), Ret], new KernelArgument.Tensor(new byte[8], TensorAccess.Out));
        fault.Kind.ShouldBe(FaultKind.PoisonRead);
        fault.Message.ShouldBe("The core's 1-byte load at 0x90000003 reads poison: nothing has written that byte of 'argument 0' before (offset 3). Write it first.");
    }

    [Fact]
    public void Run_OutputNotFullyWritten_IsAFault()
    {
        Fault fault = Fault([Sd(Zero, A0, 0), Ret], new KernelArgument.Tensor(new byte[9], TensorAccess.Out));
        fault.Kind.ShouldBe(FaultKind.PoisonRead);
        fault.Message.ShouldContain("without writing byte 8 of its output, argument 0");
    }

    [Fact]
    public void Run_MisalignedLoad_IsAFault() =>
        Fault([Lw(T0, A0, 2), Ret], new KernelArgument.Tensor(new byte[8], TensorAccess.In)).Kind.ShouldBe(FaultKind.Misaligned);

    [Fact]
    public void Run_UnknownInstruction_IsAFault()
    {
        Fault fault = Fault([0xffffffff]);
        fault.Kind.ShouldBe(FaultKind.IllegalInstruction);
        fault.Message.ShouldBe("0xffffffff is no instruction of this core.");
    }

    [Fact]
    public void Run_EnvironmentCall_IsAFault() => Fault([Ecall]).Kind.ShouldBe(FaultKind.IllegalInstruction);

    [Fact]
    public void Run_BreakWithoutSentence_IsAKernelTrap() =>
        Fault([Ebreak]).Message.ShouldBe("The kernel trapped by its own check: division by zero, checked overflow or an index out of range.");

    [Fact]
    public void Run_BreakWithSentence_SaysIt()
    {
        var built = new TestObject();
        int text = built.Code(0x00000517, Addi(A0, A0, 0), Ebreak);
        int data = built.Section(".rodata.str1.1", 2, "index out of range\0"u8.ToArray());
        built.Symbol("f", 0, text);
        int sentence = built.Symbol("s", 0, data, 0);
        int label = built.Symbol("l", 0, text, 0);
        built.Relocate(text, (0, 23, sentence, 0), (4, 24, label, 0));
        Call(built.Build(), [], new KernelRunOptions()).Fault!.Message.ShouldBe("The kernel trapped by its own check: index out of range.");
    }

    [Fact]
    public void Run_ChangedSavedRegister_IsAFault()
    {
        Fault fault = Fault([Addi(S0, S0, 1), Addi(Sp, Sp, -16), Ret]);
        fault.Kind.ShouldBe(FaultKind.CallingConvention);
        fault.Message.ShouldBe("The kernel returned with sp, s0 changed; the calling convention wants them as found.");
    }

    [Fact]
    public void Run_TranslatedKernel_IsJudgedAtItsReturn()
    {
        // A loop long enough to be translated, then a return with s0 changed.
        uint[] code = [0x000052b7, Addi(T0, T0, -1), Bne(T0, Zero, -4), Addi(S0, S0, 1), Ret];
        Fault fault = Fault(code);
        fault.Kind.ShouldBe(FaultKind.CallingConvention);
        fault.ProgramCounter.ShouldBe(KernelLayout.CodeBase + 16);
    }

    [Fact]
    public void Run_EndlessLoop_MeetsTheStepLimit()
    {
        KernelRunResult result = Call(TestObject.Function("f", Jal(Zero, 0)), [], new KernelRunOptions { MaxInstructions = 1000 });
        result.Fault!.Kind.ShouldBe(FaultKind.StepLimit);
        result.Instructions.ShouldBe(1000);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => _runner.Run(TestObject.Function("f", Ret), "f", [], new KernelRunOptions(), cancelled.Token));
    }

    [Fact]
    public void Run_MissingFunction_NamesThoseThatExist() =>
        Should.Throw<BadImageFormatException>(() => Call(TestObject.Function("f", Ret), [], new KernelRunOptions(), "g"))
            .Message.ShouldBe("The object has no function 'g'. It has: f.");

    [Fact]
    public void Run_Permissive_ReadsUnwrittenMemoryAsZero()
    {
        KernelArgument.Tensor output = new([9, 9, 9, 9, 9, 9, 9, 9], TensorAccess.Out);
        KernelRunResult result = Call(TestObject.Function("f", Ld(T0, Sp, -8), Sd(T0, A0, 0), Ret), [output], new KernelRunOptions { Policy = Policy.Permissive });
        result.Fault.ShouldBeNull();
        output.Data.ShouldBe(new byte[8]);
    }

    [Fact]
    public void Run_AcceleratorDisabled_LeavesUnwrittenOutputsAsTheyWere()
    {
        KernelArgument.Tensor output = new([7, 7, 7, 7], TensorAccess.Out);
        KernelRunResult result = Call(TestObject.Function("f", Sb(Zero, A0, 1), Ret), [output], new KernelRunOptions { AcceleratorDisabled = true });
        result.Fault.ShouldBeNull();
        output.Data.ShouldBe([7, 0, 7, 7]);
    }

    [Theory]
    [InlineData(MemoryState.Steady)]
    [InlineData(MemoryState.Written)]
    [InlineData(MemoryState.Cold)]
    public void Run_Timed_RunsInOutTensorsFromTheirOwnContent(MemoryState state)
    {
        KernelArgument.Tensor tensor = new([5, 0, 0, 0], TensorAccess.InOut);
        KernelRunResult result = Call(TestObject.Function("f", Lw(T0, A0, 0), Addi(T0, T0, 1), Sw(T0, A0, 0), Ret), [tensor], new KernelRunOptions { Timed = true, MemoryState = state });
        result.Fault.ShouldBeNull();
        tensor.Data[0].ShouldBe((byte)6);
        result.Profile!.Cycles.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Run_Twice_GivesTheSameResult()
    {
        byte[] code = TestObject.Function("f", Lw(T0, A0, 0), Addi(T0, T0, 1), Sw(T0, A0, 0), Ret);
        var options = new KernelRunOptions { Timed = true, LayoutSeed = 42 };
        KernelRunResult[] results = [.. Enumerable.Range(0, 3).Select(_ => Call(code, [new KernelArgument.Tensor([5, 0, 0, 0], TensorAccess.InOut)], options))];
        results.Select(result => result.Profile!.Cycles).Distinct().Count().ShouldBe(1);
        results.ShouldAllBe(result => result.Instructions == 4 && result.Fault == null);
    }

    [Fact]
    public void Run_SeededLayouts_DifferAndAreAlignedAndGuarded()
    {
        int[] sizes = [100, 4096, 1, 70000];
        for (ulong seed = 0; seed < 200; seed++)
        {
            var layout = new KernelLayout(sizes, seed);
            layout.Tensors.ShouldAllBe(address => address % 64 == 0);
            (ulong Start, ulong End)[] ranges = [.. layout.Tensors.Select((address, i) => (address, address + (ulong)sizes[i])).OrderBy(range => range.address)];
            for (int i = 1; i < ranges.Length; i++) (ranges[i].Start / 4096).ShouldBeGreaterThan(ranges[i - 1].End / 4096);
        }

        new KernelLayout(sizes, 1).Tensors.ShouldNotBe(new KernelLayout(sizes, 2).Tensors);
    }

    private KernelRunResult Run(uint[] code, params KernelArgument[] arguments) => Call(TestObject.Function("f", code), arguments, new KernelRunOptions());

    private KernelRunResult Call(byte[] code, KernelArgument[] arguments, KernelRunOptions options, string symbol = "f") =>
        _runner.Run(code, symbol, arguments, options, TestContext.Current.CancellationToken);

    private Fault Fault(uint[] code, params KernelArgument[] arguments) => Run(code, arguments).Fault.ShouldNotBeNull();
}
