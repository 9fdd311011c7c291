using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>Passes one kernel's search on to who watches the build.</summary>
/// <param name="build">Who watches.</param>
/// <param name="prepared">The kernel.</param>
internal sealed class KernelSearchProgress(IProgress<BuildProgress> build, PreparedKernel prepared) : IProgress<SearchProgress>
{
    /// <inheritdoc/>
    public void Report(SearchProgress value) => build.Report(new BuildProgress.Searching(prepared.Kernel, prepared.IdealCycles, value));
}
