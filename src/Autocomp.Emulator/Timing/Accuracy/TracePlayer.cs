using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Plays a command trace on the accelerator alone, as the reference runs were driven.</summary>
internal sealed class TracePlayer(TargetDescription target)
{
    /// <summary>The accelerator of the last run.</summary>
    public AcceleratorTiming? Accelerator { get; private set; }

    /// <summary>Called with the accelerator before a run starts.</summary>
    public Action<AcceleratorTiming>? Starting { get; set; }

    /// <summary>Called with each command's acceptance cycle.</summary>
    public Action<long>? Accepted { get; set; }

    /// <summary>Plays the records.</summary>
    /// <returns>Cycles of each fenced segment; 0 for an empty one.</returns>
    public IReadOnlyList<long> Play(IEnumerable<TraceRecord> records, int latency, int gap)
    {
        var machine = Accelerator = new AcceleratorTiming(target, new ConstantLatencyMemory(latency, target.Timing.DmaBeatBytes));
        Starting?.Invoke(machine);
        var segments = new List<long>();
        long offer = 0, start = -1, pause = 0, delay = 0, earliest = 0;
        foreach (var record in records)
        {
            switch (record.Kind)
            {
                case 'c':
                    var cycle = Math.Max(offer + Math.Max(pause, delay), start < 0 ? 0 : start + earliest);
                    machine.AdvanceTo(cycle);
                    machine.AdvanceUntilReady();
                    Accepted?.Invoke(machine.Now);
                    machine.Accept(record.Value, record.Rs1, record.Rs2);
                    start = start < 0 ? machine.Now : start;
                    (offer, pause, delay, earliest) = (machine.Now + 1, gap, 0, 0);
                    break;
                case 'f':
                    var idle = machine.AdvanceUntilIdle();
                    segments.Add(start < 0 ? 0 : idle - start);
                    (offer, start, pause, delay, earliest) = (start < 0 ? offer : idle + 2, -1, 0, 0, 0);
                    break;
                case 'd':
                    delay += record.Value;
                    break;
                default:
                    earliest = record.Value;
                    break;
            }
        }

        return segments;
    }
}
