namespace Autocomp.Emulator.Timing;

/// <summary>A program published by others, run on the RTL and on the model.</summary>
/// <param name="Workload">What it computes and at which memory latency.</param>
/// <param name="Variant">Who wrote it.</param>
/// <param name="Reference">Measured cycles: first run, then second in a row; null where not measured.</param>
/// <param name="Model">The model's cycles.</param>
internal sealed record PublishedProgram(string Workload, string Variant, (long? Cold, long? Steady) Reference, (long? Cold, long? Steady) Model);
