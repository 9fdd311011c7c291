using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Autocomp.Workloads;

// [small|accept|search] [names…]   lifts and verifies the workloads whose names contain one of the given words, and prints a table;
// search: the built-in search from each start, 40 evaluations at most; small ones, and with accept those at published sizes too, go through full acceptance and proof
if (args is ["reference"])
{
    await ReferenceHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
    return 0;
}

bool small = args is ["small", ..];
bool accepts = small || args is ["accept", ..];
bool searches = args is ["search", ..];
string[] words = accepts || searches ? args[1..] : args;
string folder = Directory.CreateTempSubdirectory("autocomp-workloads").FullName;
var launch = new EvaluatorLaunch("dotnet", ["exec", typeof(WorkloadCheck).Assembly.Location, "reference"], ImmutableDictionary<string, string>.Empty);
int wrong = 0;
try
{
    var project = WorkloadProject.Load(small, CancellationToken.None);
    using var check = new WorkloadCheck(project, launch, folder, accepts ? TrialPlan.Acceptance : TrialPlan.Search, searches ? 40 : 0);
    Console.WriteLine($"| kernel | recognised as | verified | proof | trials, s | proof, s | start cycles | of peak |{(searches ? " found | of peak |" : "")}");
    Console.WriteLine($"|---|---|---|---|---|---|---|---|{(searches ? "---|---|" : "")}");
    foreach (AnalyzedKernel kernel in project.Kernels.Where(kernel => words.Length == 0 || words.Any(word => kernel.Info.DisplayName.Contains(word, StringComparison.OrdinalIgnoreCase))))
    {
        WorkloadResult result = await check.RunAsync(kernel, CancellationToken.None);
        wrong += result is { IsLifted: true, Problem: null } ? 0 : 1;
        double share = result.Cycles == 0 ? 0 : 100.0 * result.IdealCycles / result.Cycles;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {result.Kernel["Autocomp.Workloads.".Length..]} | {result.Remark} | {result.Problem ?? "yes"} | {(result.Proof.Length == 0 ? "-" : result.Proof.Split(':')[0])} | {result.TrialSeconds:F1} | {result.ProofSeconds:F1} | {result.Cycles:N0} | {share:F1} % |{(searches && result.Found > 0 ? $" {result.Found:N0} | {100.0 * result.IdealCycles / result.Found:F1} % |" : "")}"));
        Directory.Delete(Path.Combine(folder, kernel.Info.Symbol), recursive: true);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return wrong == 0 ? 0 : 1;
