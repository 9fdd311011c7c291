using System.Collections.Immutable;
using System.Text;
using Autocomp.Report;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Journal;
using Autocomp.Search.Store;

namespace Autocomp.Search.Projects;

/// <summary>Gathers what a report shows from what a build or a session knows.</summary>
internal static class ReportBuilder
{
    /// <summary>The facts of one kernel.</summary>
    /// <param name="settings">The project's settings: they tell where the journal lies.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="entry">Where the schedule comes from.</param>
    /// <param name="provenance">Who wrote it.</param>
    /// <param name="verified"><c>proved</c> or <c>tested</c>.</param>
    /// <param name="start">Evaluation of the baseline.</param>
    /// <param name="best">Evaluation of the chosen schedule.</param>
    public static KernelReport Kernel(
        BuildSettings settings, PreparedKernel kernel, string entry, string provenance, string verified, EvaluationResult start, EvaluationResult best) => new()
        {
            Name = kernel.Kernel.DisplayName,
            Symbol = kernel.Kernel.Symbol,
            Target = kernel.Target,
            Remark = kernel.Lift.Remark,
            Entry = entry,
            Provenance = provenance,
            Verified = verified,
            Macs = kernel.Lift.Operation?.Macs ?? 0,
            IdealCycles = kernel.IdealCycles,
            StartName = kernel.HandNames.IsEmpty ? "the starting schedule" : $"the schedule written by hand, '{kernel.HandNames[0]}'",
            Start = new(start.CanonicalText ?? kernel.Baseline, start.Cycles, start.Profile),
            Best = new(best.CanonicalText ?? "", best.Cycles, best.Profile),
            Search = JournalReader.Read(DataFolder.Journals(settings.AssemblyName, kernel.Identity)),
            Evidence = best.Evidence.IsDefault ? [] : best.Evidence,
        };

    /// <summary>Prints the page of a project and writes it.</summary>
    /// <param name="settings">The project's settings.</param>
    /// <param name="freshness">Versions now; null without a kernel.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="path">The file.</param>
    public static void Write(BuildSettings settings, Freshness? freshness, ImmutableArray<KernelReport> kernels, string path)
    {
        ImmutableArray<(string, string)> versions = freshness is null ? [] :
        [
            ("Autocomp", freshness.Package), ("timing model", freshness.TimingModel), ("LLVM", freshness.Llvm), ("caches", freshness.MemoryState),
        ];
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(ReportPage.Print(new BuildReport(settings.AssemblyName, versions, kernels))));
    }

    /// <summary>Where a build leaves its report.</summary>
    public static string DefaultPath(BuildSettings settings) => Path.Combine(settings.IntermediateDirectory, "report.html");
}
