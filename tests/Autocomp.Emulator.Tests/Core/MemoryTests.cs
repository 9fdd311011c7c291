using FsCheck;
using FsCheck.Fluent;

namespace Autocomp.Emulator.Tests.Core;

public sealed class MemoryTests : IDisposable
{
    private readonly Memory _memory = new();

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void TryWrite_OverTheEndOfARegion_WritesNothing()
    {
        _memory.Map(new MemoryRegion("a", 0x8000_0100, 100, true, InitialContent.Zero));
        _memory.TryWrite(0x8000_0160, [1, 2, 3, 4, 5]).ShouldBe(FaultKind.OutOfBounds);
        byte[] left = new byte[4];
        _memory.TryRead(0x8000_0160, left).ShouldBeNull();
        left.ShouldBe(new byte[4]);
    }

    [Fact]
    public void Map_OverlappingRegions_IsRefusedWithBothNames()
    {
        _memory.Map(new MemoryRegion("a", 0x8000_0000, 100, true, InitialContent.Zero));
        Should.Throw<ArgumentException>(() => _memory.Map(new MemoryRegion("b", 0x8000_0063, 1, true, InitialContent.Zero)))
            .Message.ShouldStartWith("Region 'b' at 0x80000063 overlaps 'a' at 0x80000000.");
    }

    [Theory]
    [InlineData(0x8000_1ff0UL, "4080 bytes past the end of 'low' (0x80000000, 4096 bytes)")]
    [InlineData(0x8000_2ff8UL, "8 bytes before 'high' (0x80003000, 4096 bytes), reaching into it")]
    [InlineData(0x8000_3ffcUL, "the last 12 of 16 bytes are past the end of 'high' (0x80003000, 4096 bytes)")]
    public void Explain_Access_NamesTheNearestRegion(ulong address, string text)
    {
        _memory.Map(new MemoryRegion("low", 0x8000_0000, 4096, true, InitialContent.Zero));
        _memory.Map(new MemoryRegion("high", 0x8000_3000, 4096, true, InitialContent.Zero));
        FaultKind kind = _memory.TryRead(address, new byte[16]).ShouldNotBeNull();
        _memory.Explain(kind, address, 16).ShouldBe(text);
    }

    [Fact]
    public void Reset_AfterUse_GivesBackPagesAndShowsAnotherPoison()
    {
        byte[] Poison(ulong seed)
        {
            _memory.Reset(seed);
            _memory.BytesInUse.ShouldBe(0);
            _memory.Map(new MemoryRegion("a", 0x8000_0000, 1 << 20, true, InitialContent.Poison));
            byte[] bytes = new byte[64];
            _memory.TryRead(0x8000_4000, bytes).ShouldBe(FaultKind.PoisonRead);
            _memory.BytesInUse.ShouldBe(Memory.PageSize);
            return bytes;
        }

        byte[] first = Poison(1);
        Poison(2).ShouldNotBe(first);
        Poison(1).ShouldBe(first);
    }

    [Fact]
    public void ByteLimit_Reached_RefusesFurtherPages()
    {
        _memory.ByteLimit = 2 * Memory.PageSize;
        _memory.Map(new MemoryRegion("a", 0x8000_0000, 1 << 20, true, InitialContent.Zero));
        _memory.TryWrite(0x8000_0000, new byte[Memory.PageSize]).ShouldBeNull();
        _memory.TryWrite(0x8000_1000, new byte[Memory.PageSize]).ShouldBeNull();
        _memory.TryWrite(0x8000_2000, [1]).ShouldBe(FaultKind.MemoryLimit);
    }

