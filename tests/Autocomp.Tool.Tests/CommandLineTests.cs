using System.CommandLine;
using System.CommandLine.Completions;

namespace Autocomp.Tool.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands { get; } = [.. Visible(CommandLineRoot.Create()).Select(c => c.Name)];

    [Fact]
    public void Help_OfTheRoot_NamesTheCommandAsPeopleTypeItAndItsExitCodes()
    {
        string help = Help();

        help.ShouldContain("Usage:\n  autocomp [command] [options]");
        help.ShouldNotContain(RootCommand.ExecutableName);
        help.ShouldContain("Exit codes: 0 done, 1 failed or found something wrong, 2 wrong command line, 130 interrupted.");
        help.ShouldContain("autocomp tune src/App");
        help.ShouldNotContain("evaluator");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfACommand_ShowsUsageUnderThatName(string name) => Help(name).ShouldContain("  autocomp " + name);

    [Theory]
    [InlineData("tune")]
    [InlineData("list")]
    [InlineData("explain")]
    [InlineData("verify")]
    [InlineData("compare")]
    [InlineData("asm")]
    [InlineData("adopt")]
    [InlineData("merge")]
    [InlineData("prune")]
    [InlineData("doctor")]
    [InlineData("completions")]
    public void Help_OfACommand_HasExamples(string name) => Help(name).ShouldContain("Examples:\n  ");

    [Theory]
    [InlineData("tune")]
    [InlineData("list")]
    [InlineData("explain")]
    [InlineData("verify")]
    [InlineData("compare")]
    [InlineData("asm")]
    [InlineData("adopt")]
    [InlineData("merge")]
    [InlineData("prune")]
    [InlineData("doctor")]
    public void Options_OfACommandAboutProjects_HoldJson(string name) =>
        CommandLineRoot.Create().Subcommands.Single(c => c.Name == name).Options.Select(o => o.Name).ShouldContain("--json");

    [Fact]
    public void Parse_UnknownOption_IsAnErrorOfUsage() => CommandLineRoot.Create().Parse(["list", "--frobnicate"]).Errors.ShouldNotBeEmpty();

    [Fact]
    public void Parse_MergeWithoutAnOtherSide_SaysWhatToGive() =>
        CommandLineRoot.Create().Parse(["merge", "."]).Errors.Select(e => e.Message).ShouldBe(["Give either --with FOLDER or --conflicts."]);

    [Fact]
    public void Completions_OfAPartOfAnOption_AreThoseThatFit() =>
        CommandLineRoot.Create().Parse("list --c").GetCompletions(8).Select((CompletionItem c) => c.Label).ShouldBe(["--check", "--configuration"]);

    private static IEnumerable<Command> Visible(Command root) => root.Subcommands.Where(c => !c.Hidden);

    private static string Help(params string[] command)
    {
        StringWriter output = new();
        CommandLineRoot.Create().Parse([.. command, "--help"]).Invoke(new InvocationConfiguration { Output = output }).ShouldBe(0);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
