namespace Autocomp.Emulator;

/// <summary>How much of a timed run a timeline keeps.</summary>
public sealed record TimelineOptions
{
    /// <summary>Most samples of each series; the run is divided into between half and all as many equal parts. Default 512.</summary>
    public int Samples { get; init; } = 512;

    /// <summary>Most slices over all tracks; the first of the run are kept. Default 20,000.</summary>
    public int Slices { get; init; } = 20_000;
}
