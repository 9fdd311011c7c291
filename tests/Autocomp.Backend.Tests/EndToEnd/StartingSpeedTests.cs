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

    [Fact]
    public void Start_OfEachPublishedConvolution_IsNoSlowerThanExoUnoptimised()
    {
        string path = Path.Combine(Repository.Reference, "baselines.tsv");
        if (!File.Exists(path))
        {
            Assert.Skip("reference data absent: " + path);
        }

        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split('\t')).Where(row => row.Length > 7 && row[2] == "Exo, unoptimised" && row[1].StartsWith('N'))];
        rows.Length.ShouldBe(2);
        foreach (string[] row in rows)
        {
            int[] sizes = [.. row[1].Split(' ').Take(5).Select(part => int.Parse(part[1..], CultureInfo.InvariantCulture))];
            long theirs = long.Parse(row[6], CultureInfo.InvariantCulture), ours = Cycles(Convolution(sizes[0], sizes[1], sizes[3], sizes[4]), MemoryState.Cold, int.Parse(row[5], CultureInfo.InvariantCulture));
            output.WriteLine($"{row[1],-32} start {ours,8}  Exo unoptimised {theirs,8}  {(double)ours / theirs:F2}");
            ours.ShouldBeLessThanOrEqualTo(theirs, row[1]);
        }
    }

    private static string Convolution(int images, int size, int channels, int filters) => string.Create(CultureInfo.InvariantCulture, $$"""
        [Kernel]
        public static void Run([Shape("{{images}}, {{size + 2}}, {{size + 2}}, {{channels}}")] ReadOnlySpan<sbyte> x, [Shape("3, 3, {{channels}}, {{filters}}")] ReadOnlySpan<sbyte> w, [Shape("{{filters}}")] ReadOnlySpan<int> bias, [Output, Shape("{{images}}, {{size}}, {{size}}, {{filters}}")] Span<sbyte> y)
        {
            for (int n = 0; n < {{images}}; n++)
                for (int p = 0; p < {{size}}; p++)
                    for (int q = 0; q < {{size}}; q++)
                        for (int k = 0; k < {{filters}}; k++)
                        {
                            int sum = bias[k];
                            for (int r = 0; r < 3; r++)
                                for (int s = 0; s < 3; s++)
                                    for (int c = 0; c < {{channels}}; c++) sum += x[((n * {{size + 2}} + p + r) * {{size + 2}} + q + s) * {{channels}} + c] * w[((r * 3 + s) * {{channels}} + c) * {{filters}} + k];
                            y[((n * {{size}} + p) * {{size}} + q) * {{filters}} + k] = Quantize.ScaleToInt8(sum, 0.015625f);
                        }
        }
        """);

    private static long Cycles(int m, int n, int k, MemoryState state, int latency) => Cycles(
        $$"""
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
        """,
        state, latency);

    private static long Cycles(string text, MemoryState state, int latency)
    {
        KernelCase kernel = KernelCase.Of(text);
        TargetDescription preset = TargetPresets.Int8, target = preset with { Timing = preset.Timing with { MemoryExtraLatency = latency } };
        KernelRunResult run = kernel.RunOnEmulator(kernel.Accept(kernel.StartingText(target)), kernel.Arguments(1), target, new KernelRunOptions { Timed = true, MemoryState = state });
        run.Fault.ShouldBeNull(run.Fault?.Message);
        return run.Profile.ShouldNotBeNull().Cycles;
    }
}
