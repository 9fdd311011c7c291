using System.Collections.Immutable;
using Autocomp.Search.Store;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Journal;

/// <summary>What makes two runs the same search: the kernel's meaning, versions and settings, the starts, the code that evaluates.</summary>
/// <param name="Identity">The kernel's.</param>
/// <param name="Freshness">Versions and settings.</param>
/// <param name="Problem">The kernel with its starts.</param>
internal sealed record SearchFacts(KernelIdentity Identity, Freshness Freshness, SearchProblem Problem)
{
    private const int KeyDigits = 16;

    /// <summary>Name of the search among those of its kernel.</summary>
    public string Key => RequestKey.Hash("autocomp-search-1", [.. Named.Select(f => $"{f.Key}={f.Value}"), .. Problem.Starts])[..KeyDigits];

    /// <summary>The facts in clear text.</summary>
    public ImmutableSortedDictionary<string, string> Named => Freshness.Parts()
        .Add("code", JournaledEvaluator.Code).Add("kernel", Identity.Kernel).Add("specialization", Identity.Specialization).Add("target", Identity.Target).Add("meaning", Identity.MeaningHash);

    /// <summary>What decides an evaluation besides its request. Messages name lines of the kernel, so its place counts.</summary>
    public string Context => string.Join('\n', Identity.MeaningHash, Freshness.TimingModel, Freshness.Llvm, Path.GetFileName(Problem.Kernel.Span.Path), Problem.Kernel.Span.StartLine);

    /// <summary>The problem with every candidate and evaluation recorded.</summary>
    /// <param name="journal">The record.</param>
    public SearchProblem Recorded(SearchJournal journal) =>
        Problem with { Made = journal.AddCandidate, Evaluator = new JournaledEvaluator(Problem.Evaluator, journal, Context) };
}
