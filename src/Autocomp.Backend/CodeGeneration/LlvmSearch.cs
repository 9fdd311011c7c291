namespace Autocomp.Backend.CodeGeneration;

/// <summary>Where to look for the native LLVM library.</summary>
/// <param name="ExplicitPath">A file that the user named, or null. When given, nothing else is tried.</param>
/// <param name="WorkerDirectory">The folder of the running program; a library beside it comes before the system's. Null to skip.</param>
public sealed record LlvmSearch(string? ExplicitPath = null, string? WorkerDirectory = null);
