namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>Looks for a bug with random kernels; called in a copy of these tests that is bound to a build with the bug.</summary>
public static class PlantedProbe
{
    /// <summary>The first difference from the host, or what went wrong otherwise.</summary>
    /// <param name="kernels">Most kernels to try.</param>
    public static string? FirstDifference(int kernels)
    {
        try
        {
            return new RandomKernelRun(perCompilation: 50).Differences(1, kernels) is [var first, ..] ? first : null;
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }
}
