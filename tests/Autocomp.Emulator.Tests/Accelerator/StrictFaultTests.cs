using static Autocomp.Emulator.Tests.Accelerator.CommandBench;

namespace Autocomp.Emulator.Tests.Accelerator;

public class StrictFaultTests
{
    [Fact]
    public void Mvin_WithoutConfiguration_NamesFieldAndCommand()
    {
        using var bench = new CommandBench();
        Fault fault = Fault(() => bench.Mvin(Input, 0, intrinsic: "Mvin2"));
        fault.Kind.ShouldBe(FaultKind.UnsetConfiguration);
        fault.ProgramCounter.ShouldBe(0x1004UL);
        fault.Message.ShouldBe(
            "mvin2 0x80000000, sp[0x0], cols=16, rows=16 at 0x1004 needs 'stride', 'scale' and 'blockStride' of state 1, " +
            "which the kernel has not set since it began (or since the last loop, for loop fields); issue config_ld of state 1 before it.");
    }

    [Theory]
    [InlineData("Mvout", "config_st")]
    [InlineData("Preload", "config_ex")]
    [InlineData("LoopWs", "loop_ws_config_bounds")]
    [InlineData("LoopConvWs", "loop_conv_ws_config_1")]
    public void Command_WithoutConfiguration_NamesTheSetter(string intrinsic, string setter)
    {
        using var bench = new CommandBench();
        Fault fault = Fault(() =>
        {
            if (intrinsic == "Mvout") bench.Mvout(Output, 0);
            else if (intrinsic == "Preload") bench.Preload(0, Acc);
            else bench.Issue(intrinsic);
        });
        fault.Kind.ShouldBe(FaultKind.UnsetConfiguration);
        fault.Message.ShouldContain($"issue {setter} before it");
    }

