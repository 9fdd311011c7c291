using Autocomp.Search.Budgets;
using Autocomp.Search.Models;

namespace Autocomp.Search.Tests.Budgets;

public sealed class BudgetMeterTests
{
    private static readonly (string, ModelRequest) Ask = ("openai:gpt-5", new("system", new string('x', 400), null, 1000, 0));

    private static IReadOnlyList<(string, ModelRequest)> Wave(int count) => [.. Enumerable.Repeat(Ask, count)];

    [Fact]
    public void Begin_MoreThanLeft_GrantsWhatIsLeft()
    {
        var meter = new BudgetMeter(new() { Samples = 5 }, TimeProvider.System);

        meter.Begin(Wave(3)).ShouldBe(3);
        meter.Begin(Wave(3)).ShouldBe(2);
        meter.Stopped.ShouldBeNull();
        meter.Begin(Wave(3)).ShouldBe(0);
        meter.Stopped.ShouldBe("budget of 5 samples");
    }

    [Fact]
    public void Begin_Tokens_SetsTheWorstAsideAndGoesOnWithWhatReplyLeft()
    {
        var meter = new BudgetMeter(new() { Tokens = 3000 }, TimeProvider.System);

        meter.Begin(Wave(9)).ShouldBe(2);
        meter.Count(Ask.Item1, Ask.Item2, new("x", 100, 200));
        meter.Count(Ask.Item1, Ask.Item2, new("x", 100, 200));
        meter.Begin(Wave(9)).ShouldBe(1);
        meter.Count(Ask.Item1, Ask.Item2, new("x", 200, 1000));
        meter.Begin(Wave(9)).ShouldBe(0);
        meter.Stopped.ShouldBe("budget of 3000 tokens");
        meter.Tokens.ShouldBe(1800);
    }

    [Fact]
    public void Begin_Money_IsNeverPassed()
    {
        var meter = new BudgetMeter(new() { Money = 0.05m }, TimeProvider.System);
        int asked = 0;
        while (meter.Begin(Wave(7)) is > 0 and var granted)
        {
            asked += granted;
            for (int n = 0; n < granted; n++) meter.Count(Ask.Item1, Ask.Item2, new("x", 200, 1000));
        }

        asked.ShouldBe(4);
        meter.Money.ShouldBeLessThanOrEqualTo(0.05m);
        meter.Stopped.ShouldBe("budget of 0.05 dollars");
    }

    [Fact]
    public void Begin_MoneyAndNoPrice_StopsBeforeTheFirstRequest()
    {
        var meter = new BudgetMeter(new() { Money = 1 }, TimeProvider.System);

        meter.Begin([("openai:unheard-of", Ask.Item2)]).ShouldBe(0);
        meter.Stopped!.ShouldContain("AUTOCOMP_PRICES");
    }

    [Fact]
    public void Count_ReplyWithoutUsage_IsEstimated()
    {
        var meter = new BudgetMeter(new(), TimeProvider.System);

        meter.Count("command:x", Ask.Item2, new(new string('y', 350), 0, 0));

        meter.Tokens.ShouldBe(2 + 115 + 100);
    }

    [Fact]
    public void Begin_StoppedByTheClockOnce_StopsThereAgainWhateverTheClockSays()
    {
        using var folder = new TestFolder();
        var clock = new ManualClock();
        var first = new BudgetMeter(new() { Time = TimeSpan.FromSeconds(10) }, clock, folder.Journal());
        first.Begin(Wave(1)).ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(11));
        first.Begin(Wave(1)).ShouldBe(0);
        first.Stopped.ShouldBe("budget of 10 s");

        var replay = new BudgetMeter(new() { Time = TimeSpan.FromSeconds(10) }, clock, folder.Journal());
        replay.Begin(Wave(1)).ShouldBe(1);
        replay.Begin(Wave(1)).ShouldBe(0);
        replay.Stopped.ShouldBe("budget of 10 s");
    }

    [Fact]
    public void Begin_ResumedAfterAKill_HasSpentTheTimeOfTheRunBefore()
    {
        using var folder = new TestFolder();
        var clock = new ManualClock();
        var killed = new BudgetMeter(new() { Time = TimeSpan.FromSeconds(10) }, clock, folder.Journal());
        killed.Begin(Wave(1)).ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(8));
        killed.Begin(Wave(1)).ShouldBe(1);

        var resumed = new BudgetMeter(new() { Time = TimeSpan.FromSeconds(10) }, clock, folder.Journal());
        resumed.Begin(Wave(1)).ShouldBe(1);
        resumed.Begin(Wave(1)).ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(3));
        resumed.Begin(Wave(1)).ShouldBe(0);

        resumed.Stopped.ShouldBe("budget of 10 s");
    }

    [Fact]
    public void Prices_Lines_AreReadAndLaterOnesWin()
    {
        PriceList prices = PriceList.Parse("# comment\na\t1\t2.5\nopenai:a\t3\t4\n");

        prices.Of("a").ShouldBe(new(1, 2.5m));
        prices.Of("openai:a").ShouldBe(new(3, 4));
        prices.Of("command:anything").ShouldBe(new(0, 0));
        Should.Throw<FormatException>(() => PriceList.Parse("a 1 2")).Message.ShouldContain("Line 1");
    }

    [Fact]
    public void Prices_OwnFile_GoesBeforeTheListThatShips()
    {
        using var folder = new TestFolder();
        string path = Path.Combine(folder.Path, "prices.tsv");
        File.WriteAllText(path, "gpt-5\t9\t9\n");

        PriceList.Load(_ => null).Of("openai:gpt-5").ShouldBe(new(1.25m, 10));
        PriceList.Load(_ => path).Of("openai:gpt-5").ShouldBe(new(9, 9));
    }

    private sealed class ManualClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
