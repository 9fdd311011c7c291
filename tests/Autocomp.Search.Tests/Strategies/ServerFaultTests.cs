using Autocomp.Isa;
using Autocomp.Search.Budgets;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

/// <summary>A whole search over the protocol whose server fails in the middle, for good or for a while.</summary>
public sealed class ServerFaultTests
{
    private const int Healthy = 9;
    private const int Samples = 60;

    public enum Fault
    {
        TooManyRequests,
        InternalError,
        Hang,
        Cut,
        NoCompletion,
    }

    [Theory]
    [InlineData(Fault.TooManyRequests)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.Cut)]
    [InlineData(Fault.NoCompletion)]
    public async Task Search_ServerFailsForGood_EndsWithTheBestSoFarKeepsTheBudgetAndGoesOnLater(Fault fault)
    {
        using TestFolder whole = new(), parts = new();
        SearchOutcome expected = await SearchAsync(whole, _ => null);
        int failing = 0;
        SearchOutcome cut = await SearchAsync(parts, n => n < Healthy ? null : Answer(fault, () => Interlocked.Increment(ref failing)));
        int asked = 0;
        SearchOutcome resumed = await SearchAsync(parts, _ =>
        {
            Interlocked.Increment(ref asked);
            return null;
        });

        cut.EndedEarly.ShouldBeTrue(cut.StoppedBecause);
        cut.Best!.Result.Cycles.ShouldBe(cut.Candidates.Where(c => c.Result.Stage == EvaluationStage.Accepted).Min(c => c.Result.Cycles));
        failing.ShouldBeLessThanOrEqualTo(Samples * 2);
        SearchTree.Print(resumed).ShouldBe(SearchTree.Print(expected));
        // The set-up asks the script once to learn how patient it must be.
        asked.ShouldBe(Replies(whole) - Healthy + 1);
    }

    [Theory]
    [InlineData(Fault.TooManyRequests)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.Cut)]
    public async Task Search_EveryOtherAttemptFails_EndsAsIfNothingHadHappened(Fault fault)
    {
        using TestFolder whole = new(), parts = new();
        SearchOutcome expected = await SearchAsync(whole, _ => null);

        SearchOutcome outcome = await SearchAsync(parts, n => n % 2 == 0 ? Answer(fault, () => 0) : null, concurrency: 1);

        SearchTree.Print(outcome).ShouldBe(SearchTree.Print(expected));
    }

    private static int Replies(TestFolder folder)
    {
        folder.Journal().Dispose();
        return JournalReader.Count(Path.Combine(folder.Path, "search.jsonl"))["reply"];
    }

    private static LoopbackModelServer.Response Answer(Fault fault, Func<int> count)
    {
        count();
        return fault switch
        {
            Fault.TooManyRequests => new(429, "{}", ("Retry-After", "0.02")),
            Fault.InternalError => new(500, "{}"),
            Fault.Hang => new(200, "") { IsNever = true },
            Fault.Cut => LoopbackModelServer.Response.Text("hi") with { IsCut = true },
            _ => new(200, "<html>"),
        };
    }

    private static async Task<SearchOutcome> SearchAsync(TestFolder folder, Func<int, LoopbackModelServer.Response?> fault, int concurrency = 8)
    {
        using LoopbackModelServer server = new(r => fault(r.Number) ?? LoopbackModelServer.Response.Text(Reply(r.User)));
        ResilienceOptions patience = new() { Retries = 1, Delay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromMilliseconds(fault(int.MaxValue - 1) is { IsNever: true } ? 2000 : 30_000), Concurrency = concurrency, BreakerThroughput = 1000 };
        using ResilientModel model = new(new OpenAITransport("scripted", server.Endpoint, null), patience, TimeProvider.System, 1);
        (var kernel, var operation) = TestKernels.Dense(64, 64, 64);
        SearchProblem problem = new(kernel, operation, TargetPresets.Int8, ["class Schedule { } // cycles 3000\n"], new FakeEvaluator(), 20, Emulator.MemoryState.Steady, 5, null);
        BeamSearchOptions options = new() { Iterations = 3, BeamWidth = 2, PlansPerParent = 3, ImplementationsPerPlan = 1, CombineProbability = 0 };
        return await new BeamSearch(new ModelEnsemble([(new RecordedModel(model.Name, folder.Journal(), model), 1)]), new PromptTexts(), () => new BudgetMeter(new() { Samples = Samples }, TimeProvider.System), options)
            .SearchAsync(problem, TestContext.Current.CancellationToken);
    }

    // The answer depends on the request alone.
    private static string Reply(string prompt)
    {
        int hash = Convert.ToInt32(RequestKey.Of("m", new("", prompt, null, 1, 0))[..3], 16);
        return prompt.Contains("# Menu of optimisations", StringComparison.Ordinal) ? $"Option: 1\nPlan {hash}" : $"```csharp\nclass Schedule {{ }} // cycles {1000 + hash / 2}\n```";
    }
}
