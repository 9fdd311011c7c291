using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Starting schedules of matrix products against the unoptimised programs of Exo on the same machine, as measured on RTL.</summary>
public class StartingSpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Start_OfEachPublishedProduct_IsNoSlowerThanExoUnoptimised()
    {
        string path = Path.Combine(Repository.Reference, "baselines.tsv");
        if (!File.Exists(path))
        {
            Assert.Skip("reference data absent: " + path);
        }

        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split('\t')).Where(row => row.Length > 7 && row[2] == "Exo, unoptimised" && row[1].StartsWith('I'))];
        rows.Length.ShouldBe(11);
        foreach (string[] row in rows)
        {
            int[] sizes = [.. row[1].Split(' ').Select(part => int.Parse(part[1..], CultureInfo.InvariantCulture))];
            long theirs = long.Parse(row[7].Length > 0 ? row[7] : row[6], CultureInfo.InvariantCulture);
            MemoryState state = row[7].Length > 0 ? MemoryState.Steady : MemoryState.Cold;
            long ours = Cycles(sizes[0], sizes[1], sizes[2], state, int.Parse(row[5], CultureInfo.InvariantCulture));
            output.WriteLine($"{row[1],-24} {state,-7} start {ours,8}  Exo unoptimised {theirs,8}  {(double)ours / theirs:F2}");
            ours.ShouldBeLessThanOrEqualTo(theirs, row[1]);
        }
    }

    private static long Cycles(int m, int n, int k, MemoryState state, int latency)
    {
        KernelCase product = KernelCase.Of($$"""
            [Kernel]
            public static void Run([Shape("{{m}}, {{k}}")] ReadOnlySpan<sbyte> a, [Shape("{{k}}, {{n}}")] ReadOnlySpan<sbyte> b, [Output, Shape("{{m}}, {{n}}")] Span<sbyte> c)
            {
                for (int i = 0; i < {{m}}; i++)
                    for (int j = 0; j < {{n}}; j++)
                    {
                        int sum = 0;
                        for (int p = 0; p < {{k}}; p++) sum += a[i * {{k}} + p] * b[p * {{n}} + j];
                        c[i * {{n}} + j] = Quantize.ScaleToInt8(sum, 0.015625f);
                    }
            }
            """);
        TargetDescription preset = TargetPresets.Int8, target = preset with { Timing = preset.Timing with { MemoryExtraLatency = latency } };
        KernelRunResult run = product.RunOnEmulator(product.Accept(product.StartingText(target)), product.Arguments(1), target, new KernelRunOptions { Timed = true, MemoryState = state });
        run.Fault.ShouldBeNull(run.Fault?.Message);
        return run.Profile.ShouldNotBeNull().Cycles;
    }
}
