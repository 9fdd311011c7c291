using System.Text.Json;

namespace Autocomp.Emulator.Tests.Timing;

public class TimelineTests
{
    private static readonly KernelProfile s_profile = Loop().Run(new TimelineOptions { Samples = 64 });

    private static RunTimeline Timeline => s_profile.Timeline.ShouldNotBeNull();

    [Fact]
    public void Run_WithTimeline_TakesTheSameCyclesAndCauses()
    {
        var plain = Loop().Run();
        plain.Timeline.ShouldBeNull();
        s_profile.Cycles.ShouldBe(plain.Cycles);
        s_profile.Causes.ShouldBe(plain.Causes);
    }

    [Fact]
    public void Series_OfCauses_FillEveryPart()
    {
        var causes = Timeline.Series.Where(series => series.Group == "cycles").ToList();
        var parts = causes[0].Values.Length;
        parts.ShouldBeInRange(32, 64);
        for (var part = 0; part < parts; part++)
        {
            var length = Math.Min(Timeline.PartCycles, Timeline.Cycles - (part * Timeline.PartCycles));
            causes.Sum(series => series.Values[part]).ShouldBe(length);
        }

        foreach (var series in causes)
        {
            series.Values.Sum().ShouldBe(s_profile.Causes[series.Name], series.Name);
        }
    }

    [Fact]
    public void Series_OfBytes_SumToTheProfile()
    {
        Sum("bytes", "read").ShouldBe(s_profile.BytesRead);
        Sum("bytes", "written").ShouldBe(s_profile.BytesWritten);
        Sum("busy", "loads").ShouldBe(s_profile.LoadBusy);
        Sum("busy", "stores").ShouldBe(s_profile.StoreBusy);
    }

    [Fact]
    public void Series_OfRows_StayWithinTheirBanks()
    {
        // Two loops of 4x4x4 tiles: A of 256 rows at the bottom of each half, B at its top; results in both halves of the accumulator.
        Most("scratchpad rows", "bank 0").ShouldBeInRange(64, 256);
        Most("scratchpad rows", "bank 1").ShouldBeInRange(64, 256);
        Most("scratchpad rows", "bank 2").ShouldBeInRange(64, 256);
        Most("accumulator rows", "bank 0").ShouldBeInRange(64, 256);
        Timeline.Series.Where(series => series.Group.EndsWith("rows", StringComparison.Ordinal)).ShouldAllBe(series => series.Values.Last() == 0);
    }

    [Fact]
    public void Slices_OfATrack_ComeInOrderWithoutOverlap()
    {
        Timeline.SlicesCut.ShouldBeFalse();
        Timeline.Slices.Select(slice => slice.Track).Distinct().Order(StringComparer.Ordinal).ShouldBe(["array", "core", "loads", "stores"]);
        foreach (var track in Timeline.Slices.GroupBy(slice => slice.Track))
        {
            var last = 0L;
            foreach (var slice in track)
            {
                slice.Start.ShouldBeGreaterThanOrEqualTo(last, track.Key);
                slice.End.ShouldBeGreaterThan(slice.Start);
                last = slice.End;
            }

            last.ShouldBeLessThanOrEqualTo(Timeline.Cycles);
        }
    }

    [Fact]
    public void Slices_OfTheArray_CoverTheRun() =>
        Timeline.Slices.Where(slice => slice.Track == "array").Sum(slice => slice.End - slice.Start).ShouldBe(Timeline.Cycles);

    [Fact]
    public void Slices_MoreThanAsked_AreCut()
    {
        var timeline = Loop().Run(new TimelineOptions { Slices = 10 }).Timeline!;
        (timeline.Slices.Length, timeline.SlicesCut).ShouldBe((10, true));
    }

    [Fact]
    public void TraceWriter_Timeline_IsTraceEventJson()
    {
        using var stream = new MemoryStream();
        TraceWriter.Write(Timeline, "two loops", stream);
        using var document = JsonDocument.Parse(stream.ToArray());
        var events = document.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        foreach (var one in events)
        {
            one.GetProperty("ph").GetString().ShouldBeOneOf("M", "X", "C");
            one.GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
            one.GetProperty("pid").GetInt32().ShouldBe(1);
            one.GetProperty("args").ValueKind.ShouldBe(JsonValueKind.Object);
            if (one.GetProperty("ph").GetString() == "X")
            {
                one.GetProperty("ts").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
                one.GetProperty("dur").GetInt64().ShouldBeGreaterThan(0);
                one.GetProperty("tid").GetInt32().ShouldBeInRange(1, 4);
            }
        }

        events.Count(one => one.GetProperty("ph").GetString() == "M").ShouldBe(5);
        events.Count(one => one.GetProperty("ph").GetString() == "X").ShouldBe(Timeline.Slices.Length);
        events.ShouldContain(one => one.GetProperty("name").GetString() == "mvout" && one.GetProperty("args").GetProperty("line").GetString() == "schedule.cs:9");
    }

    private static long Sum(string group, string name) => Timeline.Series.Single(series => series.Group == group && series.Name == name).Values.Sum();

    private static long Most(string group, string name) => Timeline.Series.Single(series => series.Group == group && series.Name == name).Values.Max();

    private static CommandScript Loop()
    {
        const ulong A = 0x8001_0000, B = 0x8002_0000, C = 0x8003_0000;
        var script = new CommandScript().Configure();
        for (var i = 0; i < 2; i++)
        {
            script.Add(9, 0, (4UL << 32) | (4UL << 16) | 4).Add(10, A, B).Add(11, 0, C).Add(12, 64, 64).Add(13, 64, 64).Add(8, 0, 0);
        }

        return script.Fence();
    }
}
