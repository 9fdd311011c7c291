using Autocomp.Search.Budgets;
using Autocomp.Search.Journal;

namespace Autocomp.Search.Tests.Budgets;

public sealed class BudgetMeterTests
{
    [Fact]
    public void Take_MoreThanLeft_GrantsWhatIsLeft()
    {
        var meter = new BudgetMeter(new() { Samples = 5 }, TimeProvider.System);

        meter.Take(3).ShouldBe(3);
        meter.Barrier().ShouldBeNull();
        meter.Take(3).ShouldBe(2);
        meter.Take(3).ShouldBe(0);
        meter.Barrier().ShouldBe("budget of 5 samples");
    }

    [Fact]
    public void Barrier_TokensSpent_Stops()
    {
        var meter = new BudgetMeter(new() { Tokens = 10 }, TimeProvider.System);
        meter.Count(new("x", 6, 4));

        meter.Barrier().ShouldBe("budget of 10 tokens");
    }

    [Fact]
    public void Barrier_StoppedByTheClockOnce_StopsThereAgainWhateverTheClockSays()
    {
        using var folder = new TestFolder();
        string path = Path.Combine(folder.Path, "stop.txt");
        var clock = new ManualClock();
        var first = new BudgetMeter(new() { Time = TimeSpan.FromSeconds(10) }, clock, new StopRecord(path));
        first.Barrier().ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(11));
        first.Barrier().ShouldBe("budget of 10 s");

        var replay = new BudgetMeter(new() { Time = TimeSpan.FromSeconds(10) }, clock, new StopRecord(path));
        replay.Barrier().ShouldBeNull();
        replay.Barrier().ShouldBe("budget of 10 s");
    }

    private sealed class ManualClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
