using System.Diagnostics;
using System.Globalization;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Bench;

/// <summary>How long one kernel takes from C# to the object, warm: a lifted dense layer and a kernel that stays on the host core.</summary>
internal static class CompileBench
{
    private const int Rounds = 30;

    private const string Source = """
        using System;
        using Autocomp;
        public static class Kernels
        {
            [Kernel, Specialize("m=64, n=48, k=128")]
            public static void Dense([Shape("m, k")] ReadOnlySpan<sbyte> x, [Shape("k, n")] ReadOnlySpan<sbyte> w, [Shape("n")] ReadOnlySpan<int> bias,
                [Output, Shape("m, n")] Span<sbyte> y, int m, int n, int k, [ValueRange(0, 1)] float scale)
            {
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++)
                    {
                        int sum = bias[j];
                        for (int p = 0; p < k; p++) sum += x[i * k + p] * w[p * n + j];
                        y[i * n + j] = Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale));
                    }
            }

            [Kernel]
            public static void Sort([Shape("64")] ReadOnlySpan<int> x, [Output, Shape("64")] Span<int> y)
            {
                for (int i = 0; i < 64; i++) y[i] = x[i];
                for (int i = 1; i < 64; i++)
                {
                    int v = y[i], j = i - 1;
                    while (j >= 0 && y[j] > v) { y[j + 1] = y[j]; j--; }
                    y[j + 1] = v;
                }
            }
        }
        """;

    /// <summary>Prints a table of milliseconds, the median of 30 rounds after 10 to warm up: by the clock for each stage and in all, and in processor time.</summary>
    /// <returns>0 when each kernel takes less than 150 ms of processor time, which other programs on the machine hardly change.</returns>
    public static int Run()
    {
        Console.WriteLine("| kernel | C# to loop tree | lift, lower | schedule to loop tree | LLVM to object | sum (ms) | processor time (ms) |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        return Measure("Dense") + Measure("Sort") < 2 ? 1 : 0;
    }

    private static int Measure(string name)
    {
        List<double[]> rounds = [.. Enumerable.Range(0, Rounds + 10).Select(_ => Round(name)).Skip(10)];
        double[] stages = [.. Enumerable.Range(0, 4).Select(stage => Median(rounds.Select(round => round[stage])))];
        double sum = Median(rounds.Select(round => round.Take(4).Sum())), processor = Median(rounds.Select(round => round[4]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", stages.Select(s => s.ToString("F1", CultureInfo.InvariantCulture)))} | {sum:F1} | {processor:F1} |"));
        return processor < 150 ? 1 : 0;
    }

    private static double[] Round(string name)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        List<double> stages = [];
        CSharpCompilation compilation = Compilation.Value.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source, path: "Kernels.cs"));
        KernelInfo kernel = KernelFrontend.Analyze(compilation, CancellationToken.None).Kernels.Single(k => k.Info.MetadataName == "Kernels." + name).Info;
        Stage();
        LiftResult lift = Lifter.Lift(kernel, TargetPresets.Int8);
        string text = lift.Operation is { } operation ? ScheduleLowering.Lower(operation, kernel, TargetPresets.Int8) : ScheduleLowering.LowerBody(kernel);
        Stage();
        ScheduleTree tree = ScheduleFrontend.Analyze(text, "schedule.cs", kernel).Tree!;
        Stage();
        if (ScheduleCompiler.Compile(tree, TargetPresets.Int8, new()).Error is { } error) throw new InvalidOperationException(error);
        Stage();
        return [.. stages, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds];

        void Stage()
        {
            stages.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
        }
    }

    private static Lazy<CSharpCompilation> Compilation { get; } = new(() => CSharpCompilation.Create(
        "Bench",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll" or "Autocomp.dll").Select(path => MetadataReference.CreateFromFile(path)),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
