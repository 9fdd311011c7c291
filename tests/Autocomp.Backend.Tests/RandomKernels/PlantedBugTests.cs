using System.Diagnostics;
using System.Globalization;

namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>The generator of random kernels finds bugs that are planted in front end and code generation. <c>AUTOCOMP_PLANTED_KERNELS</c> sets the most kernels a bug (default 300).</summary>
public class PlantedBugTests(ITestOutputHelper output)
{
    [Fact]
    public void List_OfPlantedBugs_HasTwentyThatFitTheSources()
    {
        PlantedBug.All.Length.ShouldBe(20);
        PlantedBug.All.Select(bug => bug.Name).ShouldBeUnique();
        foreach (PlantedBug bug in PlantedBug.All)
        {
            PlantedBuild.Text(bug).ShouldContain(bug.Wrong);
        }
    }

    [Fact]
    public void RandomKernels_FindAtLeast18Of20PlantedBugs()
    {
        int most = int.TryParse(Environment.GetEnvironmentVariable("AUTOCOMP_PLANTED_KERNELS"), CultureInfo.InvariantCulture, out int value) ? value : 300;
        int found = 0;
        foreach (PlantedBug bug in PlantedBug.All)
        {
            Stopwatch watch = Stopwatch.StartNew();
            string? difference = PlantedBuild.Probe(bug, most);
            found += difference is null ? 0 : 1;
            string where = difference?.Split('\n')[0] ?? $"not found in {most} kernels";
            output.WriteLine($"{(difference is null ? "missed" : "found "),-7} {watch.Elapsed.TotalSeconds,5:F1} s  {bug.Name}: {where}");
        }

        output.WriteLine($"{found} of {PlantedBug.All.Length} found");
        found.ShouldBeGreaterThanOrEqualTo(18);
    }
}
