using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Cycles of a machine, from the stream of what it retired. In order, one instruction a cycle.</summary>
public sealed class TimingModel
{
    /// <summary>A model of the given target in reset state.</summary>
    /// <param name="target">Whose latencies count.</param>
    public TimingModel(TargetDescription target) => Target = target;

    /// <summary>The machine that is modelled.</summary>
    public TargetDescription Target { get; }

    /// <summary>The cycle in which the next instruction issues; what <c>rdcycle</c> reads.</summary>
    public ulong Cycle { get; private set; }

    /// <summary>An instruction retired. Not called for commands and fences.</summary>
    /// <param name="retired">The instruction with its addresses and operands.</param>
    public void Retire(in RetiredInstruction retired) => Cycle++;

    /// <summary>The core issued a command to the accelerator.</summary>
    /// <param name="funct7">Which.</param>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    /// <param name="hasResult">Whether the core waits for a result.</param>
    /// <param name="pc">The instruction.</param>
    public void Command(int funct7, ulong rs1, ulong rs2, bool hasResult, ulong pc) => Cycle++;

    /// <summary>The core executed <c>fence</c>: it waits until the accelerator is drained.</summary>
    /// <param name="pc">The instruction.</param>
    public void Fence(ulong pc) => Cycle++;

    /// <summary>Starts the timed region here; caches stay as they are.</summary>
    public void Begin() => Cycle = 0;

    /// <summary>The host core has just written these bytes, in order.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Bytes.</param>
    public void TouchWritten(ulong address, long length) => Cycle += (ulong)length / 8;

    /// <summary>Drains the accelerator and accounts for the timed region.</summary>
    /// <param name="lineOf">Source line of an instruction.</param>
    /// <returns>Where the cycles since <see cref="Begin"/> went.</returns>
    public KernelProfile Finish(Func<ulong, SourceLine?> lineOf) => new(
        (long)Cycle, ImmutableSortedDictionary<string, long>.Empty.Add("core", (long)Cycle), [], 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Cycle zero, empty caches, idle accelerator.</summary>
    public void Reset() => Cycle = 0;
}
