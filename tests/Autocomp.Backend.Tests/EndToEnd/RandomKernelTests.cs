using System.Globalization;
using Autocomp.Backend.Lowering;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Random kernels give on the emulator what C# gives on the host. <c>AUTOCOMP_RANDOM_KERNELS</c> sets how many (default 120), <c>AUTOCOMP_RANDOM_SEED</c> where they begin.</summary>
public class RandomKernelTests(ITestOutputHelper output)
{
    private const int PerCompilation = 60;

    [Fact]
    public void RandomKernels_EqualTheHost()
    {
        int count = Setting("AUTOCOMP_RANDOM_KERNELS", 120), first = Setting("AUTOCOMP_RANDOM_SEED", 1);
        int trapped = 0;
        SortedDictionary<string, int> coverage = new(StringComparer.Ordinal);
        for (int seed = first; seed < first + count; seed += PerCompilation)
        {
            string[] texts = [.. Enumerable.Range(seed, Math.Min(PerCompilation, first + count - seed)).Select(s => RandomKernel.Write(s, "Run" + s.ToString(CultureInfo.InvariantCulture), coverage))];
            IReadOnlyList<KernelCase> kernels = KernelCase.All(string.Concat(texts));
            kernels.Count.ShouldBe(texts.Length);
            for (int i = 0; i < kernels.Count; i++)
            {
                string text = texts[i];
                try
                {
                    trapped += kernels[i].ShouldAgree(kernels[i].Body, seeds: 3);
                    if ((seed + i) % 4 == 0)
                    {
                        kernels[i].ShouldAgree(kernels[i].Accept(ScheduleLowering.LowerBody(kernels[i].Kernel)), seeds: 2);
                    }
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"Kernel of seed {seed + i}:\n{text}\n{error.Message}", error);
                }
            }
        }

        trapped.ShouldBeLessThan(count, "most runs should reach their end");
        output.WriteLine($"{count} kernels, 3 runs each, {trapped} runs trapped");
        output.WriteLine(string.Join('\n', coverage.Select(entry => $"{entry.Value,6} {entry.Key}")));
    }

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : standard;
}
