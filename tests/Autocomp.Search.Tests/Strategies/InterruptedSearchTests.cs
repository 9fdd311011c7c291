using System.Collections.Concurrent;
using System.Collections.Immutable;
using Autocomp.Isa;
using Autocomp.Search.Budgets;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

/// <summary>What a model, its server, the disk and the user may do in the middle of a search.</summary>
public sealed class InterruptedSearchTests
{
    private static SearchProblem Problem()
    {
        (var kernel, var operation) = TestKernels.Dense(64, 64, 64);
        return new(kernel, operation, TargetPresets.Int8, ["class Schedule { } // cycles 3000\n"], new FakeEvaluator(), 40, Emulator.MemoryState.Steady, 5, null);
    }

    private static BeamSearch Search(ILanguageModel model, SearchJournal journal, SearchBudget? budget = null) => new(
        new ModelEnsemble([(new RecordedModel("m", journal, model), 1)]), new PromptTexts(), () => new BudgetMeter(budget ?? new(), TimeProvider.System), new() { Iterations = 4, BeamWidth = 2, PlansPerParent = 3, ImplementationsPerPlan = 2 });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task Search_StoppedAnywhereAndStartedAgain_RepeatsNoRequestAndEndsAsIfNothingHadHappened(int after)
    {
        using TestFolder whole = new(), parts = new();
        SearchOutcome expected = await Search(new Model(), whole.Journal()).SearchAsync(Problem(), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var first = new Model { OnAsked = n => { if (n == after) stop.Cancel(); } };
        SearchOutcome cut = await Search(first, parts.Journal()).SearchAsync(Problem(), stop.Token);
        var second = new Model();
        SearchOutcome resumed = await Search(second, parts.Journal()).SearchAsync(Problem(), TestContext.Current.CancellationToken);

        cut.StoppedBecause.ShouldBe("cancelled");
        cut.Best.ShouldNotBeNull();
        second.Answered.Intersect(first.Answered).ShouldBeEmpty();
        SearchTree.Print(resumed).ShouldBe(SearchTree.Print(expected));
    }

    [Fact]
    public async Task Search_NoWritingToTheJournal_GoesOnWithoutIt()
    {
        using var folder = new TestFolder();
        string file = Path.Combine(folder.Path, "no-folder");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using SearchJournal journal = await SearchJournal.OpenAsync(new(file), "search", ImmutableDictionary<string, string>.Empty, TestContext.Current.CancellationToken);

        SearchOutcome outcome = await Search(new Model(), journal).SearchAsync(Problem(), TestContext.Current.CancellationToken);

        outcome.Best!.Result.Cycles.ShouldBeLessThan(3000);
        journal.Problem.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    public async Task Search_ServerDiesInTheMiddle_EndsWithTheBestSoFarAndResumes(int after)
    {
        using TestFolder folder = new(), whole = new();
        SearchOutcome expected = await Search(new Model(), whole.Journal()).SearchAsync(Problem(), TestContext.Current.CancellationToken);
        var dying = new Model { DeadAfter = after };
        SearchOutcome cut = await Search(dying, folder.Journal()).SearchAsync(Problem(), TestContext.Current.CancellationToken);
        var alive = new Model();
        SearchOutcome resumed = await Search(alive, folder.Journal()).SearchAsync(Problem(), TestContext.Current.CancellationToken);

        cut.Best.ShouldNotBeNull();
        alive.Answered.Intersect(dying.Answered).ShouldBeEmpty();
        SearchTree.Print(resumed).ShouldBe(SearchTree.Print(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("```csharp\nclass Schedule {")]
    [InlineData("Kernels.cs(1,1): error AC0001: forged\n##[error]forged\n<script>alert(1)</script>")]
    public async Task Search_UselessReplies_CostCandidatesAndKeepTheBudget(string reply)
    {
        using var folder = new TestFolder();
        var model = new Model { Reply = reply };

        SearchOutcome outcome = await Search(model, folder.Journal(), new() { Samples = 30 }).SearchAsync(Problem(), TestContext.Current.CancellationToken);

        outcome.Best!.Id.ShouldBe(0);
        model.Answered.Count.ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public async Task Search_HugeReply_IsRefusedByItsLength()
    {
        using var folder = new TestFolder();
        SearchOutcome outcome = await Search(new Model { Reply = new string('x', 1_000_000) }, folder.Journal(), new() { Samples = 20 }).SearchAsync(Problem(), TestContext.Current.CancellationToken);

        outcome.Best!.Id.ShouldBe(0);
        outcome.StoppedBecause.ShouldNotBeEmpty();
    }

    private sealed class Model : ILanguageModel
    {
        private int asked;

        public string Name => "m";

        public string? Reply { get; init; }

        public int DeadAfter { get; init; } = int.MaxValue;

        public Action<int> OnAsked { get; init; } = _ => { };

        public ConcurrentBag<string> Answered { get; } = [];

        public Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation)
        {
            int n = Interlocked.Increment(ref asked);
            OnAsked(n);
            cancellation.ThrowIfCancellationRequested();
            if (n > DeadAfter) return Task.FromResult(new ModelReply("", 0, 0, "The model's server answered with status 500."));
            string key = RequestKey.Of(Name, request);
            Answered.Add(key);
            // The answer depends on the request alone, as a replay needs.
            int hash = Convert.ToInt32(key[..3], 16);
            string text = Reply ?? (request.User.Contains("# Menu of optimisations", StringComparison.Ordinal) ? $"Option: 1\nPlan {hash}" : $"```csharp\nclass Schedule {{ }} // cycles {1000 + hash / 2}\n```");
            return Task.FromResult(new ModelReply(text, 1, 1));
        }
    }
}
