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
        IEnumerable<string> arguments = File.ReadLines(argumentsFile).Where(line => line.Length > 0).Select(Unquote);
        CSharpCommandLineArguments parsed = CSharpCommandLineParser.Default.Parse(arguments, projectDirectory, sdkDirectory: null);
        CSharpParseOptions parseOptions = parsed.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        SyntaxTree[] trees = new SyntaxTree[parsed.SourceFiles.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            string path = parsed.SourceFiles[i].Path;
            using FileStream stream = File.OpenRead(path);
            SourceText text = SourceText.From(stream, parsed.Encoding ?? Encoding.UTF8);
            trees[i] = CSharpSyntaxTree.ParseText(text, parseOptions, path, cancellation);
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

    // MSBuild quotes a whole argument or the part behind the colon when the path has spaces.
    private static string Unquote(string argument) => argument.Replace("\"", "", StringComparison.Ordinal);
}
