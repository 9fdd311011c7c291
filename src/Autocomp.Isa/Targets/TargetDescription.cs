namespace Autocomp.Isa;

/// <summary>A tensor accelerator with its host core, as data: what exists and how large it is. Immutable and equatable by value.</summary>
/// <remarks>The functional fields are part of a kernel's identity; <see cref="Timing"/> is not (a change there makes a schedule old, not invalid).</remarks>
public sealed record TargetDescription
{
    /// <summary>The name by which <c>AutocompTarget</c> selects it, for example <c>gemmini-int8-16x16</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Rows and columns of the systolic array, and columns of one local row.</summary>
    public required int Dim { get; init; }

    /// <summary>The type of array inputs, of scratchpad rows and of narrow stores.</summary>
    public required ElementType Element { get; init; }

    /// <summary>The type of accumulator rows.</summary>
    public required ElementType Accumulator { get; init; }

    /// <summary>Scratchpad banks, each single-ported.</summary>
    public int ScratchpadBanks { get; init; } = 4;

    /// <summary>Rows of <see cref="Dim"/> elements in one scratchpad bank.</summary>
    public int ScratchpadBankRows { get; init; } = 4096;

    /// <summary>Accumulator banks, each with one read and one write port.</summary>
    public required int AccumulatorBanks { get; init; }

    /// <summary>Rows of <see cref="Dim"/> accumulator elements in one accumulator bank.</summary>
    public required int AccumulatorBankRows { get; init; }

    /// <summary>Which commands and encodings exist.</summary>
    public required RtlRevision Revision { get; init; }

    /// <summary>Whether layer normalisation, softmax and iGELU hardware is present.</summary>
    public bool HasNormalizations { get; init; }

    /// <summary>Whether <c>mvin</c> scales accumulator-typed rows (true for fp32).</summary>
    public bool ScalesAccumulatorLoads { get; init; }

    /// <summary>Most columns of one <c>mvin</c> or <c>mvout</c> to the scratchpad, in blocks of <see cref="Dim"/>.</summary>
    public int MaxBlockLength { get; init; } = 4;

    /// <summary>Most columns of one accumulator-typed <c>mvin</c>, in blocks of <see cref="Dim"/>.</summary>
    public required int MaxBlockLengthAccumulator { get; init; }

    /// <summary>Cycle behaviour: latencies, widths, queue sizes, caches.</summary>
    public required TimingParameters Timing { get; init; }

    /// <summary>Scratchpad rows over all banks.</summary>
    public int ScratchpadRows => ScratchpadBanks * ScratchpadBankRows;

    /// <summary>Accumulator rows over all banks.</summary>
    public int AccumulatorRows => AccumulatorBanks * AccumulatorBankRows;

    /// <summary>Multiply-accumulates per cycle when the whole array is busy.</summary>
    public int PeakMacsPerCycle => Dim * Dim;
}
