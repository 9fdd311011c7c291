using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Evaluation;

/// <summary>Kernels that stay on the host core: control may depend on data, and an exception of C# is a trap of the machine.</summary>
public sealed class HostKernelTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Divide_SameBody_TrapsWhereCSharpThrows()
    {
        EvaluationResult result = await EvaluateAsync("for (int i = 0; i < 16; i++) y[i] = 1000 / x[i];");
        result.Stage.ShouldBe(EvaluationStage.Accepted, result.Message);
        result.Evidence.ShouldContain(e => e.StartsWith("tested, not proved", StringComparison.Ordinal));
        result.Evidence.ShouldContain(e => e.StartsWith("host core", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Divide_GuardedAgainstZero_IsRejectedBecauseCSharpThrows()
    {
        EvaluationResult result = await EvaluateAsync("for (int i = 0; i < 16; i++) y[i] = x[i] == 0 ? 0 : 1000 / x[i];");
        result.Stage.ShouldBe(EvaluationStage.Values);
        result.Message.ShouldContain("returns although the C# method threw DivideByZeroException");
    }

    [Fact]
    public async Task Evaluate_ExpectationsNotPrepared_SaysSo()
    {
        using var evaluator = new InProcessEvaluator(Context);
        EvaluationResult result = (await evaluator.EvaluateAsync([new(0, Text("y[0] = 1;"), TrialPlan.Search)], TestContext.Current.CancellationToken)).Single();
        result.Stage.ShouldBe(EvaluationStage.Process);
        result.Message.ShouldContain("have not been prepared");
    }

    private static KernelInfo Kernel { get; } = TestKernels.Kernel(
        "K.Divide",
        [
            TestKernels.Tensor(0, "x", ScalarType.Int32, ParameterDirection.In, "System.ReadOnlySpan<int>", 16),
            TestKernels.Tensor(1, "y", ScalarType.Int32, ParameterDirection.Out, "System.Span<int>", 16),
        ]);

    private EvaluationContext Context => new(KernelSignature.Of(Kernel), null, TargetPresets.Int8, _folder.Path);

    private async Task<EvaluationResult> EvaluateAsync(string body)
    {
        var folder = new TrialFolder(_folder.Path);
        folder.Write(TrialPlan.Acceptance, TrialPlans.For(TrialPlan.Acceptance));
        foreach (Trial trial in TrialPlans.For(TrialPlan.Acceptance)) folder.Write(trial, Divide(trial));
        using var evaluator = new InProcessEvaluator(Context);
        return (await evaluator.EvaluateAsync([new(0, Text(body), TrialPlan.Acceptance)], TestContext.Current.CancellationToken)).Single();
    }

    private static ReferenceReply Divide(Trial trial)
    {
        byte[] x = ((Emulator.KernelArgument.Tensor)TrialData.Create(Kernel.AbiParameters, null, trial)[0]).Data;
        var y = new List<byte>();
        for (int i = 0; i < 16; i++)
        {
            int divisor = BitConverter.ToInt32(x, i * 4);
            if (divisor == 0) return new(ReferenceOutcome.Threw, "threw DivideByZeroException", []);
            y.AddRange(BitConverter.GetBytes(1000 / divisor));
        }
        return new(ReferenceOutcome.Returned, "", [.. y]);
    }

    private static string Text(string body) =>
        $$"""
        internal static unsafe class Schedule
        {
            internal static void Divide(int* x, int* y) { {{body}} }
        }
        """;
}
