using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Backend.Tests;

/// <summary>Sources of this checkout's projects as Roslyn sees them.</summary>
internal static class BackendSources
{
    /// <summary>What the SDK adds to each project.</summary>
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyVersion("0.1.0.0")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Autocomp.Backend.Tests")]
        """;

    /// <summary>The folder of a project.</summary>
    /// <param name="project">The project's name.</param>
    public static string Folder(string project) => Path.Combine(Repository.Root, "src", project);

    /// <summary>Parses a project's files.</summary>
    /// <param name="project">The project's name.</param>
    public static SyntaxTree[] Parse(string project) =>
        [Parse(Usings, "Usings.cs"), .. Directory.EnumerateFiles(Folder(project), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(Folder(project), path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Order(StringComparer.Ordinal).Select(path => Parse(File.ReadAllText(path), path))];

    /// <summary>Parses one file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path.</param>
    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None), path, Encoding.UTF8);

    /// <summary>A compilation against everything that these tests run with, except some assemblies.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="trees">Its sources.</param>
    /// <param name="without">Assemblies that are left out.</param>
    public static CSharpCompilation Compilation(string name, IEnumerable<SyntaxTree> trees, params string[] without) => CSharpCompilation.Create(
        name,
        trees,
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var assembly && assembly != name && !without.Contains(assembly))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
}
