namespace Autocomp.Search.Strategies;

/// <summary>How the stand-in for a language model fails. The values were fixed before any strategy was compared with them, and are not to be tuned.</summary>
/// <remarks>
/// Sources. Share of usable kernels: EvoEngineer (ICLR 2026) reports a validity rate of 69.8 % over 91 kernels with the strongest models.
/// How the rest splits: KernelBench-X (arXiv 2605.04956) reports that 52 to 69 % compile before and after refinement, CudaForge
/// 97.6 % correct after it; there is no figure for this accelerator, so that the two kinds of failure are taken as equally likely.
/// That a plan does what its menu option says, and that a second chance helps, have no published share; both are assumptions.
/// </remarks>
public sealed record FallibleOptions
{
    /// <summary>Share of implementations that the front end refuses.</summary>
    /// <value>Default 0.151: half of the 30.2 % that are not valid.</value>
    public double DoesNotCompile { get; init; } = 0.151;

    /// <summary>Share of implementations that compute something else.</summary>
    /// <value>Default 0.151: the other half.</value>
    public double IsWrong { get; init; } = 0.151;

    /// <summary>Share of plans that apply an option that was shown; the others do something else from the whole menu.</summary>
    /// <value>Default 0.8 (assumed).</value>
    public double FollowsMenu { get; init; } = 0.8;

    /// <summary>Share of second chances that mend the failure.</summary>
    /// <value>Default 0.5 (assumed).</value>
    public double Mends { get; init; } = 0.5;
}
