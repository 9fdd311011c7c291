using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Timing;

public class AccuracyTests
{
    [Fact]
    public void Excerpt_AgainstRtl_StaysWithinTheBars()
    {
        var suite = new AccuracySuite(TargetPresets.Int8);
        foreach (var line in AccuracySuite.Excerpt())
        {
            suite.Run(line).ShouldBeNull();
        }

        suite.MeetsBars.ShouldBeTrue(AccuracyDocument.Table(suite));
        suite.Ranking.Pairs.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void ReferenceTraces_AgainstRtl_StayWithinTheBars()
    {
        var suite = new AccuracySuite(TargetPresets.Int8);
        foreach (var line in ReferenceData.Lines(ReferenceData.Require("timing/gemmini.jsonl.gz")))
        {
            suite.Run(line).ShouldBeNull();
        }

        suite.Families.Where(family => !family.MeetsBars).ShouldBeEmpty(AccuracyDocument.Table(suite));
        suite.Families.Max(family => family.Mean).ShouldBeLessThan(0.002);
        suite.Ranking.Tau.ShouldBe(1);
    }

    [Fact]
    public void ReferenceKernels_AgainstRtl_StayWithinTheBars()
    {
        var suite = new AccuracySuite(TargetPresets.Int8);
        foreach (var line in ReferenceData.Lines(ReferenceData.Require("timing/soc.jsonl.gz")).Where(line => line.Contains("kernel\"", StringComparison.Ordinal)))
        {
            suite.Run(line).ShouldBeNull();
        }

        suite.Families.Length.ShouldBe(6);
        suite.MeetsBars.ShouldBeTrue(AccuracyDocument.Table(suite));
        suite.Roles.ShouldContain(row => row.Role == AccuracyRole.LatencyLeftOut);
        suite.ProgramRanking.Pairs.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Page_OfTheExcerpt_FillsEveryPlace()
    {
        var suite = new AccuracySuite(TargetPresets.Int8);
        foreach (var line in AccuracySuite.Excerpt().Where(line => line.Contains("loop", StringComparison.Ordinal)))
        {
            suite.Run(line).ShouldBeNull();
        }

        var page = AccuracyDocument.Page(suite, "the excerpt");
        page.ShouldNotContain("{{");
        page.ShouldContain("| all | ");
        page.ShouldContain("Published programs: ");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"id\":\"x\",\"family\":\"y\",\"trace\":\"z 1\",\"runs\":[]}")]
    public void Run_NoTimingCase_SaysSo(string line) =>
        new AccuracySuite(TargetPresets.Int8).Run(line).ShouldNotBeNull().ShouldStartWith("is not a timing case");
}
