using System.Collections.Immutable;
using Autocomp.Report.Charts;

namespace Autocomp.Report.Sections;

/// <summary>The search: its curve, who found what, and the tree with each plan's text.</summary>
internal static class SearchSection
{
    /// <summary>Prints it; a sentence when there is no record.</summary>
    public static Html Print(KernelReport kernel)
    {
        if (kernel.Search.IsEmpty) return Html.Of($"<h3>Search</h3><p>No record of a search is on this machine: the schedule came from the store. 'autocomp journal import' brings one.</p>");
        ILookup<int?, CandidateReport> children = kernel.Search.ToLookup(c => c.Parent);
        CandidateReport? best = kernel.Search.Where(c => c.Accepted).MinBy(c => (c.Cycles, c.Id));
        HashSet<int> road = [];
        Dictionary<int, CandidateReport> byId = kernel.Search.ToDictionary(c => c.Id);
        for (CandidateReport? at = best; at is not null && road.Add(at.Id); at = at.Parent is { } p ? byId.GetValueOrDefault(p) : null)
        {
        }

        return Html.Of($"""
            <h3>Search</h3>{SearchCurve.Draw(kernel.Search, kernel.IdealCycles)}{Makers(kernel.Search)}
            <details class="tree"><summary>Search tree with every plan ({(long)kernel.Search.Length} candidates; the road to the best is marked)</summary>
            {Branch([.. children[null]], children, road, 0)}</details>
            """);
    }

    private static Html Makers(ImmutableArray<CandidateReport> search) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="Who found what"><table><thead><tr><th scope="col">by</th><th scope="col" class="n">samples</th><th scope="col" class="n">passed</th><th scope="col" class="n">best cycles</th></tr></thead>
        <tbody>{search.GroupBy(c => c.Origin).Select(g => Html.Of($"""
            <tr><th scope="row">{g.Key}</th><td class="n">{(long)g.Count()}</td><td class="n">{(long)g.Count(c => c.Accepted)}</td><td class="n">{g.Where(c => c.Accepted).Select(c => c.Cycles).DefaultIfEmpty().Min()}</td></tr>
            """))}</tbody></table></div>
        """);

    private static Html Branch(ImmutableArray<CandidateReport> nodes, ILookup<int?, CandidateReport> children, HashSet<int> road, int depth)
    {
        if (nodes.IsEmpty || depth > 200) return Html.Empty;
        return Html.Of($"<ul>{nodes.Select(node => Html.Of($"""
            <li{(road.Contains(node.Id) ? new Html(" class=\"road\"") : Html.Empty)}><details><summary>{Title(node, road.Contains(node.Id))}</summary>
            {(node.Plan.Length > 0 ? Html.Of($"<pre>{node.Plan}</pre>") : Html.Empty)}{(node.Message.Length > 0 ? Html.Of($"<pre class=\"message\">{node.Message}</pre>") : Html.Empty)}</details>
            {Branch([.. children[node.Id]], children, road, depth + 1)}</li>
            """))}</ul>");
    }

    private static string Title(CandidateReport node, bool isOnRoad) =>
        $"{(isOnRoad ? "★ " : "")}{node.Id} · {node.Origin}{(node.Option.Length > 0 ? " · " + node.Option : "")} · {(node.Accepted ? Figures.Count(node.Cycles) + " cycles" : "rejected: " + node.Stage)}";
}
