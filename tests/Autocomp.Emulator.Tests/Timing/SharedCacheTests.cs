using Autocomp.Emulator.Timing;
using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Timing;

public class SharedCacheTests
{
    private const ulong Base = 0x8000_0000;
    private readonly EventClock _clock = new();
    private readonly TagCache _core = new(64, 4, 6);
    private readonly SharedCache _cache;
    private readonly List<(ResponseBeat Beat, long Cycle)> _responses = [];

    public SharedCacheTests() => _cache = new SharedCache(Target(0), _core);

    [Fact]
    public void Read_OfALineThatIsThere_AnswersAfterTheHitLatency()
    {
        Read(0, 64);
        var start = _clock.Now;
        Read(0, 64);
        (_responses[4].Cycle - start).ShouldBe(6);
        (_responses[7].Cycle - start).ShouldBe(9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Read_OfALineThatIsNotThere_TakesTheMemorysTimeMore(int latency)
    {
        var cache = new SharedCacheTests(latency);
        cache.Read(0, 64);
        cache._responses[^1].Cycle.ShouldBe(9 + 8 + latency);
        cache._cache.Memory.LinesRead.ShouldBe(1);
    }

    [Fact]
    public void Write_OfAWholeLineThatIsNotThere_ReadsNoMemory()
    {
        Write(0, 64);
        _cache.Memory.LinesRead.ShouldBe(0);
        Write(64, 16);
        _cache.Memory.LinesRead.ShouldBe(1);
    }

    [Fact]
    public void Read_OfALineTheCoreModified_WaitsForTheCoreAndSharesTheLine()
    {
        _core.Fill(Base >> 6, dirty: true, out _);
        AskForCore(CacheOperation.AcquireOwned, Base >> 6);
        _cache.CoreOwnsLine.ShouldBeTrue();
        Run(40);
        var start = _clock.Now;
        Read(0, 64);
        (_responses[0].Cycle - start).ShouldBeGreaterThan(6 + 8);
        _core.IsDirty(_core.Find(Base >> 6)).ShouldBeFalse();
        _core.IsShared(_core.Find(Base >> 6)).ShouldBeTrue();
    }

    [Fact]
    public void Write_OfALineTheCoreHolds_TakesItAway()
    {
        _core.Fill(Base >> 6, dirty: false, out _);
        AskForCore(CacheOperation.AcquireShared, Base >> 6);
        Write(0, 64);
        _core.Find(Base >> 6).ShouldBe(-1);
    }

    [Fact]
    public void Requests_ToFewSets_AreAllAnsweredOnce()
    {
        var random = new Random(7);
        var sent = new int[16];
        int open = 0, issued = 0;
        long patience = 0;
        while (issued < 20_000 || open > 0)
        {
            var id = Array.IndexOf(sent, 0);
            if (issued < 20_000 && id >= 0 && _cache.CanAccept(default, _clock.Now) && random.Next(3) > 0)
            {
                // Thirty lines in three sets: more than fit, so lines leave all the time.
                var size = 16 << random.Next(3);
                var address = Base + (ulong)((random.Next(3) * 64) + (random.Next(10) * 65536) + (random.Next(64 / size) * size));
                var write = size == 16 && random.Next(3) == 0;
                _cache.Accept(new MemoryBeat(address, size, id, write, true, true, write && random.Next(2) == 0), _clock.Now);
                sent[id] = write ? 1 : size / 16;
                issued++;
                open++;
            }

            if (random.Next(200) == 0 && _core.Find(Base >> 6) is var place && place >= 0 && !_core.IsDirty(place))
            {
                _core.Invalidate(place);
            }

            var before = _responses.Count;
            Cycle();
            foreach (var (beat, _) in _responses.Skip(before))
            {
                sent[beat.Id]--;
                open -= beat.IsLast ? 1 : 0;
                (sent[beat.Id] == 0).ShouldBe(beat.IsLast);
            }

            patience = _responses.Count > before ? 0 : patience + 1;
            patience.ShouldBeLessThan(2000, "an answer never came");
        }

        _cache.Memory.LinesWritten.ShouldBeGreaterThan(100);
    }

    private SharedCacheTests(int latency) => _cache = new SharedCache(Target(latency), _core);

    private static TargetDescription Target(int latency) =>
        TargetPresets.Int8 with { Timing = TargetPresets.Int8.Timing with { MemoryExtraLatency = latency } };

    private void Read(ulong offset, int size) => Request(new MemoryBeat(Base + offset, size, 0, false, true, true), size / 16);

    private void Write(ulong offset, int size)
    {
        for (var beat = 0; beat < size / 16; beat++)
        {
            while (!_cache.CanAccept(default, _clock.Now))
            {
                Cycle();
            }

            _cache.Accept(new MemoryBeat(Base + offset, size, 0, true, beat == 0, beat == (size / 16) - 1), _clock.Now);
            Cycle();
        }

        WaitFor(1);
    }

    private void Request(in MemoryBeat beat, int beats)
    {
        _cache.Accept(beat, _clock.Now);
        WaitFor(beats);
    }

    private void AskForCore(CacheOperation operation, ulong line)
    {
        _cache.Ask(operation, CacheClient.CoreData, line, _clock.Now);
        while (_cache.AnsweredAt(CacheClient.CoreData) == long.MaxValue)
        {
            Cycle();
        }

        Run(20);
    }

    private void WaitFor(int beats)
    {
        for (var target = _responses.Count + beats; _responses.Count < target;)
        {
            Cycle();
        }

        Run(20);
    }

    private void Run(int cycles)
    {
        for (var i = 0; i < cycles; i++)
        {
            Cycle();
        }
    }

    private void Cycle()
    {
        if (_cache.TryRespond(_clock.Now, out var beat))
        {
            _responses.Add((beat, _clock.Now));
        }

        _cache.Step(_clock);
        _clock.Now++;
    }
}
