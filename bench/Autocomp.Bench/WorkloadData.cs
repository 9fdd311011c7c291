namespace Autocomp.Bench;

/// <summary>One trial of a workload.</summary>
/// <param name="Inputs">Bytes of each parameter in order; null for the output.</param>
/// <param name="Expected">Bytes that plain C# leaves in the output.</param>
internal sealed record WorkloadData(IReadOnlyList<byte[]?> Inputs, byte[] Expected);
