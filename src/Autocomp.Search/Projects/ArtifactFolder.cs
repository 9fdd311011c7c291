using System.Collections.Immutable;
using System.Text;
using Autocomp.Backend.Artifacts;

namespace Autocomp.Search.Projects;

/// <summary>The folder under <c>obj</c> into which a build writes. An interrupted build leaves the last good state; unchanged files keep their time.</summary>
/// <param name="root">The folder.</param>
internal sealed class ArtifactFolder(string root)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Folders of what a build hands over or finds.</summary>
    public static ImmutableArray<string> Results { get; } = ["out", "local"];

    /// <summary>Files that the build's targets read.</summary>
    public static ImmutableArray<string> Lists { get; } = ["artifacts.txt", "diagnostics.txt"];

    /// <summary>Expected outputs of trials, by meaning of the kernel.</summary>
    public string References => Path.Combine(root, "reference");

    /// <summary>Results of the build's own bounded searches, in the format of the committed store.</summary>
    public string LocalStore => Path.Combine(root, "local");

    /// <summary>Results of kernels, for builds in which nothing of them changed.</summary>
    public KeptKernels Kept => new(Path.Combine(root, "kept"), Out);

    private string Out => Path.Combine(root, "out");

    /// <summary>Writes everything that a build hands over; files of kernels that are gone are deleted.</summary>
    /// <param name="assemblyName">The assembly.</param>
    /// <param name="kernels">Its kernels, in order of symbol.</param>
    public void Write(string assemblyName, ImmutableArray<BuiltKernel> kernels)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (BuiltKernel built in kernels)
        {
            string symbol = built.Kernel.Symbol;
            files[symbol + ".o"] = [.. built.Code.Elf];
            files[symbol + ".h"] = Text(HeaderWriter.Write(built.Kernel, built.Target));
            files[symbol + ".s"] = Text(built.Code.Assembly);
            files[symbol + ".schedule.cs"] = Text(built.Best.CanonicalText ?? "");
            files[symbol + ".json"] = Text(ManifestWriter.PrintKernel(built));
        }

        foreach (IGrouping<string, BuiltKernel> target in kernels.GroupBy(built => built.Target.Name))
        {
            files[$"{target.Key}/lib{assemblyName}.a"] = ArchiveWriter.Write([.. target.Select(built => Member(built))]);
            files[$"{target.Key}/{assemblyName}.h"] = Text(HeaderWriter.Write(assemblyName, [.. target.Select(built => built.Kernel)], target.First().Target));
        }

        if (!kernels.IsEmpty) files["manifest.json"] = Text(ManifestWriter.Print(assemblyName, kernels));
        Directory.CreateDirectory(Out);
        foreach ((string name, byte[] content) in files)
        {
            string path = Path.Combine(Out, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WriteIfDifferent(path, content);
        }

        foreach (string file in Directory.GetFiles(Out, "*", SearchOption.AllDirectories).Where(f => !files.ContainsKey(Path.GetRelativePath(Out, f).Replace('\\', '/')))) File.Delete(file);
        WriteIfDifferent(Path.Combine(root, "artifacts.txt"), Text(string.Concat(files.Keys.Select(name => name + "\n"))));
    }

    /// <summary>Keeps the diagnostics for builds that skip the worker, and puts the stamp last.</summary>
    /// <param name="diagnostics">What was said.</param>
    public void Finish(ImmutableArray<BuildDiagnostic> diagnostics)
    {
        WriteIfDifferent(Path.Combine(root, "diagnostics.txt"), Text(string.Concat(diagnostics.Select(d => d + "\n"))));
        Stamp();
    }

    /// <summary>Says that what lies here is up to date.</summary>
    public void Stamp() => AtomicFile.Write(Path.Combine(root, "autocomp.stamp"), "ok\n"u8);

    /// <summary>What the last build said, a diagnostic a line.</summary>
    public IEnumerable<string> Said() => File.ReadLines(Path.Combine(root, "diagnostics.txt")).Where(line => line.Length > 0);

    /// <summary>Takes the stamp away before anything is written, so that a build which dies is not taken for a finished one.</summary>
    public void Begin()
    {
        Directory.CreateDirectory(root);
        File.Delete(Path.Combine(root, "autocomp.stamp"));
    }

    private static (string, ReadOnlyMemory<byte>, IReadOnlyList<string>) Member(BuiltKernel built) =>
        (built.Kernel.Symbol + ".o", built.Code.Elf.AsMemory(), [built.Kernel.Symbol]);

    private static byte[] Text(string text) => s_utf8.GetBytes(text.ReplaceLineEndings("\n"));

    private static void WriteIfDifferent(string path, byte[] content)
    {
        if (File.Exists(path) && content.AsSpan().SequenceEqual(File.ReadAllBytes(path))) return;
        AtomicFile.Write(path, content);
    }
}
