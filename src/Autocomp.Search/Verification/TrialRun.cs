using Autocomp.Emulator;

namespace Autocomp.Search.Verification;

/// <summary>One run of one trial.</summary>
/// <param name="Result">What the emulator saw.</param>
/// <param name="Fault">The fault as a sentence with line and command, or null.</param>
/// <param name="Difference">The first difference of values, or null.</param>
internal sealed record TrialRun(KernelRunResult Result, string? Fault, string? Difference)
{
    /// <summary>Whether all was as the C# method has it.</summary>
    public bool Passed => Fault is null && Difference is null;

    /// <summary>The schedule's line at which the run faulted, or null.</summary>
    public int? Line => Result.Fault?.Line?.Line;
}
