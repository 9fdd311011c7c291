using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>Builds front end or back end from this checkout's sources with a bug in them, and runs the tests' own code against it, apart from the right one.</summary>
internal static class PlantedBuild
{
    private static readonly ConcurrentDictionary<string, SyntaxTree[]> Sources = [];

    /// <summary>What the probe says about random kernels compiled with the bug.</summary>
    /// <param name="bug">The bug.</param>
    /// <param name="kernels">Most kernels to try.</param>
    /// <returns>The first difference found, or null.</returns>
    public static string? Probe(PlantedBug bug, int kernels)
    {
        AssemblyLoadContext context = new Planted(bug.Project, Compile(bug));
        return (string?)context.LoadFromAssemblyName(typeof(PlantedBuild).Assembly.GetName())
            .GetType(typeof(PlantedProbe).FullName!)!
            .GetMethod(nameof(PlantedProbe.FirstDifference), BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [kernels]);
    }

    /// <summary>The source with the bug in it.</summary>
    /// <param name="bug">The bug.</param>
    public static string Text(PlantedBug bug)
    {
        string text = File.ReadAllText(PathOf(bug));
        int at = text.IndexOf(bug.Right, StringComparison.Ordinal);
        (at >= 0 && text.IndexOf(bug.Right, at + 1, StringComparison.Ordinal) < 0).ShouldBeTrue($"'{bug.Right}' must stand once in {bug.File}");
        return text.Replace(bug.Right, bug.Wrong, StringComparison.Ordinal);
    }

    private static string PathOf(PlantedBug bug) => Path.Combine(BackendSources.Folder(bug.Project), bug.File);

    private static byte[] Compile(PlantedBug bug)
    {
        SyntaxTree[] trees = Sources.GetOrAdd(bug.Project, BackendSources.Parse);
        string changed = Path.GetFullPath(PathOf(bug));
        CSharpCompilation compilation = BackendSources.Compilation(
            bug.Project, trees.Select(tree => Path.GetFullPath(tree.FilePath) == changed ? BackendSources.Parse(Text(bug), tree.FilePath) : tree));
        Assembly original = Assembly.Load(bug.Project);
        ResourceDescription[] resources = [.. original.GetManifestResourceNames().Select(name => new ResourceDescription(name, () => original.GetManifestResourceStream(name)!, isPublic: true))];
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image, manifestResources: resources);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty(bug.Name);
        return image.ToArray();
    }

    /// <summary>Front end, back end and tests of its own; everything below them is shared.</summary>
    /// <remarks>Not collectible: that would turn quick compilation off, which takes most of a probe's time then.</remarks>
    private sealed class Planted(string project, byte[] image) : AssemblyLoadContext("planted")
    {
        private static readonly string[] Own = ["Autocomp.Frontend", "Autocomp.Backend", "Autocomp.Backend.Tests"];

        protected override Assembly? Load(AssemblyName name)
        {
            if (!Own.Contains(name.Name))
            {
                return null;
            }

            using MemoryStream stream = new(name.Name == project ? image : File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll")));
            return LoadFromStream(stream);
        }
    }
}