    [Fact]
    public void Configuration_OfTheKernelBefore_DoesNotCount()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Machine.Accelerator.BeginKernel();
        Fault(() => bench.Mvin(Input, 0)).Kind.ShouldBe(FaultKind.UnsetConfiguration);
    }

    [Fact]
    public void Mvin_PastTheTensor_SaysByHowMuch()
    {
        using CommandBench bench = new CommandBench().Configured();
        Fault fault = Fault(() => bench.Mvin(Input + 0x4000 - 64, 0));
        fault.Kind.ShouldBe(FaultKind.OutOfBounds);
        fault.Address.ShouldBe(Input + 0x4000);
        fault.Message.ShouldContain("reads 16 bytes of main memory at 0x80004000 (row 1): 0 bytes past the end of 'input'");
    }

    [Fact]
    public void Mvin_OfUnwrittenMemory_IsPoison()
    {
        using CommandBench bench = new CommandBench().Configured();
        Fault(() => bench.Mvin(Output, 0)).Kind.ShouldBe(FaultKind.PoisonRead);
    }

    [Fact]
    public void Mvout_ToAnInput_IsRefused()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Other, 0);
        Fault fault = Fault(() => bench.Mvout(Input, 0));
        fault.Kind.ShouldBe(FaultKind.ReadOnlyWrite);
        fault.Message.ShouldContain("'input' is read-only");
    }

    [Fact]
    public void Mvout_OfUnwrittenRows_NamesTheRow()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0, cols: 10);
        Fault fault = Fault(() => bench.Mvout(Output, 0));
        fault.Kind.ShouldBe(FaultKind.PoisonRead);
        fault.Message.ShouldContain("stores scratchpad row 0x0, column 10, which the kernel has not written");
    }

    [Fact]
    public void Mvout_OfSumsThatNothingBegan_NamesWhereTheyCameFrom()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Preload(0, Add | 0x10);
        bench.Compute(0);
        Fault fault = Fault(() => bench.Mvout(Output, Acc | 0x10));
        fault.Kind.ShouldBe(FaultKind.PoisonRead);
        fault.Message.ShouldContain("whose value depends on accumulator row 0x10, column 0, which the instruction at 0x1020 read before the kernel wrote it");
    }

    [Fact]
    public void Garbage_ThatNobodyReads_IsFine()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0, cols: 10);
        bench.Mvin(Input, 16, cols: 16);
        bench.Preload(0, Acc);
        bench.Compute(16);
        bench.Mvout(Output, Acc, cols: 10);
        Fault(() => bench.Mvout(Output + 0x2000, Acc, cols: 11)).Message.ShouldContain("depends on scratchpad row 0x");
    }

    [Fact]
    public void Compute_WithKeptWeightsThatNothingLoaded_IsPoison()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Preload(Garbage, Acc);
        Fault(() => bench.Compute(0, preloaded: false)).Message.ShouldContain("uses what the array holds, but the kernel has not loaded it");
    }

    [Fact]
    public void Rows_OutsideTheScratchpad_AreRefused()
    {
        using CommandBench bench = new CommandBench().Configured();
        Fault fault = Fault(() => bench.Mvin(Input, 16380));
        fault.Kind.ShouldBe(FaultKind.LocalAddressOutOfRange);
        fault.Message.ShouldContain("covers scratchpad rows 0x3ffc to 0x400b, but the scratchpad of gemmini-int8-16x16-r2025 has rows 0 to 0x3fff");
    }

    [Fact]
    public void Rows_OutsideTheAccumulator_AreRefused()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Preload(0, Acc | 1020);
        Fault(() => bench.Compute(0)).Kind.ShouldBe(FaultKind.LocalAddressOutOfRange);
    }

    [Theory]
    [InlineData(65, 16, "moves 65 columns, but 1 to 64 are possible here")]
    [InlineData(16, 17, "moves 17 rows, but 1 to 16 are possible")]
    [InlineData(0, 16, "moves 0 columns")]
    public void Mvin_OfImpossibleSize_IsIllegal(int cols, int rows, string text)
    {
        using CommandBench bench = new CommandBench().Configured();
        Fault fault = Fault(() => bench.Mvin(Input, 0, cols, rows));
        fault.Kind.ShouldBe(FaultKind.IllegalCommand);
        fault.Message.ShouldContain(text);
    }

    [Fact]
    public void Compute_WithoutPreload_IsIllegal()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        Fault(() => bench.Compute(0)).Message.ShouldContain("follows no preload");
    }

    [Fact]
    public void Command_ThatTheTargetLacks_IsIllegal()
    {
        using var bench = new CommandBench();
        Fault fault = Fault(() => bench.Raw(99, 1, 2));
        fault.Kind.ShouldBe(FaultKind.IllegalCommand);
        fault.Message.ShouldBe("custom3.99 0x1, 0x2 at 0x1004 is not a command of gemmini-int8-16x16-r2025.");
    }

    [Fact]
    public void FaultInsideALoop_NamesStepAndLoop()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Issue("LoopWsConfigBounds", ("i", 1), ("j", 1), ("k", 1));
        bench.Issue("LoopWsConfigAddressesAB", ("a", Input), ("b", Input + 0x4000));
        bench.Issue("LoopWsConfigAddressesDC", ("d", 0), ("c", Output));
        bench.Issue("LoopWsConfigStridesAB", ("aStride", 64), ("bStride", 64));
        bench.Issue("LoopWsConfigStridesDC", ("dStride", 64), ("cStride", 64));
        Fault fault = Fault(() => bench.Issue("LoopWs"));
        fault.Kind.ShouldBe(FaultKind.OutOfBounds);
        fault.Message.ShouldStartWith("mvin2 0x80004000, sp[0x1ff0], cols=16, rows=16 of loop_ws at 0x102c reads 16 bytes of main memory at 0x80004000");
    }

    [Fact]
    public void PermissiveRun_GoesOnAndNoticesEachThing()
    {
        using var bench = new CommandBench(policy: Policy.Permissive);
        bench.Mvin(Output, 0);
        bench.Mvout(Output, 16000);
        bench.Raw(99, 0, 0);
        bench.Machine.Faults.Noticed.Select(fault => (fault.Kind, fault.ProgramCounter)).ShouldBe(
        [
            (FaultKind.UnsetConfiguration, 0x1004ul), (FaultKind.PoisonRead, 0x1004ul), (FaultKind.IllegalCommand, 0x100cul), (FaultKind.UnsetConfiguration, 0x1008ul), (FaultKind.AcceleratorRace, 0x1008ul), (FaultKind.PoisonRead, 0x1008ul),
        ], ignoreOrder: true);
        bench.Machine.Faults.NoticedMore.ShouldBeFalse();
    }

    [Fact]
    public void PermissiveRun_OfOneCommandOverAndOver_NoticesItOnce()
    {
        using CommandBench bench = new CommandBench(policy: Policy.Permissive).Configured();
        for (ulong i = 0; i < 1000; i++) bench.Machine.Accelerator.Execute(2, Input + 0x4000, 16UL << 48 | 16UL << 32 | (16 + i), 0x2000);
        bench.Machine.Faults.Noticed.Count(fault => fault.Kind == FaultKind.OutOfBounds).ShouldBe(1);
    }

    [Fact]
    public void PermissiveRun_OfTooManyThings_SaysThatThereWereMore()
    {
        using var bench = new CommandBench(policy: Policy.Permissive);
        for (int i = 0; i < FaultSink.MostNoticed + 1; i++) bench.Raw(99, 0, 0);
        bench.Machine.Faults.Noticed.Length.ShouldBe(FaultSink.MostNoticed);
        bench.Machine.Faults.NoticedMore.ShouldBeTrue();
    }
}
