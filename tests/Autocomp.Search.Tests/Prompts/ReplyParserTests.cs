using Autocomp.Search.Prompts;

namespace Autocomp.Search.Tests.Prompts;

public sealed class ReplyParserTests
{
    [Fact]
    public void Schedule_SeveralBlocks_TakesTheLast() =>
        ReplyParser.Schedule("First\n```csharp\nclass Schedule { int a; }\n```\nbetter:\n```cs\nclass Schedule { int b; }\n```\nDone.")
            .ShouldBe(new ReplyParser.Parsed("class Schedule { int b; }\n", ""));

    [Fact]
    public void Schedule_BlockWithoutClass_IsWrapped() =>
        ReplyParser.Schedule("```\nstatic void Dense() { }\n```").Text.ShouldBe(
            "using System;\nusing Autocomp;\n\ninternal static unsafe class Schedule\n{\nstatic void Dense() { }\n}\n");

    [Theory]
    [InlineData("", "The reply is empty.")]
    [InlineData("   \n", "The reply is empty.")]
    [InlineData("I can't.", "The reply holds no C# code block.")]
    [InlineData("```csharp\nclass Schedule {", "The code block does not end: the reply was cut.")]
    [InlineData("```\njust words\n```", "The reply holds no C# code block.")]
    public void Schedule_NoCode_SaysWhy(string reply, string problem) =>
        ReplyParser.Schedule(reply).ShouldBe(new ReplyParser.Parsed(null, problem));

    [Fact]
    public void Schedule_HugeReply_IsNotLookedAt() =>
        ReplyParser.Schedule(new string('x', ReplyParser.MaxReply + 1)).Problem.ShouldContain("at most");

    [Fact]
    public void Schedule_HugeCode_IsRefused() =>
        ReplyParser.Schedule("```\nclass S {\n" + new string('x', ReplyParser.MaxSchedule) + "\n}\n```").Problem.ShouldContain("at most");

    [Fact]
    public void Schedule_ControlCharacters_AreDropped() =>
        ReplyParser.Schedule("```\r\nclass S { }\u001b[2K\r\n```\r\n").Text.ShouldBe("class S { }[2K\n");

    [Fact]
    public void Plan_Long_IsCut() => ReplyParser.Plan(new string('x', 20_000)).Text!.Length.ShouldBe(ReplyParser.MaxPlan);

    [Fact]
    public void Schedule_ManyFences_EndsQuickly() =>
        ReplyParser.Schedule(string.Concat(Enumerable.Repeat("```csharp\n", 20_000))).Text.ShouldBeNull();
}
