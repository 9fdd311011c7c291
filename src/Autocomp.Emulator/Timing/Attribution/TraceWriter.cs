using System.Globalization;
using System.Text.Json;

namespace Autocomp.Emulator;

/// <summary>Writes a timeline in the trace event format that Perfetto and Chrome's tracing page open. One track a unit, counters for rows in use, bytes and causes; one cycle is shown as one microsecond.</summary>
public static class TraceWriter
{
    private const int Process = 1;
    private static readonly string[] s_tracks = ["core", "array", "loads", "stores"];

    /// <summary>Writes JSON.</summary>
    /// <param name="timeline">What to write.</param>
    /// <param name="name">Name of the run, shown as that of its process.</param>
    /// <param name="output">Where to.</param>
    public static void Write(RunTimeline timeline, string name, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartObject("otherData");
        json.WriteString("clock", "1 us is 1 cycle");
        json.WriteNumber("cycles", timeline.Cycles);
        json.WriteBoolean("slicesCut", timeline.SlicesCut);
        json.WriteEndObject();
        json.WriteStartArray("traceEvents");
        WriteName(json, "process_name", 0, name);
        for (var i = 0; i < s_tracks.Length; i++)
        {
            WriteName(json, "thread_name", i + 1, s_tracks[i]);
        }

        foreach (var slice in timeline.Slices)
        {
            WriteSlice(json, slice);
        }

        foreach (var group in timeline.Series.GroupBy(series => series.Group))
        {
            WriteCounters(json, group.Key, [.. group], timeline);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, string kind, int thread, string name)
    {
        Start(json, "M", kind, thread);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSlice(Utf8JsonWriter json, TimelineSlice slice)
    {
        Start(json, "X", slice.Name, Array.IndexOf(s_tracks, slice.Track) + 1);
        json.WriteNumber("ts", slice.Start);
        json.WriteNumber("dur", slice.End - slice.Start);
        json.WriteStartObject("args");
        if (slice.Line is { } line)
        {
            json.WriteString("line", string.Create(CultureInfo.InvariantCulture, $"{line.File}:{line.Line}"));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCounters(Utf8JsonWriter json, string group, TimelineSeries[] series, RunTimeline timeline)
    {
        for (var part = 0; part < series[0].Values.Length; part++)
        {
            Start(json, "C", group, 0);
            json.WriteNumber("ts", part * timeline.PartCycles);
            json.WriteStartObject("args");
            foreach (var one in series)
            {
                json.WriteNumber(one.Name, one.Values[part]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void Start(Utf8JsonWriter json, string phase, string name, int thread)
    {
        json.WriteStartObject();
        json.WriteString("ph", phase);
        json.WriteString("name", name);
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", thread);
    }
}
