using Autocomp.Search.Prompts;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Tests.Prompts;

public sealed class MenuTests
{
    private static readonly Menu Three = Menu.Parse("# comment\nloop tiling: sizes\nunroll loops: longer bodies\nanother: rest\n");

    [Fact]
    public void Dropout_AnySeed_IsNeverEmptyAndKeepsOrder()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Menu menu = Three.Dropout(0.05, new Random(seed));
            menu.Options.ShouldNotBeEmpty();
            menu.Options.ShouldBe(Three.Options.Where(menu.Options.Contains));
        }
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("fine-grained")]
    public void Dropout_BuiltInMenus_AlwaysOfferSomethingElse(string name)
    {
        Menu all = new PromptTexts().Menu(name);

        for (int seed = 0; seed < 50; seed++) all.Dropout(0.1, new Random(seed)).Options[^1].Name.ShouldBe(Menu.Other);
        all.Options.Select(o => o.Name).ShouldBeUnique();
    }

    [Fact]
    public void Dropout_SameSeed_IsTheSame() =>
        Three.Dropout(0.5, new Random(3)).ToString().ShouldBe(Three.Dropout(0.5, new Random(3)).ToString());

    [Theory]
    [InlineData("Option: 2\nUnroll by four.", "unroll loops")]
    [InlineData("**Option: 1**\n...", "loop tiling")]
    [InlineData("I will do loop tiling here.", "loop tiling")]
    [InlineData("Option: 9\nsomething else", "")]
    public void Chosen_Plan_NamesTheOption(string plan, string option) => Three.Chosen(plan).ShouldBe(option);

    [Fact]
    public void DenseMenu_HoldsEveryMoveOfTheBuiltInProposer()
    {
        string[] moves = [.. typeof(MenuOptions).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

        moves.Except(new PromptTexts().Menu("dense").Options.Select(o => o.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void FineGrainedMenu_HoldsEveryMoveOnChains()
    {
        string[] moves = [.. typeof(ChainMenuOptions).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

        moves.Except(new PromptTexts().Menu("fine-grained").Options.Select(o => o.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Texts_FolderInFront_ReplacesOneAndChangesTheVersion()
    {
        using var folder = new TestFolder();
        var builtIn = new PromptTexts();
        File.WriteAllText(Path.Combine(folder.Path, "dense.txt"), "one: only\n");
        var texts = new PromptTexts(folder.Path);

        texts.Menu("dense").Options.ShouldHaveSingleItem().Name.ShouldBe("one");
        texts.MenuVersion.ShouldNotBe(builtIn.MenuVersion);
        texts.PromptVersion.ShouldBe(builtIn.PromptVersion);
        texts.Menu("fine-grained").Options.Length.ShouldBeGreaterThan(5);
    }
}
