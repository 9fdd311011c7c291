using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Autocomp.Emulator;

namespace Autocomp.Report.Sections;

/// <summary>What core, array, loads and stores did, cycle by cycle, with zoom; and the same summed up as a table for everybody.</summary>
internal static class UnitTimeline
{
    /// <summary>More would make the page slow to open; the whole run is in the overview above.</summary>
    private const int MostSlices = 6000;
    private static readonly string[] s_tracks = ["core", "array", "loads", "stores"];

    /// <summary>Prints it.</summary>
    public static Html Print(string title, RunTimeline timeline, string id)
    {
        ImmutableArray<TimelineSlice> slices = [.. timeline.Slices.Take(MostSlices)];
        if (slices.IsEmpty) return Html.Empty;
        long end = slices.Max(s => s.End);
        bool isCut = timeline.SlicesCut || slices.Length < timeline.Slices.Length;
        return Html.Of($"""
            <details class="units"{(title == "best" ? new Html(" open") : Html.Empty)}><summary>Units of the {title} schedule, cycle by cycle{(isCut ? $" (the first {Figures.Count(end)} of {Figures.Count(timeline.Cycles)} cycles)" : "")}</summary>
            <div class="timeline" data-timeline="t-{id}"><div class="tools"><button type="button" data-do="in">Zoom in</button><button type="button" data-do="out">Zoom out</button><button type="button" data-do="left">Earlier</button><button type="button" data-do="right">Later</button><button type="button" data-do="all">All</button></div>
            <canvas tabindex="0" role="img" aria-label="Timeline of core, array, loads and stores of the {title} schedule. Keys: plus and minus zoom, left and right move, Home shows all. The table below sums it up."></canvas>
            <output class="where" aria-live="polite">Needs JavaScript; the table below does not.</output></div>
            {Data(timeline, slices, $"t-{id}")}
            {Table(slices, end)}</details>
            """);
    }

    private static Html Table(ImmutableArray<TimelineSlice> slices, long end) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="Units"><table><thead><tr><th scope="col">unit</th><th scope="col">what</th><th scope="col" class="n">times</th><th scope="col" class="n">cycles</th><th scope="col" class="n">share of the first {end}</th></tr></thead>
        <tbody>{slices.GroupBy(s => (s.Track, s.Name)).OrderBy(g => Array.IndexOf(s_tracks, g.Key.Track)).ThenByDescending(g => g.Sum(s => s.End - s.Start)).ThenBy(g => g.Key.Name, StringComparer.Ordinal).Select(g => Html.Of($"""
            <tr><th scope="row">{g.Key.Track}</th><td>{g.Key.Name}</td><td class="n">{(long)g.Count()}</td><td class="n">{g.Sum(s => s.End - s.Start)}</td><td class="n">{Figures.Percent((double)g.Sum(s => s.End - s.Start) / Math.Max(1, end))}</td></tr>
            """))}</tbody></table></div>
        """);

    // A data block is no script: the content security policy does not let it run, and '<' in it is escaped so that it cannot end early.
    private static Html Data(RunTimeline timeline, ImmutableArray<TimelineSlice> slices, string id)
    {
        string[] names = [.. slices.Select(s => s.Name).Distinct().Order(StringComparer.Ordinal)];
        JsonObject data = new()
        {
            ["cycles"] = timeline.Cycles,
            ["end"] = slices.Max(s => s.End),
            ["names"] = new JsonArray([.. names.Select(n => (JsonNode)n)]),
            ["causes"] = new JsonArray([.. names.Select(n => (JsonNode)CycleCauseNames.All.IndexOf(n))]),
            ["tracks"] = new JsonArray([.. s_tracks.Select(track => (JsonNode)new JsonObject
            {
                ["name"] = track,
                ["slices"] = new JsonArray([.. slices.Where(s => s.Track == track).SelectMany(s => new[] { s.Start, s.End - s.Start, Array.IndexOf(names, s.Name), s.Line?.Line ?? 0 }).Select(v => (JsonNode)v)]),
            })]),
        };
        // The default encoder escapes <, > and & as \u…, which is what makes this safe inside of an element.
        return Html.Of($"""<script type="application/json" id="{id}">{new Html(data.ToJsonString(new JsonSerializerOptions()))}</script>""");
    }
}