    [Fact]
    public void Watch_UntilCleared_AsksTheWatcherAboutConflictingAccessesOnly()
    {
        using var machine = new Machine(Isa.TargetPresets.Int8);
        var watcher = new Recorder();
        machine.Memory.Map(new MemoryRegion("code", 0x8000_0000, 16, false, InitialContent.Zero));
        machine.Memory.Map(new MemoryRegion("data", 0x8001_0000, 4096, true, InitialContent.Zero));
        machine.Memory.Initialize(0x8000_0000, Assembler.Bytes(Assembler.Ld(6, 5, 0), Assembler.Sd(6, 5, 8), Assembler.Ebreak));
        machine.Memory.Watcher = watcher;
        void Go()
        {
            machine.Core.SetX(5, 0x8001_0000);
            machine.Core.Pc = 0x8000_0000;
            machine.Run(new RunOptions { MaxInstructions = 10 }, TestContext.Current.CancellationToken).Fault!.Kind.ShouldBe(FaultKind.KernelTrap);
        }

        machine.Memory.Watch(0x8001_0800, 64, reads: false);
        Go();
        watcher.Seen.ShouldBe(["write 80010008 at 80000004"]);
        machine.Memory.Watch(0x8001_0800, 64, reads: true);
        Go();
        watcher.Seen.ShouldBe(["write 80010008 at 80000004", "read 80010000 at 80000000", "write 80010008 at 80000004"]);
        machine.Memory.ClearWatches();
        Go();
        watcher.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public void RandomAccesses_AgreeWithAPlainModel() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), CompareWithModel));

    /// <summary>Regions at random places, some poison, some read-only; random reads and writes; a model that holds a flag and a value for each byte.</summary>
    private void CompareWithModel(int seed)
    {
        const ulong Base = 0x8000_0000;
        const int Span = 5 * Memory.PageSize;
        var random = new SplitMix((ulong)seed);
        _memory.Reset((ulong)seed);
        byte?[] values = new byte?[Span];
        MemoryRegion?[] regions = new MemoryRegion?[Span];
        for (ulong at = random.Below(200); at < Span - 10;)
        {
            ulong length = Math.Min(1 + random.Below(6000), Span - at);
            var region = new MemoryRegion($"r{at}", Base + at, length, random.Below(4) != 0, random.Below(2) == 0 ? InitialContent.Poison : InitialContent.Zero);
            _memory.Map(region);
            for (ulong i = at; i < at + length; i++) (regions[i], values[i]) = (region, region.Content == InitialContent.Zero ? (byte)0 : null);
            at += length + random.Below(3) * random.Below(3000);
        }

        for (int step = 0; step < 300; step++)
        {
            int at = (int)random.Below(Span - 64);
            int length = 1 + (int)random.Below(64);
            byte[] bytes = new byte[length];
            MemoryRegion? region = regions[at];
            bool inside = region is not null && region.Contains(Base + (ulong)at, (ulong)length);

            // An access over two regions that touch is in bounds byte by byte, page by page; the model leaves it out.
            if (!inside && Enumerable.Range(at, length).All(i => regions[i] is not null)) continue;
            if (random.Below(2) == 0)
            {
                for (int i = 0; i < length; i++) bytes[i] = (byte)random.Next();
                FaultKind? expected = !inside ? FaultKind.OutOfBounds : region!.Writable ? null : FaultKind.ReadOnlyWrite;
                FaultKind? refusal = _memory.TryWrite(Base + (ulong)at, bytes);
                if (inside) refusal.ShouldBe(expected);
                else refusal.ShouldNotBeNull();
                for (int i = 0; refusal is null && i < length; i++) values[at + i] = bytes[i];
            }
            else
            {
                FaultKind? refusal = _memory.TryRead(Base + (ulong)at, bytes);
                if (!inside)
                {
                    refusal.ShouldNotBeNull();
                    continue;
                }

                bool poison = Enumerable.Range(at, length).Any(i => values[i] is null);
                refusal.ShouldBe(poison ? FaultKind.PoisonRead : null);
                for (int i = 0; i < length; i++)
                {
                    if (values[at + i] is { } value) bytes[i].ShouldBe(value);
                }
            }
        }
    }

    private sealed class Recorder : IAccessWatcher
    {
        public List<string> Seen { get; } = [];

        public Fault? OnCoreAccess(ulong address, int length, bool write, ulong programCounter)
        {
            Seen.Add($"{(write ? "write" : "read")} {address:x} at {programCounter:x}");
            return null;
        }
    }
}
