using System.Globalization;

namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>Random kernels give on the emulator what C# gives on the host. <c>AUTOCOMP_RANDOM_KERNELS</c> sets how many (default 2,000), <c>AUTOCOMP_RANDOM_SEED</c> where they begin.</summary>
public class RandomKernelTests(ITestOutputHelper output)
{
    [Fact]
    public void RandomKernels_EqualTheHost()
    {
        int count = Setting("AUTOCOMP_RANDOM_KERNELS", 2000), first = Setting("AUTOCOMP_RANDOM_SEED", 1);
        RandomKernelRun run = new();

        IReadOnlyList<string> differences = run.Differences(first, count);

        output.WriteLine($"{count} kernels from seed {first}, 3 runs each, {run.Trapped} runs trapped; {run.Coverage.Pairs} pairs of operator and type");
        output.WriteLine(run.Coverage.ToString());
        differences.ShouldBeEmpty();
        run.Trapped.ShouldBeLessThan(2 * count, "many runs should reach their end");
        run.Trapped.ShouldBeGreaterThan(count / 50, "checks should be met");
    }

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : standard;
}
