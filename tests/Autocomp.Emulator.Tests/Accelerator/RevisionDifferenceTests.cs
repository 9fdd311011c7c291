using Autocomp.Isa;
using static Autocomp.Emulator.Tests.Accelerator.CommandBench;

namespace Autocomp.Emulator.Tests.Accelerator;

public class RevisionDifferenceTests
{
    [Fact]
    public void KeepScale_IsRefused() => Expect(
        bench => bench.Issue("ConfigSt", ("stride", 64), ("scale", 0xFFFF_FFFF)), RevisionDifferences.KeepScale);

    [Fact]
    public void NormalizationOnATargetWithout_IsRefused() => Expect(
        bench => bench.Issue("ConfigNorm", ("qConst", 1), ("qb", 1), ("qc", 1)), RevisionDifferences.NoNormalizations);

    [Fact]
    public void OperandInTheAccumulator_IsRefused() => Expect(
        bench =>
        {
            bench.Mvin(Input, Acc);
            bench.Preload(0, Acc);
            bench.Compute(Acc);
        },
        RevisionDifferences.AccumulatorOperand);

    [Fact]
    public void ReluWithNegativeScale_IsRefused() => Expect(
        bench =>
        {
            bench.Issue("ConfigSt", ("stride", 64), ("scale", BitConverter.SingleToUInt32Bits(-1f)), ("activation", 1));
            bench.Mvin(Input, Acc);
            bench.Mvout(Output, Acc);
        },
        RevisionDifferences.ReluWithNegativeScale);

    [Fact]
    public void OperandChangedBetweenPreloadAndCompute_IsRefused() => Expect(
        bench =>
        {
            bench.Mvin(Input, 0);
            bench.Preload(0, Acc);
            bench.Mvin(Input, 8);
        },
        RevisionDifferences.WeightsChangedAfterPreload);

    [Fact]
    public void OperandThatOverlapsAResultInTheArray_IsRefused() => Expect(
        bench =>
        {
            bench.Mvin(Input, 0);
            bench.Preload(0, 32);
            bench.Compute(0);
            bench.Mvin(Input, 48);
            bench.Preload(0, Acc);
            bench.Compute(40);
        },
        RevisionDifferences.OperandStillInArray);

    [Fact]
    public void OperandThatBeginsAtTheResult_IsFine()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Preload(0, 32);
        bench.Compute(0);
        bench.Preload(0, Acc);
        bench.Compute(32);
    }

    [Fact]
    public void LoopThatReusesWithoutAnId_IsRefused() => Expect(bench => Loop(bench, a: 0, size: 1), RevisionDifferences.LoopReuseWithoutId);

    [Fact]
    public void LoopTooLarge_IsRefused() => Expect(bench => Loop(bench, a: Input, size: 32), RevisionDifferences.LoopTooLarge);

    [Fact]
    public void Loop_InOutputStationaryDataflow_IsIllegal()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Issue("ConfigEx", ("dataflow", 0));
        Fault(() => Loop(bench, a: Input, size: 1)).Message.ShouldContain("set Dataflow.WeightStationary");
    }

    [Fact]
    public void Loop_WithoutNewBounds_IsUnset()
    {
        using CommandBench bench = new CommandBench().Configured();
        Loop(bench, a: Input, size: 1);
        Fault(() => bench.Issue("LoopWs")).Kind.ShouldBe(FaultKind.UnsetConfiguration);
    }

    [Fact]
    public void PlainCommand_AfterALoop_FindsNothingInLocalMemory()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 100);
        Loop(bench, a: Input, size: 1);
        Fault(() => bench.Mvout(Output + 0x2000, 100)).Kind.ShouldBe(FaultKind.PoisonRead);
    }

    [Fact]
    public void Counter_IsRefused() => Expect(bench => bench.Issue("Counter"), RevisionDifferences.CounterValue);

    [Fact]
    public void LibgemminisFence_IsRefused() => Expect(bench => bench.Raw(127, 0, 0), RevisionDifferences.UnknownToRtl);

    [Theory]
    [InlineData(0, 1UL << 5, 0UL)]
    [InlineData(0, 1UL << 12 | 2, 0UL)]
    [InlineData(8, 0UL, 1UL << 3)]
    [InlineData(9, 1UL << 48, 0UL)]
    [InlineData(15, 1UL << 20, 0UL)]
    [InlineData(126, 1UL << 40, 0UL)]
    public void BitsOutsideEveryField_AreRefused(int funct7, ulong rs1, ulong rs2) => Expect(bench => bench.Raw(funct7, rs1, rs2), RevisionDifferences.UndefinedBits);

    [Theory]
    [InlineData(8, 1UL << 16, 0UL)]
    [InlineData(8, 0UL, 1UL << 2)]
    [InlineData(19, 0UL, 7UL << 48)]
    public void BitsOfTheNewerRevision_OnTheOlderTarget_NameTheTargetThatHasThem(int funct7, ulong rs1, ulong rs2)
    {
        using CommandBench bench = new CommandBench(TargetPresets.Int8).Configured();
        Fault fault = Fault(() => bench.Raw(funct7, rs1, rs2));
        fault.Message.ShouldContain(RevisionDifferences.NewerBits.Text);
        fault.Message.ShouldEndWith("such as gemmini-int8-16x16-r2025.");
    }

    [Fact]
    public void EveryDifference_HasTextSourceAndAdviceAndStandsInTheDocs()
    {
        string page = File.ReadAllText(Path.Combine(ReferenceData.Repository, "docs/emulator.md"));
        foreach (RevisionDifference difference in RevisionDifferences.All)
        {
            difference.Advice.ShouldEndWith(".");
            page.ShouldContain($"| {difference.Text} | {difference.Source} | {difference.Advice} |");
        }
    }

    private static void Loop(CommandBench bench, ulong a, ulong size)
    {
        bench.Issue("LoopWsConfigBounds", ("i", size), ("j", size), ("k", size));
        bench.Issue("LoopWsConfigAddressesAB", ("a", a), ("b", Other));
        bench.Issue("LoopWsConfigAddressesDC", ("d", 0), ("c", Output));
        bench.Issue("LoopWsConfigStridesAB", ("aStride", 64), ("bStride", 64));
        bench.Issue("LoopWsConfigStridesDC", ("dStride", 64), ("cStride", 64));
        bench.Issue("LoopWs");
    }

    private static void Expect(Action<CommandBench> action, RevisionDifference difference)
    {
        using CommandBench bench = new CommandBench().Configured();
        Fault fault = Fault(() => action(bench));
        fault.Kind.ShouldBe(FaultKind.RevisionDifference);
        fault.Message.ShouldContain(difference.Text);
        fault.Message.ShouldContain(difference.Source);
    }
}
