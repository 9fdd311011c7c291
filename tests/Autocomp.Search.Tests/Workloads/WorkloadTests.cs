using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;
using Autocomp.Workloads;

namespace Autocomp.Search.Tests.Workloads;

/// <summary>The workloads of bench/workloads at small sizes. <c>dotnet run -c Release --project bench/workloads</c> runs them at the published ones.</summary>
public sealed class WorkloadTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryWorkload_AtSmallSizes_IsLiftedAndItsStartIsVerified()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var project = WorkloadProject.Load(small: true, cancellation);
        using var check = new WorkloadCheck(project, TestChild.Launch("reference"), _folder.Path, TrialPlan.Acceptance);
        List<string> wrong = [];
        foreach (AnalyzedKernel kernel in project.Kernels)
        {
            WorkloadResult result = await check.RunAsync(kernel, cancellation);
            if (!result.IsLifted) wrong.Add($"{result.Kernel}: {result.Remark}");
            if (result.Problem is { } problem) wrong.Add($"{result.Kernel}: {problem}");
            if (!result.Proof.StartsWith("proved: ", StringComparison.Ordinal)) wrong.Add($"{result.Kernel}: {result.Proof}");
        }

        wrong.ShouldBeEmpty();
        project.Kernels.Length.ShouldBeGreaterThan(50);
    }
}
