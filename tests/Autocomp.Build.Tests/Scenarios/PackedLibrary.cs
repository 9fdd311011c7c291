using System.IO.Compression;

namespace Autocomp.Build.Tests.Scenarios;

public sealed class PackedLibrary
{
    [Fact]
    public void Pack_LibraryWithKernels_HoldsItsAssemblyAndNothingOfTheBuild()
    {
        using Scenario scenario = new();
        scenario.Write("Layers.csproj", Sources.Project.Replace("<OutputType>Exe</OutputType>", "", StringComparison.Ordinal));
        scenario.Write("Layers.cs", Sources.Kernels);
        scenario.Write("autocomp/mine.schedule.cs", "not even C#");

        scenario.Dotnet("pack", "-o", "packed", "-p:AutocompContinuousIntegration=true").ShouldSucceed().Warnings.Select(w => w.Code).ShouldBe(["AC3007"]);

        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(scenario.At("packed"), "*.nupkg").Single());
        string[] files = [.. package.Entries.Select(e => e.FullName).Where(f => !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal))];
        files.ShouldBe(["Layers.nuspec", "lib/net10.0/Layers.dll", "[Content_Types].xml"], ignoreOrder: true);
    }
}
