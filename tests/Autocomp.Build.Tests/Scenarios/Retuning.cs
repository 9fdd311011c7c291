namespace Autocomp.Build.Tests.Scenarios;

public sealed class Retuning
{
    /// <summary>The smallest kernel of the sample; the larger ones take the same road.</summary>
    private const string Entry = "Sample_Layers_Dense_k64_m64_n10.gemmini-int8-16x16";

    [Fact]
    public void Tune_FromScratch_ReproducesTheCommittedEntryByteForByte()
    {
        using Scenario scenario = new();
        string kernels = File.ReadAllText(Repository.File("sample-project", "Layers.cs"));
        scenario.Write("Sample.csproj", Sources.Project.Replace("<OutputType>Exe</OutputType>", "", StringComparison.Ordinal));
        scenario.Write("Layers.cs", string.Join('\n', kernels.Split('\n').Where(l => !l.Contains("[Specialize(", StringComparison.Ordinal) || l.Contains("n=10", StringComparison.Ordinal))));

        scenario.Build("-p:AutocompMode=Tune").ShouldSucceed();

        foreach (string extension in new[] { ".schedule.cs", ".json" })
        {
            string found = File.ReadAllText(scenario.At("autocomp", Entry + extension));
            string committed = File.ReadAllText(Repository.File("sample-project", "autocomp", Entry + extension));
            found.ShouldBe(committed, "After a change of timing, menus or proposer: rm -r sample-project/autocomp && ./run-sample.sh -p:AutocompMode=Tune, and commit the result.");
        }
    }
}
