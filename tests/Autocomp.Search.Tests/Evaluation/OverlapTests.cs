using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Tests.Evaluation;

/// <summary>Tensors marked [MayAlias] are tried apart and at the same address.</summary>
public sealed class OverlapTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("System.ReadOnlySpan<int>", "System.Span<int>")]
    [InlineData("int[]", "int[]")]
    public async Task RunningSum_OtherOrderOfWrites_IsRightOnlyApart(string inType, string outType)
    {
        KernelInfo kernel = TestKernels.Kernel(
            "K.Next",
            [
                TestKernels.Tensor(0, "x", ScalarType.Int32, inType == "int[]" ? ParameterDirection.InOut : ParameterDirection.In, inType, 8) with { MayAlias = true },
                TestKernels.Tensor(1, "y", ScalarType.Int32, ParameterDirection.InOut, outType, 8) with { MayAlias = true },
            ]);
        string source = $"static class K {{ static void Next({inType} x, {outType} y) {{ for (int i = 1; i < 8; i++) y[i] = x[i - 1] + 1; }} }}";
        EvaluationContext context = await PrepareAsync(kernel, source);

        (await EvaluateAsync(context, "for (int i = 1; i < 8; i++) y[i] = x[i - 1] + 1;")).Message.ShouldBe("");
        EvaluationResult backwards = await EvaluateAsync(context, "for (int i = 0; i < 7; i++) y[7 - i] = x[6 - i] + 1;");
        backwards.Stage.ShouldBe(EvaluationStage.Values);
        backwards.Message.ShouldContain("-overlapping");
    }

    private static async Task<EvaluationResult> EvaluateAsync(EvaluationContext context, string body)
    {
        using var evaluator = new InProcessEvaluator(context);
        string text = $"internal static unsafe class Schedule {{ internal static void Next(int* x, int* y) {{ {body} }} }}";
        return (await evaluator.EvaluateAsync([new(0, text, TrialPlan.Search)], TestContext.Current.CancellationToken)).Single();
    }

    private async Task<EvaluationContext> PrepareAsync(KernelInfo kernel, string source)
    {
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "User",
            [CSharpSyntaxTree.ParseText(source, path: "/project/Kernels.cs", encoding: System.Text.Encoding.UTF8)],
            trusted.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        IMethodSymbol method = compilation.GetTypeByMetadataName("K")!.GetMembers("Next").OfType<IMethodSymbol>().Single();
        using var runner = new ReferenceRunner(TestChild.Launch("reference"), new ChildLimits(), 1);
        var job = new ReferenceJob(KernelSignature.Of(kernel), null, ReferenceEmitter.Emit(compilation, kernel, method, []), _folder.Path);
        (await runner.PrepareAsync(job, TrialPlan.Search, TestContext.Current.CancellationToken)).Problem.ShouldBeNull();
        return new(job.Kernel, null, TargetPresets.Int8, _folder.Path);
    }
}
