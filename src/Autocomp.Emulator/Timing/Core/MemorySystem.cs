using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>The core's way to L2 and memory.</summary>
internal sealed class MemorySystem(TargetDescription target)
{
    /// <summary>Lines of the shared cache.</summary>
    public TagCache Shared { get; } = new(1024, 8, 6);

    /// <summary>When an instruction line is there.</summary>
    public long FetchLine(ulong address, long ready) => ready + 18 + Miss(address, 8);

    /// <summary>Cycles that a data miss adds.</summary>
    public long DataMiss(ulong address) => 15 + Miss(address, 6);

    public void Reset() => Shared.Clear();

    private long Miss(ulong address, int extra)
    {
        var line = Shared.LineOf(address);
        if (Shared.Find(line) >= 0)
        {
            return 0;
        }

        Shared.Fill(line, false, out _);
        return extra + target.Timing.MemoryExtraLatency;
    }
}
