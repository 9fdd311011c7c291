using Autocomp.Isa;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Tests.Prompts;

public sealed class MachineCostsTests
{
    public static TheoryData<string> Targets => [.. TargetPresets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Costs_OfATarget_HangTogether(string name)
    {
        TargetDescription target = TargetPresets.All.Single(each => each.Name == name);
        MachineCosts costs = MachineCosts.Of(target);

        TestContext.Current.TestOutputHelper!.WriteLine(costs.ToString());
        long wideBytes = (long)target.Dim * target.MaxBlockLength * target.Dim * (target.Element == ElementType.Int8 ? 1 : 4);
        costs.Pair.ShouldBe(target.Dim);
        costs.WideLoad.ShouldBeGreaterThanOrEqualTo(wideBytes / target.Timing.DmaBeatBytes);
        costs.WideLoad.ShouldBeGreaterThan(costs.NarrowLoad);
        costs.WideStore.ShouldBeGreaterThan(costs.NarrowStore);
        costs.WideLoadFromMemory.ShouldBeGreaterThanOrEqualTo(costs.WideLoad);
        (costs.FirstRowFromMemory - costs.FirstRow).ShouldBeGreaterThanOrEqualTo(target.Timing.MemoryExtraLatency);
        costs.PairLatency.ShouldBeGreaterThan(2 * costs.Pair);
        costs.Lead.ShouldBeGreaterThan(2 * costs.Pair);
        costs.SmallestKernel.ShouldBeGreaterThan(costs.FirstRow + costs.PairLatency);
        costs.Reconfiguration.ShouldBeGreaterThan(costs.Pair);
        (costs.Command, costs.Addition, costs.LoadUse, costs.Branch).ShouldBe((1, 1, 2, 1));
        costs.Misprediction.ShouldBeInRange(2, 8);
        costs.LongMultiplication.ShouldBeGreaterThan(costs.Multiplication);
        costs.LongDivision.ShouldBeGreaterThan(costs.Division);
    }

    [Fact]
    public void Text_OfATarget_ChangesWithItsParameters()
    {
        TargetDescription slow = TargetPresets.Int8 with { Timing = TargetPresets.Int8.Timing with { MemoryExtraLatency = 155, ReservationExecuteEntries = 32 } };

        CostText.Of(slow).ShouldContain("32 preloads and computes (16 pairs)");
        (MachineCosts.Of(slow).FirstRowFromMemory - MachineCosts.Of(TargetPresets.Int8).FirstRowFromMemory).ShouldBe(100);
        MachineCosts.Of(slow).Lead.ShouldBeGreaterThan(MachineCosts.Of(TargetPresets.Int8).Lead);
    }
}
