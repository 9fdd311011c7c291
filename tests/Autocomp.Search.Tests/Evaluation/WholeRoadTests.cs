using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Autocomp.Search.Store;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Tests.Evaluation;

/// <summary>A user's method through the front end, its reference in a child and evaluation in children, with nothing replaced.</summary>
public sealed class WholeRoadTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("(sbyte)Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale))", EvaluationStage.Accepted)]
    [InlineData("Quantize.ScaleToInt8(sum, scale)", EvaluationStage.Values)]
    public async Task Dense_HandWrittenScheduleWithRelu_IsAcceptedOnlyWhenTheMethodHasRelu(string result, EvaluationStage expected)
    {
        CSharpCompilation compilation = Compile(Layers(result));
        FrontendResult analyzed = KernelFrontend.Analyze(compilation, TestContext.Current.CancellationToken);
        analyzed.Diagnostics.ShouldBeEmpty();
        AnalyzedKernel kernel = analyzed.Kernels.Single();
        EvaluationContext context = await PrepareAsync(compilation, kernel, TestKernels.Dense(32, 16, 48).Operation);

        using var pool = new EvaluatorPool(TestChild.Launch("evaluator"), 1, new ChildLimits());
        EvaluationResult evaluation = (await pool.For(context).EvaluateAsync(
            [new(0, Schedule, TrialPlan.Acceptance)], TestContext.Current.CancellationToken)).Single();

        evaluation.Stage.ShouldBe(expected, evaluation.Message);
        if (expected == EvaluationStage.Accepted)
        {
            evaluation.Profile!.Cycles.ShouldBe(evaluation.Cycles);
            evaluation.Profile.LineCauses.Sum(c => c.Cycles).ShouldBe(evaluation.Cycles);
            string[] lines = evaluation.CanonicalText!.Split('\n');
            var kernelLines = KernelLines.Of(kernel.Info, evaluation.CanonicalText);
            int Only(string command) => kernelLines[Array.FindIndex(lines, line => line.Contains(command, StringComparison.Ordinal)) + 1].ShouldHaveSingleItem();
            int sums = Only("Gemmini.ComputePreloaded(");
            Only("Gemmini.Mvin(x").ShouldBe(sums);
            Only("Gemmini.Mvout(").ShouldBe(sums + 1);
            Only("(bias").ShouldBe(sums - 1);
            evaluation.Profile.LineCauses.Where(c => c.Cause == "array busy").ShouldAllBe(c => c.Line != null);
            evaluation.Profile.Timeline!.Slices.Where(s => s.Track == "array").Sum(s => s.End - s.Start).ShouldBe(evaluation.Cycles);
            KernelIdentity.Of(kernel.Info, CanonicalPrinter.Print(kernel.Info), context.Target).Meaning["parameter 03 y"].ShouldBe("out int8[32, 16], 64-byte aligned");
        }
    }

    [Theory]
    [InlineData(100, EvaluationStage.Slow)]
    [InlineData(1_000_000, EvaluationStage.Accepted)]
    public async Task Evaluate_PastTheCyclesOfInterest_IsStoppedAsSlow(long most, EvaluationStage expected)
    {
        CSharpCompilation compilation = Compile(Layers("(sbyte)Math.Max((sbyte)0, Quantize.ScaleToInt8(sum, scale))"));
        AnalyzedKernel kernel = KernelFrontend.Analyze(compilation, TestContext.Current.CancellationToken).Kernels.Single();
        EvaluationContext context = await PrepareAsync(compilation, kernel, TestKernels.Dense(32, 16, 48).Operation);
        using var pool = new EvaluatorPool(TestChild.Launch("evaluator"), 1, new ChildLimits());

        EvaluationResult evaluation = (await pool.For(context).EvaluateAsync(
            [new(0, Schedule, TrialPlan.Acceptance) { MaxCycles = most }], TestContext.Current.CancellationToken)).Single();

        evaluation.Stage.ShouldBe(expected, evaluation.Message);
    }

    [Fact]
    public async Task Fault_OfALoad_NamesTheLinesOfScheduleAndKernel()
    {
        CSharpCompilation compilation = Compile(Layers("Quantize.ScaleToInt8(sum, scale)"));
        AnalyzedKernel kernel = KernelFrontend.Analyze(compilation, TestContext.Current.CancellationToken).Kernels.Single();
        EvaluationContext context = await PrepareAsync(compilation, kernel, TestKernels.Dense(32, 16, 48).Operation);
        using var pool = new EvaluatorPool(TestChild.Launch("evaluator"), 1, new ChildLimits());
        string beyond = Schedule.Replace("Mvin3(bias,", "Mvin3(bias + 16,", StringComparison.Ordinal);
        EvaluationResult evaluation = (await new KernelLineEvaluator(pool.For(context), kernel.Info).EvaluateAsync(
            [new(0, beyond, TrialPlan.Acceptance)], TestContext.Current.CancellationToken)).Single();

        evaluation.Stage.ShouldBe(EvaluationStage.Execution);
        int line = Array.FindIndex(evaluation.CanonicalText!.Split('\n'), text => text.Contains("Mvin3(", StringComparison.Ordinal)) + 1;
        int sum = Array.FindIndex(Layers("").Split('\n'), text => text.Contains("sum = bias[j]", StringComparison.Ordinal)) + 1;
        evaluation.Message.ShouldStartWith($"line {line}: ");
        evaluation.Message.ShouldEndWith($"; it stands for the kernel's line {sum} in {Path.GetFileName(kernel.Info.Span.Path)}");
    }

    private static string Layers(string result) =>
        $$"""
            using System;
            using Autocomp;
            namespace Sample;
            public static class Layers
            {
                [Kernel, Specialize("m=32, n=16, k=48")]
                public static void Dense(
                    [Shape("m, k")] ReadOnlySpan<sbyte> x, [Shape("k, n")] ReadOnlySpan<sbyte> w, [Shape("n")] ReadOnlySpan<int> bias,
                    [Output, Shape("m, n")] Span<sbyte> y, int m, int n, int k, [ValueRange(0, 1)] float scale)
                {
                    for (int i = 0; i < m; i++)
                        for (int j = 0; j < n; j++)
                        {
                            int sum = bias[j];
                            for (int p = 0; p < k; p++) sum += x[i * k + p] * w[p * n + j];
                            y[i * n + j] = {{result}};
                        }
                }
            }
            """;

    private const string Schedule =
        """
        using Autocomp;
        internal static unsafe class Schedule
        {
            internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
            {
                Gemmini.ConfigEx(Dataflow.WeightStationary);
                Gemmini.ConfigSt(16, scale, Activation.Relu);
                Gemmini.ConfigLd(0, 48);
                Gemmini.ConfigLd(1, 16);
                Gemmini.ConfigLd(2, 0);
                for (int i = 0; i < 32; i += 16)
                {
                    Gemmini.Mvin3(bias, 0x80000000u, 16, 16);
                    for (int k = 0; k < 48; k += 16)
                    {
                        Gemmini.Mvin(x + i * 48 + k, 0u, 16, 16);
                        Gemmini.Mvin2(w + k * 16, 16u, 16, 16);
                        Gemmini.Preload(16u, 0xC0000000u, 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);
                    }
                    Gemmini.Mvout(y + i * 16, 0x80000000u, 16, 16);
                }
                Gemmini.Fence();
            }
        }
        """;

    private async Task<EvaluationContext> PrepareAsync(CSharpCompilation compilation, AnalyzedKernel kernel, TensorOperation operation)
    {
        using var runner = new ReferenceRunner(TestChild.Launch("reference"), new ChildLimits(), 2);
        var job = new ReferenceJob(KernelSignature.Of(kernel.Info), operation, ReferenceEmitter.Emit(compilation, kernel, TestContext.Current.CancellationToken), _folder.Path);
        (await runner.PrepareAsync(job, TrialPlan.Acceptance, TestContext.Current.CancellationToken)).Problem.ShouldBeNull();
        return new(job.Kernel, operation, TargetPresets.Int8, _folder.Path);
    }

    private static CSharpCompilation Compile(string source)
    {
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        ImmutableArray<MetadataReference> references =
        [
            .. trusted.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            MetadataReference.CreateFromFile(typeof(KernelAttribute).Assembly.Location),
        ];
        return CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(source, path: "/project/Kernels.cs", encoding: System.Text.Encoding.UTF8)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }
}
