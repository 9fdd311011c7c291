using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Runs a reference program on a whole machine and pairs its cycle reads with the regions.</summary>
internal sealed class ProgramPlayer(TargetDescription target)
{
    private const ulong RamBase = 0x8000_0000;
    private const ulong RamBytes = 0x1000_0000;
    private const long MostInstructions = 50_000_000;

    /// <summary>Called with the machine before it runs.</summary>
    public Action<Machine>? Starting { get; set; }

    /// <summary>Runs a program.</summary>
    /// <returns>Cycles of each region, one a repetition, in the order of the case.</returns>
    /// <exception cref="InvalidOperationException">The program did not end as it should.</exception>
    public IReadOnlyList<IReadOnlyList<long>> Run(ProgramCase program)
    {
        var timed = target with { Timing = target.Timing with { MemoryExtraLatency = program.ExtraLatency } };
        using var machine = new Machine(timed);
        machine.Reset(1);
        machine.Faults.Policy = Policy.Permissive;
        machine.Memory.Map(new MemoryRegion("RAM", RamBase, RamBytes, true, InitialContent.Zero));
        foreach (var (address, _, bytes) in program.Segments)
        {
            machine.Memory.Initialize(address, bytes);
        }

        machine.Core.Pc = program.Entry;
        Starting?.Invoke(machine);
        var reads = new List<ulong>();
        while (reads.Count < program.Reads.Length)
        {
            var before = machine.Core.Retired;
            var outcome = machine.Run(new RunOptions { Timed = true, MaxInstructions = 1000, CycleRead = reads.Add, StopAddress = program.End });
            if (outcome.Stop == StopReason.Reached || machine.Core.Retired == before || machine.Core.Retired > MostInstructions)
            {
                break;
            }
        }

        return Pair(program, reads);
    }

    private static List<IReadOnlyList<long>> Pair(ProgramCase program, List<ulong> reads)
    {
        var cycles = program.Regions.Select(_ => new List<long>()).ToList();
        for (var i = 0; i + 1 < Math.Min(reads.Count, program.Reads.Length); i++)
        {
            for (var r = 0; r < cycles.Count; r++)
            {
                if (program.Regions[r].Start == program.Reads[i] && program.Regions[r].End == program.Reads[i + 1])
                {
                    cycles[r].Add((long)(reads[i + 1] - reads[i]));
                }
            }
        }

        return [.. cycles];
    }
}
