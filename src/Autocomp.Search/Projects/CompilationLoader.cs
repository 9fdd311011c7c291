using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Search.Projects;

/// <summary>Makes the user's compilation from the exact arguments of <c>Csc</c>: constants, checked or unchecked, language version, references, sources.</summary>
public static class CompilationLoader
{
    /// <summary>Reads the arguments, one a line, and parses the sources that they name.</summary>
    /// <param name="argumentsFile">File with Csc's arguments.</param>
    /// <param name="projectDirectory">Folder that relative paths start from.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The compilation. A file that cannot be read is an <see cref="IOException"/>: the compiler has just read it.</returns>
    public static CSharpCompilation Load(string argumentsFile, string projectDirectory, CancellationToken cancellation)
    {
        CSharpCommandLineArguments parsed = Arguments(argumentsFile, projectDirectory);
        CSharpParseOptions parseOptions = ParseOptions(parsed);
        SyntaxTree[] trees = new SyntaxTree[parsed.SourceFiles.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            string path = parsed.SourceFiles[i].Path;
            trees[i] = CSharpSyntaxTree.ParseText(Read(path, parsed), parseOptions, path, cancellation);
        });
        ImmutableArray<MetadataReference> references =
        [
            .. parsed.MetadataReferences.Select(r => MetadataReference.CreateFromFile(r.Reference, r.Properties)),
        ];
        return CSharpCompilation.Create(
            parsed.CompilationName ?? Path.GetFileNameWithoutExtension(parsed.OutputFileName) ?? "kernels",
            trees,
            references,
            parsed.CompilationOptions.WithConcurrentBuild(true));
    }

    /// <summary>Reads the arguments alone.</summary>
    internal static CSharpCommandLineArguments Arguments(string argumentsFile, string projectDirectory) => CSharpCommandLineParser.Default.Parse(
        File.ReadLines(argumentsFile).Where(line => line.Length > 0).Select(Unquote), projectDirectory, sdkDirectory: null);

    /// <summary>How sources are parsed.</summary>
    internal static CSharpParseOptions ParseOptions(CSharpCommandLineArguments arguments) => arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);

    /// <summary>Reads a source.</summary>
    internal static SourceText Read(string path, CSharpCommandLineArguments arguments)
    {
        using FileStream stream = File.OpenRead(path);
        return SourceText.From(stream, arguments.Encoding ?? Encoding.UTF8);
    }

    // MSBuild quotes a whole argument or the part behind the colon when the path has spaces.
    private static string Unquote(string argument) => argument.Replace("\"", "", StringComparison.Ordinal);
}
