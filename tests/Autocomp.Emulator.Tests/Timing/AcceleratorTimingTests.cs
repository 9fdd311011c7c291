using Autocomp.Emulator.Timing;
using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Timing;

public class AcceleratorTimingTests
{
    private const string Configure = "c 00 3f80000000100101 40\nf\n";

    [Theory]
    [InlineData(16, 16, 5, 41)]
    [InlineData(16, 16, 50, 86)]
    [InlineData(1, 16, 5, 26)]
    [InlineData(16, 64, 5, 89)]
    public void Mvin_Alone_TakesTheMeasuredCycles(int rows, int columns, int latency, long cycles)
    {
        var trace = Configure + Mvin(rows, columns) + "f\n" + Mvin(rows, columns) + "f\n";
        Play(trace, latency, out _)[^1].ShouldBe(cycles);
    }

    [Fact]
    public void Play_Twice_GivesTheSameCycles()
    {
        var trace = Configure + string.Concat(Enumerable.Repeat(Mvin(16, 16), 20)) + "f\n";
        Play(trace, 20, out var first).ShouldBe(Play(trace, 20, out var second));
        first.ShouldBe(second);
    }

    [Fact]
    public void Reset_AfterARun_StartsOver()
    {
        var machine = new AcceleratorTiming(TargetPresets.Int8, new ConstantLatencyMemory(5, 16));
        var first = RunMvin(machine);
        machine.Reset();
        RunMvin(machine).ShouldBe(first);
    }

    [Fact]
    public void AdvanceUntilIdle_PreloadWithoutCompute_Hangs()
    {
        var machine = new AcceleratorTiming(TargetPresets.Int8, new ConstantLatencyMemory(5, 16));
        machine.Accept(6, 0x0010001000000000, 0x0010001080000000);
        machine.AdvanceTo(10);
        machine.Accept(2, 0x80010000, 0x0010001080000000);
        machine.AdvanceUntilIdle();
        machine.IsHung.ShouldBeTrue();
        machine.CanAccept.ShouldBeTrue();
    }

    private static long RunMvin(AcceleratorTiming machine)
    {
        machine.Accept(0, 0x3f80000000100101, 64);
        machine.AdvanceUntilReady();
        machine.AdvanceTo(machine.Now + 1);
        machine.Accept(2, 0x80010000, 0x0010001000000000);
        return machine.AdvanceUntilIdle();
    }

    private static string Mvin(int rows, int columns) => FormattableString.Invariant($"c 02 80010000 {((ulong)rows << 48) | ((ulong)columns << 32):x}\n");

    private static IEnumerable<TraceRecord> Records(string trace) => trace.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(TraceRecord.Parse);

    private static IReadOnlyList<long> Play(string trace, int latency, out long end)
    {
        var player = new TracePlayer(TargetPresets.Int8);
        var segments = player.Play(Records(trace), latency, 0);
        end = player.Accelerator!.Now;
        return segments;
    }
}
