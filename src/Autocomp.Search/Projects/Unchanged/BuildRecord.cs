using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Autocomp.Search.Projects.Unchanged;

/// <summary>What a finished build has read and written, as it lies under <c>obj</c> for the next one.</summary>
/// <param name="Inputs">Hash of settings, worker, compiler's arguments, schedules and libraries.</param>
/// <param name="Results">Hash of everything written.</param>
/// <param name="Kernels">How many kernels it has built.</param>
/// <param name="Llvm">Path of the LLVM library.</param>
/// <param name="Sources">The sources, in the compiler's order.</param>
/// <param name="Names">From <see cref="DeclarationSurface.Names"/>.</param>
/// <remarks>Plain lines: reading JSON would cost a worker that has nothing to do most of its time.</remarks>
internal sealed record BuildRecord(string Inputs, string Results, int Kernels, string Llvm, ImmutableArray<BuildRecord.Source> Sources, IReadOnlySet<string> Names)
{
    private const string Format = "autocomp build record 1";

    /// <summary>A source file.</summary>
    /// <param name="Path">As the compiler was told.</param>
    /// <param name="Content">Hash of its bytes.</param>
    /// <param name="Surface">From <see cref="DeclarationSurface.Hash"/>; empty where any change counts.</param>
    public sealed record Source(string Path, string Content, string Surface);

    /// <summary>Reads a record; null when there is none that this version understands.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BuildRecord? Read(string path)
    {
        if (!File.Exists(path)) return null;
        string[] lines = File.ReadAllLines(path);
        if (lines.Length < 6 || lines[0] != Format || !int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out int kernels)) return null;
        ImmutableArray<Source>.Builder sources = ImmutableArray.CreateBuilder<Source>();
        int at = 5;
        for (; at < lines.Length && lines[at].Split('\t') is { Length: 3 } parts; at++) sources.Add(new Source(parts[2], parts[0], parts[1]));
        return new(lines[1], lines[2], kernels, lines[4], sources.ToImmutable(), lines.Skip(at).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The record as text, the same for the same record.</summary>
    public string Print()
    {
        StringBuilder text = new();
        foreach (string line in new[] { Format, Inputs, Results, Kernels.ToString(CultureInfo.InvariantCulture), Llvm }) text.Append(line).Append('\n');
        foreach (Source source in Sources) text.Append(source.Content).Append('\t').Append(source.Surface).Append('\t').Append(source.Path).Append('\n');
        foreach (string name in Names.Order(StringComparer.Ordinal)) text.Append(name).Append('\n');
        return text.ToString();
    }
}
