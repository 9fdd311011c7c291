using Autocomp.Frontend.Kernels;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>What a build tells while it works, for people who watch.</summary>
public abstract record BuildProgress
{
    private BuildProgress()
    {
    }

    /// <summary>A kernel's search begins.</summary>
    /// <param name="Kernel">The kernel.</param>
    /// <param name="Number">Its number, from 1.</param>
    /// <param name="Count">How many kernels the project has.</param>
    public sealed record Started(KernelInfo Kernel, int Number, int Count) : BuildProgress;

    /// <summary>A barrier of a kernel's search has passed.</summary>
    /// <param name="Kernel">The kernel.</param>
    /// <param name="IdealCycles">Cycles that the array alone needs; 0 when unknown.</param>
    /// <param name="Search">Where it stands.</param>
    public sealed record Searching(KernelInfo Kernel, long IdealCycles, SearchProgress Search) : BuildProgress;

    /// <summary>Kernels that an earlier build has proved and of which nothing changed.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Total">Of how many.</param>
    public sealed record Unchanged(int Count, int Total) : BuildProgress;

    /// <summary>A kernel is done.</summary>
    /// <param name="Result">The kernel with its schedule.</param>
    public sealed record Done(BuiltKernel Result) : BuildProgress;
}
