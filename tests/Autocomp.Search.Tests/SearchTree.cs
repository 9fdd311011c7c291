using System.Text;
using Autocomp.Search.Journal;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests;

/// <summary>A search as text, to compare two.</summary>
internal static class SearchTree
{
    /// <summary>All candidates as the journal records them.</summary>
    public static string Print(SearchOutcome outcome) => string.Concat(outcome.Candidates.Select(c => Encoding.UTF8.GetString(CandidateRecord.Print(c))));
}
