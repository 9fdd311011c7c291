using Autocomp.Emulator.Timing;
using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Timing;

/// <summary>Command streams that no trace covers: whatever is legal ends, costs at least what its bytes and rows cost, and costs the same twice.</summary>
public class RandomStreamTests
{
    private const ulong Ram = 0x8000_0000;

    [Theory]
    [InlineData("gemmini-int8-16x16", false)]
    [InlineData("gemmini-int8-16x16", true)]
    [InlineData("gemmini-fp32-4x4", true)]
    public void Streams_ThatAreLegal_EndAboveTheirBounds(string name, bool sharedCache)
    {
        var target = TargetPresets.Find(name)!;
        for (var seed = 0; seed < 60; seed++)
        {
            var first = Play(target, seed, sharedCache, out var rows, out var bytes);
            first.ShouldBeGreaterThanOrEqualTo(rows, $"seed {seed}: a row a cycle at most");
            first.ShouldBeGreaterThanOrEqualTo(bytes / target.Timing.DmaBeatBytes, $"seed {seed}: a beat a cycle at most");
            Play(target, seed, sharedCache, out _, out _).ShouldBe(first, $"seed {seed}");
        }
    }

    private static long Play(TargetDescription target, int seed, bool sharedCache, out long rows, out long bytes)
    {
        IMemorySide memory = sharedCache ? new SharedCache(target, new TagCache(64, 4, 6)) : new ConstantLatencyMemory(seed % 60, target.Timing.DmaBeatBytes);
        var machine = new AcceleratorTiming(target, memory);
        var random = new Random(seed);
        rows = 0;
        var outputStationary = random.Next(3) == 0;
        Send(machine, 0, outputStationary ? 0x3f80000000010000UL : 0x3f80000000010004UL | ((ulong)(uint)random.Next(2) << (8 + random.Next(2))), 1UL << 48);
        for (var i = 0; i < 120; i++)
        {
            rows += Command(machine, target, random);
            machine.AdvanceTo(machine.Now + random.Next(random.Next(4) == 0 ? 40 : 2));
        }

        var end = machine.AdvanceUntilIdle();
        machine.IsHung.ShouldBeFalse($"seed {seed}");
        bytes = Math.Max(machine.Port.BytesRead, machine.Port.BytesWritten);
        return end;
    }

    /// <summary>Sends a random command.</summary>
    /// <returns>Rows that the array is fed at least.</returns>
    private static int Command(AcceleratorTiming machine, TargetDescription target, Random random)
    {
        int dim = target.Dim, r = random.Next(1, dim + 1);
        var element = target.Element == ElementType.Int8 ? 1 : 4;
        var block = (ulong)Math.Max(target.Timing.DmaMaxBytes / (dim * element), 1);
        var address = Ram + (ulong)(uint)random.Next(1 << random.Next(6, 22));
        var spad = (ulong)(uint)random.Next(target.ScratchpadRows - (8 * dim));
        var accumulator = 0x8000_0000UL | ((ulong)(uint)random.Next(2) << 30) | (ulong)(uint)random.Next(target.AccumulatorRows - (8 * dim));
        switch (random.Next(7))
        {
            case 0:
                var strides = new ulong[] { 0, 16, 64, 100, 4096, 3 };
                Send(machine, 0, 0x3f80000000000001UL | ((ulong)(uint)dim << 16) | ((ulong)(uint)random.Next(3) << 3) | 0x100 | (random.Next(6) == 0 ? 0x0080_0000_0000_0000UL : 0), strides[random.Next(strides.Length)]);
                return 0;
            case 1:
                Send(machine, 0, 2, 0x3f80_0000_0000_0000UL | (uint)(random.Next(2) == 0 ? 64 : random.Next(1, 300)));
                return 0;
            case 2:
                var columns = random.Next(1, (int)(block * (ulong)dim) + 1);
                Send(machine, new[] { 2, 1, 14 }[random.Next(3)], random.Next(8) == 0 ? 0 : address, spad | ((ulong)(uint)columns << 32) | ((ulong)(uint)r << 48));
                return 0;
            case 3:
                Send(machine, 2, address & ~3UL, accumulator | ((ulong)(uint)random.Next(1, dim + 1) << 32) | ((ulong)(uint)r << 48));
                return 0;
            case 4:
                var source = random.Next(2) == 0 ? spad : accumulator & ~0x4000_0000UL;
                Send(machine, 3, address, source | ((ulong)(uint)random.Next(1, dim + 1) << 32) | ((ulong)(uint)r << 48));
                return 0;
            default:
                var shape = ((ulong)(uint)dim << 32) | ((ulong)(uint)dim << 48);
                Send(machine, 6, (random.Next(4) == 0 ? 0xFFFF_FFFFUL : spad) | shape, accumulator | shape);
                Send(machine, random.Next(4) == 0 ? 5 : 4, (ulong)(uint)random.Next(target.ScratchpadRows - dim) | ((ulong)(uint)dim << 32) | ((ulong)(uint)r << 48), 0xFFFF_FFFFUL | shape);
                return 1;
        }
    }

    private static void Send(AcceleratorTiming machine, int funct, ulong rs1, ulong rs2)
    {
        machine.AdvanceUntilReady();
        machine.Accept(funct, rs1, rs2);
        machine.AdvanceTo(machine.Now + 1);
    }
}
