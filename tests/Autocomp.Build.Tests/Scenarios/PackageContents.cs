using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;

namespace Autocomp.Build.Tests.Scenarios;

public sealed class PackageContents
{
    [Fact]
    public void Autocomp_DocumentationFile_HasASummaryForEveryPublicTypeAndMember()
    {
        using ZipArchive package = Open("Autocomp");
        XDocument documentation = XDocument.Load(package.GetEntry("lib/net8.0/Autocomp.xml")!.Open());
        HashSet<string> described = [.. documentation.Descendants("member")
            .Where(m => m.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(m.Element("summary")?.Value)).Select(m => Key(m.Attribute("name")!.Value))];
        using MemoryStream library = new();
        package.GetEntry("lib/net8.0/Autocomp.dll")!.Open().CopyTo(library);
        library.Position = 0;
        AssemblyLoadContext context = new("packed", isCollectible: true);

        IEnumerable<string> missing = context.LoadFromStream(library).GetExportedTypes().SelectMany(Members).Where(m => !described.Contains(m)).ToArray();
        context.Unload();

        missing.ShouldBeEmpty("an editor shows these on hovering");
        described.Count(m => m.StartsWith("M:Autocomp.Gemmini.", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void AutocompBuild_Package_HoldsBuildAssetsAnalyzersAndNothingOfTheHosts()
    {
        using ZipArchive package = Open("Autocomp.Build");
        string[] files = [.. package.Entries.Select(e => e.FullName)];

        files.Where(f => f.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(
        [
            "analyzers/dotnet/cs/Autocomp.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/Autocomp.Analyzers.dll", "analyzers/dotnet/cs/Autocomp.Frontend.dll",
        ]);
        files.ShouldContain("build/Autocomp.Build.targets");
        files.ShouldContain("tools/net10.0/any/Autocomp.Tool.dll");
        files.ShouldContain("docs/tutorial.md");
        files.ShouldNotContain(f => f.StartsWith("buildTransitive/", StringComparison.Ordinal) || f.StartsWith("lib/", StringComparison.Ordinal));
        files.Select(f => Path.GetFileName(f)).ShouldNotContain(f => f.StartsWith("Microsoft.Build.", StringComparison.Ordinal) && !f.Contains("Locator", StringComparison.Ordinal));
        files.ShouldNotContain(f => Path.GetFileName(f).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    private static ZipArchive Open(string id) => ZipFile.OpenRead(Repository.File("artifacts", "packages", id + ".0.1.0.nupkg"));

    // Overloads are described together: an editor would show nothing only where none of them is.
    private static string Key(string name) => name.Split('(', '`', '~')[0];

    private static IEnumerable<string> Members(Type type)
    {
        string name = type.FullName!.Replace('+', '.').Split('`')[0];
        yield return "T:" + name;
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => !m.IsSpecialName && !type.IsEnum && !typeof(Delegate).IsAssignableFrom(type))) yield return $"M:{name}.{method.Name}";
        foreach (PropertyInfo property in type.GetProperties(Declared)) yield return $"P:{name}.{property.Name}";
        foreach (FieldInfo field in type.GetFields(Declared).Where(f => !f.IsSpecialName)) yield return $"F:{name}.{field.Name}";
    }
}
