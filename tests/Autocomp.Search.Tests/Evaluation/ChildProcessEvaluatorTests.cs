using System.Collections.Immutable;
using System.Diagnostics;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Tests.Evaluation;

public sealed class ChildProcessEvaluatorTests
{
    [Fact]
    public async Task Evaluate_Batch_KeepsTheOrderOfRequests()
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(2, "a", "b", "c", "d", "e");
        results.Select(r => r.CandidateId).ShouldBe([0, 1, 2, 3, 4]);
        results.Select(r => r.ObjectHash).ShouldBe(["a", "b", "c", "d", "e"]);
        results.Select(r => r.CanonicalText).ShouldBe(["canonical a", "canonical b", "canonical c", "canonical d", "canonical e"]);
    }

    [Fact]
    public async Task Evaluate_Candidates_ShareWarmChildren()
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(1, "a", "b", "c");
        results.Select(r => r.Cycles).Distinct().Count().ShouldBe(1);
        results[0].Cycles.ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Evaluate_EqualObjects_RunOnceAndKeepTheirOwnText()
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(2, "x#1", "x#2", "x#3");
        results.Select(r => r.ObjectHash).Distinct().Count().ShouldBe(1);
        results.Select(r => r.CandidateId).ShouldBe([0, 1, 2]);
        results.Select(r => r.CanonicalText).ShouldBe(["canonical x#1", "canonical x#2", "canonical x#3"]);
    }

    [Theory]
    [InlineData("die in compiling", "while compiling the candidate: the process ended with code 134: LLVM ERROR: Cannot select")]
    [InlineData("die in running", "while running the candidate: the process ended with code 134: LLVM ERROR: Cannot select")]
    [InlineData("hang", "while running the candidate: no end within 2 s")]
    [InlineData("eat", "while running the candidate: more than 400 MiB of memory")]
    [InlineData("forge", "while compiling the candidate: the process ended")]
    public async Task Evaluate_MisbehavingCandidate_CostsOneCandidate(string text, string reason)
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(1, "a", text, "b");
        results.Select(r => r.Stage).ShouldBe([EvaluationStage.Accepted, EvaluationStage.Process, EvaluationStage.Accepted]);
        results[1].Message.ShouldContain(reason);
        results[1].CandidateId.ShouldBe(1);
    }

    [Fact]
    public async Task Evaluate_DeathThatOnlyAWarmChildDies_IsNotTheCandidatesFault()
    {
        ImmutableArray<EvaluationResult> results = await EvaluateAsync(1, "a", "die when warm", "b");
        results.ShouldAllBe(r => r.Stage == EvaluationStage.Accepted);
    }

    [Fact]
    public async Task Evaluate_HugeText_IsRefusedWithoutAChild()
    {
        using var pool = new EvaluatorPool(TestChild.Launch("die"), 1, new ChildLimits());
        var request = new EvaluationRequest(3, new string(' ', 300_000), TrialPlan.Search);
        EvaluationResult result = (await pool.For(Context).EvaluateAsync([request], TestContext.Current.CancellationToken)).Single();
        result.Stage.ShouldBe(EvaluationStage.Frontend);
        result.Message.ShouldContain("300000 characters");
    }

    [Fact]
    public async Task Evaluate_Cancelled_KillsChildrenAndThrows()
    {
        using var pool = new EvaluatorPool(TestChild.Launch("fake-evaluator"), 2, new ChildLimits());
        using var cancellation = new CancellationTokenSource();
        IEvaluator evaluator = pool.For(Context);
        int child = (int)(await evaluator.EvaluateAsync([new(0, "a", TrialPlan.Search)], TestContext.Current.CancellationToken))[0].Cycles;
        Task<ImmutableArray<EvaluationResult>> running = evaluator.EvaluateAsync([new(1, "hang", TrialPlan.Search)], cancellation.Token);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        // The kernel takes its time to bury a process on a busy machine.
        for (int i = 0; i < 100 && IsRunning(child); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        IsRunning(child).ShouldBeFalse();
    }

    private static bool IsRunning(int id) => Process.GetProcesses().Any(p => p.Id == id);

    private static EvaluationContext Context { get; } =
        new(KernelSignature.Of(TestKernels.Dense(16, 16, 16).Kernel), TestKernels.Dense(16, 16, 16).Operation, TargetPresets.Int8, "/none");

    private static async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(int children, params string[] texts)
    {
        var limits = new ChildLimits { Time = TimeSpan.FromSeconds(texts.Contains("hang") ? 2 : 20), MemoryBytes = 400L << 20 };
        using var pool = new EvaluatorPool(TestChild.Launch("fake-evaluator"), children, limits);
        return await pool.For(Context).EvaluateAsync([.. texts.Select((t, i) => new EvaluationRequest(i, t, TrialPlan.Search))], TestContext.Current.CancellationToken);
    }
}
