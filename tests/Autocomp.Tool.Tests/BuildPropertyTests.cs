using System.Reflection;
using Autocomp.Tool.BuildProperties;
using Autocomp.Tool.Commands;

namespace Autocomp.Tool.Tests;

public sealed class BuildPropertyTests
{
    [Fact]
    public void Targets_InTheRepository_AreThoseOfTheTable() => ShouldBeCommitted("build/Autocomp.Build.Properties.targets", PrintBuildProperties.Targets());

    [Fact]
    public void Document_InTheRepository_IsThatOfTheTable() => ShouldBeCommitted("docs/properties.md", PrintBuildProperties.Document());

    [Fact]
    public void Options_OfTheTable_AreTheWorkers()
    {
        string[] known = [.. BuildCommand.Create().Options.Select(o => o.Name)];

        foreach (BuildProperty property in BuildPropertyTable.All.Where(p => p.Option.Length > 0)) known.ShouldContain(property.Option, property.Name);
    }

    private static void ShouldBeCommitted(string file, string text)
    {
        string root = typeof(BuildPropertyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AutocompRoot").Value!;
        string path = Path.Combine(root, file);
        if (Environment.GetEnvironmentVariable("AUTOCOMP_UPDATE") == "1") File.WriteAllText(path, text);
        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(text, "AUTOCOMP_UPDATE=1 with these tests prints it again.");
    }
}
