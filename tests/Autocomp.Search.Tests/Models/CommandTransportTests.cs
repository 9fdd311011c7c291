using Autocomp.Search.Models;

namespace Autocomp.Search.Tests.Models;

public sealed class CommandTransportTests
{
    private static readonly ModelRequest Request = new("system", "user \u00e9", null, 100, 0);

    [Fact]
    public async Task Send_Command_GetsPromptAndGivesOutput()
    {
        var command = new CommandTransport("cat");

        ModelReply reply = await command.SendAsync(Request, TestContext.Current.CancellationToken);

        reply.Text.ShouldBe("system\n\nuser \u00e9\n");
    }

    [Fact]
    public async Task Send_CommandThatIgnoresItsInput_Works() =>
        (await new CommandTransport("echo \"two words\"").SendAsync(Request, TestContext.Current.CancellationToken)).Text.ShouldBe("two words\n");

    [Fact]
    public async Task Send_CommandFails_NamesTheExitCode()
    {
        var e = await Should.ThrowAsync<ModelTransportException>(() => new CommandTransport("false").SendAsync(Request, TestContext.Current.CancellationToken));

        e.Message.ShouldContain("exit code 1");
        e.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task Send_CommandThatNeverStopsWriting_IsEndedAndItsTextCut()
    {
        ModelReply reply = await new CommandTransport("yes forged").SendAsync(new("", "", null, 1, 0), TestContext.Current.CancellationToken);

        reply.Text.Length.ShouldBe(ModelReply.MaxCharacters);
        reply.Error.ShouldBeNull();
    }

    [Fact]
    public async Task Send_NoSuchProgram_SaysSo() =>
        (await Should.ThrowAsync<ModelTransportException>(() => new CommandTransport("no-such-program-here").SendAsync(Request, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("no-such-program-here");

    [Theory]
    [InlineData("gpt-5", "openai:gpt-5", 1.0)]
    [InlineData("openai:gpt-5*2.5", "openai:gpt-5", 2.5)]
    [InlineData("command:tool --flag", "command:tool --flag", 1.0)]
    public void Parse_OneModel_GivesNameAndWeight(string text, string name, double weight)
    {
        ModelSpecification model = ModelSpecification.Parse(text, out string? problem).ShouldHaveSingleItem();

        problem.ShouldBeNull();
        model.Name.ShouldBe(name);
        model.Weight.ShouldBe(weight);
    }

    [Theory]
    [InlineData("gpt-5*none")]
    [InlineData("openai:")]
    [InlineData("command:")]
    public void Parse_Wrong_SaysWhat(string text)
    {
        ModelSpecification.Parse(text, out string? problem).ShouldBeEmpty();
        problem.ShouldNotBeNull();
    }
}
