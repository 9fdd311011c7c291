using Autocomp.Isa;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Tests.Prompts;

public sealed class UsableCommandsTests
{
    private const string Plain = "Gemmini.Mvin(x, 0, 16, 16);";

    [Fact]
    public void Product_PlainSchedule_HasNoLoopsPoolingOrCounters()
    {
        string text = Text(Plain);

        foreach (string absent in (string[])["LoopWs", "LoopConvWs", "Counter(", "Flush(", "poolSize", "pixelRepeats", "ConfigExStrides", "accumulatorScale", "inShift"])
            text.ShouldNotContain(absent);
        foreach (string present in (string[])["ConfigEx(", "ConfigLd(", "ConfigSt(", "Mvin(", "Mvin2(", "Mvin3(", "Mvout(", "Preload(", "ComputePreloaded(", "ComputeAccumulated(", "Fence(", "aStride", "transposeB"])
            text.ShouldContain(present);
    }

    [Theory]
    [InlineData("Gemmini.LoopWs(true);", "LoopWsConfigBounds(", "LoopConvWs")]
    [InlineData("Gemmini.LoopConvWs(noBias: true);", "LoopConvWsConfig4Square(int outRows", "LoopWs(")]
    [InlineData("Gemmini.ConfigLd(0, 64, pixelRepeats: 3);", "int pixelRepeats", "LoopWs(")]
    [InlineData("Gemmini.ConfigSt(64, poolStride: 2, poolSize: 2);", "int poolSize", "LoopWs(")]
    public void Product_ScheduleThatUsesMore_ListsIt(string schedule, string present, string absent)
    {
        string text = Text(schedule);

        text.ShouldContain(present);
        text.ShouldNotContain(absent);
    }

    [Fact]
    public void NothingLifted_HasPoolingAndStrides()
    {
        string text = IsaDocumentation.For(TargetPresets.Int8, new UsableCommands(null, TargetPresets.Int8, Plain).Shows);

        text.ShouldContain("poolSize");
        text.ShouldContain("ConfigExStrides");
        text.ShouldNotContain("LoopWs");
    }

    private static string Text(string schedule) =>
        IsaDocumentation.For(TargetPresets.Int8, new UsableCommands(TestKernels.Dense(32, 16, 48).Operation, TargetPresets.Int8, schedule).Shows);
}
