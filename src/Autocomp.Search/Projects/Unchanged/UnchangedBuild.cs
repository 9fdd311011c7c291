using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Search.Projects.Unchanged;

/// <summary>Proves from an earlier build's record that another one would give the same, without a compilation: what an edit of a file without kernels costs.</summary>
/// <remarks>
/// All of settings, worker, compiler's arguments, schedules, references and artifacts must be as they were. A source that differs may differ only
/// where no kernel can see it (<see cref="DeclarationSurface"/>), and must hold no kernel, nor anything that one uses.
/// </remarks>
public static class UnchangedBuild
{
    private const string FileName = "record.txt";

    /// <summary>What the earlier build said, and how many kernels it has.</summary>
    /// <param name="Lines">Canonical diagnostics.</param>
    /// <param name="Kernels">How many.</param>
    public sealed record Proof(ImmutableArray<string> Lines, int Kernels);

    /// <summary>Looks for a proof. When there is one, the stamp is set and nothing else is to do.</summary>
    /// <param name="settings">The build's settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The proof, or null when the build must run.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Proof? Find(BuildSettings settings, CancellationToken cancellation)
    {
        if (settings.Report || BuildRecord.Read(PathOf(settings)) is not { } record) return null;
        CSharpCommandLineArguments arguments = CompilationLoader.Arguments(settings.CompilerArguments, settings.ProjectDirectory);
        if (InputsOf(settings, arguments) != record.Inputs || ResultsOf(settings, record.Llvm) != record.Results) return null;
        if (!arguments.SourceFiles.Select(f => f.Path).SequenceEqual(record.Sources.Select(s => s.Path), StringComparer.Ordinal)) return null;
        foreach (BuildRecord.Source source in record.Sources)
        {
            SourceText text = CompilationLoader.Read(source.Path, arguments);
            if (ContentOf(text) == source.Content) continue;
            if (source.Surface.Length == 0) return null;
            SyntaxNode root = CSharpSyntaxTree.ParseText(text, CompilationLoader.ParseOptions(arguments), source.Path, cancellation).GetRoot(cancellation);
            if (DeclarationSurface.Hash(root, record.Names) != source.Surface) return null;
        }

        ArtifactFolder folder = new(settings.IntermediateDirectory);
        folder.Stamp();
        return new([.. folder.Said()], record.Kernels);
    }

    /// <summary>Hash of all that a build reads besides its sources; to be taken before it reads them.</summary>
    internal static string InputsOf(BuildSettings settings) => InputsOf(settings, CompilationLoader.Arguments(settings.CompilerArguments, settings.ProjectDirectory));

    /// <summary>Forgets the earlier build, whose artifacts are about to change.</summary>
    internal static void Forget(BuildSettings settings) => File.Delete(PathOf(settings));

    /// <summary>Records a build that another one may repeat without effect.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="inputs">From <see cref="InputsOf(BuildSettings)"/>.</param>
    /// <param name="compilation">Its sources.</param>
    /// <param name="found">The kernels in them.</param>
    /// <param name="said">Its diagnostics: a file that one points at may not change either.</param>
    internal static void Remember(BuildSettings settings, string inputs, CSharpCompilation compilation, FrontendResult found, IEnumerable<BuildDiagnostic> said)
    {
        HashSet<string> fixedFiles = new(said.Select(d => d.Span?.Path).OfType<string>(), StringComparer.Ordinal);
        IEnumerable<ISymbol> symbols = found.Kernels.SelectMany(k => k.Uses.Append(k.Method)).Concat(found.Schedules.Select(s => s.Method));
        foreach (ISymbol symbol in symbols.Concat(symbols.OfType<IMethodSymbol>().Select(m => m.PartialImplementationPart).OfType<ISymbol>()))
        {
            fixedFiles.UnionWith(symbol.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath));
        }

        // A schedule by hand may call anything; its calls are not listed.
        bool isAny = !found.Schedules.IsEmpty;
        bool IsFixed(SyntaxTree tree) => isAny || fixedFiles.Contains(tree.FilePath);
        HashSet<string> names = DeclarationSurface.Names(compilation.SyntaxTrees, IsFixed);
        string llvm = LlvmInUse();
        BuildRecord record = new(
            inputs, ResultsOf(settings, llvm), found.Kernels.Length, llvm,
            [.. compilation.SyntaxTrees.Select(t => new BuildRecord.Source(t.FilePath, ContentOf(t.GetText()), IsFixed(t) ? "" : DeclarationSurface.Hash(t.GetRoot(), names)))],
            names);
        AtomicFile.Write(PathOf(settings), Encoding.UTF8.GetBytes(record.Print()));
    }

    private static string InputsOf(BuildSettings settings, CSharpCommandLineArguments arguments)
    {
        StringBuilder text = new();
        text.Append(settings).Append('\n').AppendJoin(';', settings.Kernels).Append('\n');
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Order(StringComparer.Ordinal)) AppendVersion(text, file);
        text.Append(File.ReadAllText(settings.CompilerArguments));
        foreach (CommandLineReference reference in arguments.MetadataReferences) AppendVersion(text, Path.Combine(settings.ProjectDirectory, reference.Reference));
        if (settings.Target.Length > 0) AppendContent(text, Path.Combine(settings.ProjectDirectory, settings.Target));
        AppendFolder(text, settings.ScheduleDirectory);
        return Hash(text);
    }

    private static string ResultsOf(BuildSettings settings, string llvm)
    {
        StringBuilder text = new();
        AppendVersion(text, llvm);
        foreach (string folder in ArtifactFolder.Results) AppendFolder(text, Path.Combine(settings.IntermediateDirectory, folder));
        foreach (string file in ArtifactFolder.Lists) AppendContent(text, Path.Combine(settings.IntermediateDirectory, file));
        return Hash(text);
    }

    private static void AppendFolder(StringBuilder text, string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) AppendContent(text, file);
    }

    private static void AppendContent(StringBuilder text, string file)
    {
        if (File.Exists(file)) text.Append(file).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))).Append('\n');
    }

    // Libraries change by being replaced, and reading them all would take longer than the build.
    private static void AppendVersion(StringBuilder text, string file)
    {
        FileInfo info = new(file);
        text.Append(file).Append(' ').Append(info.Exists ? info.Length : -1).Append(' ').Append(info.Exists ? info.LastWriteTimeUtc.Ticks : 0).Append('\n');
    }

    private static string Hash(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

    private static string ContentOf(SourceText text) => Convert.ToHexStringLower(text.GetContentHash().AsSpan());

    // The system's loader chose it; what it chose stands among the process's mappings.
    private static string LlvmInUse()
    {
        const string maps = "/proc/self/maps";
        string? line = File.Exists(maps) ? File.ReadLines(maps).FirstOrDefault(l => l.Contains("LLVM", StringComparison.Ordinal) && l.Contains(".so", StringComparison.Ordinal)) : null;
        return line is null ? "" : line[line.IndexOf('/', StringComparison.Ordinal)..];
    }

    private static string PathOf(BuildSettings settings) => Path.Combine(settings.IntermediateDirectory, FileName);
}
