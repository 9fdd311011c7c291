using System.CommandLine;
using System.CommandLine.Completions;

namespace Autocomp.Tool.Tests;

public sealed class CommandLineTests
{
    /// <summary>All commands that people see, subcommands with their parent's name.</summary>
    public static TheoryData<string> Commands { get; } =
        [.. Visible(CommandLineRoot.Create()).SelectMany(c => c.Subcommands.Count > 0 ? c.Subcommands.Select(s => $"{c.Name} {s.Name}") : [c.Name])];

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

    [Fact]
    public void AskedForHelp_TheWordHelp_IsTheOption()
    {
        CommandLineRoot.AskedForHelp(["help"]).ShouldBe(["--help"]);
        CommandLineRoot.AskedForHelp(["help", "journal", "export"]).ShouldBe(["journal", "export", "--help"]);
        CommandLineRoot.AskedForHelp(["list", "help"]).ShouldBe(["list", "help"]);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfACommand_ShowsUsageUnderThatName(string name) => Help(name.Split(' ')).ShouldContain("  autocomp " + name);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfACommand_HasExamples(string name) => Help(name.Split(' ')).ShouldContain("Examples:\n  ");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Options_OfACommand_HoldJson(string name) =>
        (name == "completions" || Leaf(name).Options.Any(o => o.Name == "--json")).ShouldBeTrue("a script of a shell is the only output that is no document");

    [Fact]
    public void Parse_UnknownOption_IsAnErrorOfUsage() => CommandLineRoot.Create().Parse(["list", "--frobnicate"]).Errors.ShouldNotBeEmpty();

    [Fact]
    public void Parse_MergeWithoutAnOtherSide_SaysWhatToGive() =>
        CommandLineRoot.Create().Parse(["merge", "."]).Errors.Select(e => e.Message).ShouldBe(["Give either --with FOLDER or --conflicts."]);

    [Fact]
    public void Completions_OfAPartOfAnOption_AreThoseThatFit() =>
        CommandLineRoot.Create().Parse("list --c").GetCompletions(8).Select((CompletionItem c) => c.Label).ShouldBe(["--check", "--configuration"]);

    private static Command Leaf(string name) => name.Split(' ').Aggregate((Command)CommandLineRoot.Create(), (c, part) => c.Subcommands.Single(s => s.Name == part));

    private static IEnumerable<Command> Visible(Command root) => root.Subcommands.Where(c => !c.Hidden);

    private static string Help(params string[] command)
    {
        StringWriter output = new();
        CommandLineRoot.Create().Parse([.. command, "--help"]).Invoke(new InvocationConfiguration { Output = output }).ShouldBe(0);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
