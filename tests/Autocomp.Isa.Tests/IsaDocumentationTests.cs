namespace Autocomp.Isa.Tests;

public sealed class IsaDocumentationTests
{
    public static TheoryData<string> Targets => [.. TargetPresets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Documentation_OfATarget_NamesItsIntrinsicsAndNoOthers(string name)
    {
        TargetDescription target = TargetPresets.All.Single(each => each.Name == name);
        string text = IsaDocumentation.For(target);
        foreach (Command command in CommandTable.All)
        {
            bool shown = text.Contains($"\n{command.Intrinsic}(", StringComparison.Ordinal);
            bool has = command.Revisions.Contains(target.Revision) && (command.Name != "config_norm" || target.HasNormalizations);
            bool sharesName = CommandTable.FindIntrinsic(command.Intrinsic, target.Revision) is not null && command.Name != "config_norm";
            shown.ShouldBe(has || sharesName, command.Intrinsic);
        }
    }

    [Fact]
    public void Documentation_StatesMemorySizes()
    {
        string text = IsaDocumentation.For(TargetPresets.Int8);
        text.ShouldContain("Scratchpad: 16384 rows of 16 elements (256 KiB) in 4 banks of 4096 rows");
        text.ShouldContain("Accumulator: 1024 rows of 16 values (64 KiB) in 2 bank(s) of 512 rows");
        text.ShouldNotContain("\r");
        text.Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void Documentation_OfAChoice_LeavesCommandsAndFieldsOut()
    {
        string text = IsaDocumentation.For(TargetPresets.Int8, (command, field) => command.Unit != CommandUnit.Loop && field?.Name != "activation");

        text.ShouldNotContain("LoopWs");
        text.ShouldNotContain("activation function");
        text.ShouldContain("ConfigSt(int stride, float scale = 1f, int poolStride = 0");
    }

    [Fact]
    public void Documentation_OfCommandsAlike_ExplainsTheirArgumentsOnce()
    {
        string text = IsaDocumentation.For(TargetPresets.Int8);

        text.Split("row 0 in main memory; null writes zeros").Length.ShouldBe(2);
        text.ShouldContain("Arguments as Mvin.");
        text.ShouldContain("Arguments as ComputePreloaded.");
    }
}
