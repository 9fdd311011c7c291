namespace Autocomp.Backend.CodeGeneration;

/// <summary>The outcome of a compilation.</summary>
/// <param name="Schedule">The machine code, or null.</param>
/// <param name="Error">Why there is none: a sentence that says what to change; otherwise null.</param>
public sealed record CompileResult(CompiledSchedule? Schedule, string? Error);
