using System.Collections.Concurrent;
using Autocomp.Isa;
using Autocomp.Search.Budgets;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

public sealed class BeamSearchTests
{
    private const string Start = "internal static unsafe class Schedule { } // cycles 3000\n";

    private static readonly BeamSearchOptions Small = new() { Iterations = 2, BeamWidth = 2, PlansPerParent = 2, ImplementationsPerPlan = 2 };

    private static SearchProblem Problem(FakeEvaluator evaluator, int most = 100)
    {
        (var kernel, var operation) = TestKernels.Dense(64, 64, 64);
        return new(kernel, operation, TargetPresets.Int8, [Start], evaluator, most, Emulator.MemoryState.Steady, 5, null);
    }

    private static BeamSearch Beam(ILanguageModel model, BeamSearchOptions? options = null, SearchBudget? budget = null) =>
        new(new ModelEnsemble([(model, 1)]), new PromptTexts(), () => new BudgetMeter(budget ?? new(), TimeProvider.System), options ?? Small);

    private static bool IsPlan(LoopbackModelServer.Request request) => request.User.Contains("# Menu of optimisations", StringComparison.Ordinal);

    private static string Code(string body) => $"Here:\n```csharp\n{body}\n```\n";

    [Fact]
    public async Task Search_OverTheProtocol_KeepsGoodRejectsWrongAndReplaysOffline()
    {
        using var folder = new TestFolder();
        SearchOutcome online, offline;
        Uri endpoint;
        LoopbackModelServer.Request[] requests;
        using (var server = new LoopbackModelServer(r => LoopbackModelServer.Response.Text(
            IsPlan(r) ? "Option: 1\nMake it shorter."
            : r.User.Contains("# What went wrong", StringComparison.Ordinal) ? "I give up."
            : r.User.Contains("// cycles 3000", StringComparison.Ordinal) ? Code("class Schedule { } // cycles 2600")
            : Code("class Schedule { } // wrong"))))
        {
            endpoint = server.Endpoint;
            var model = new RecordedModel("openai:scripted", folder.Journal(), new ResilientModel(new OpenAITransport("scripted", endpoint, null), new(), TimeProvider.System, 1));
            online = await Beam(model).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);
            requests = [.. server.Requests];
        }

        online.Best!.Text.ShouldContain("// cycles 2600");
        online.Best.Origin.ShouldBe("openai:scripted");
        online.Best.ParentId.ShouldBe(0);
        online.Best.MenuOption.ShouldNotBeEmpty();
        online.Candidates.ShouldContain(c => c.Result.Stage == EvaluationStage.Values && c.Result.Message == "y[3] is 5, expected 7");
        online.Candidates.ShouldContain(c => c.Result.Message == "The reply holds no C# code block.");
        LoopbackModelServer.Request plan = requests.First(IsPlan);
        plan.User.ShouldContain("gemmini-int8-16x16");
        plan.User.ShouldContain("Mvin2");
        plan.User.ShouldContain("// cycles 3000");
        plan.User.ShouldContain("It takes 3000 cycles, 34.1 % of the array's peak.");
        plan.User.ShouldContain("This is phase 1 of 2");
        plan.User.ShouldContain("Every preload is followed at once by its compute.");
        requests.ShouldContain(r => r.User.Contains("Values: y[3] is 5, expected 7", StringComparison.Ordinal));

        var replay = new RecordedModel("openai:scripted", folder.Journal(), null);
        offline = await Beam(replay).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        SearchTree.Print(offline).ShouldBe(SearchTree.Print(online));
        offline.Best!.Id.ShouldBe(online.Best.Id);
    }

    [Fact]
    public async Task Search_ImplementationNotFasterThanItsParent_HasNoChildren()
    {
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1" : Code("class Schedule { } // cycles 3000 // " + r.Ordinal));

        SearchOutcome outcome = await Beam(model).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        outcome.Candidates.ShouldAllBe(c => c.ParentId == null || c.ParentId == 0);
        outcome.StoppedBecause.ShouldBe("all phases done");
    }

    [Fact]
    public async Task Search_BudgetOfSamples_IsNeverPassed()
    {
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1" : Code("class Schedule { } // wrong " + r.Ordinal));

        SearchOutcome outcome = await Beam(model, Small with { Iterations = 50 }, new() { Samples = 9 }).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        model.Asked.Count.ShouldBe(9);
        outcome.StoppedBecause.ShouldBe("budget of 9 samples");
    }

    [Fact]
    public async Task Search_BudgetOfEvaluations_IsNeverPassed()
    {
        int n = 0;
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1" : Code($"class Schedule {{ }} // cycles {2900 - Interlocked.Increment(ref n)}"));
        var evaluator = new FakeEvaluator();

        await Beam(model, Small with { Iterations = 50 }).SearchAsync(Problem(evaluator, 12), TestContext.Current.CancellationToken);

        evaluator.Requests.Count.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task Search_FewEvaluationsLeft_AsksForNoMoreThanTheyNeed()
    {
        int n = 0;
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1\n" + Interlocked.Increment(ref n) : Code($"class Schedule {{ }} // cycles {2900 - Interlocked.Increment(ref n)}"));

        await Beam(model, new()).SearchAsync(Problem(new FakeEvaluator(), 12), TestContext.Current.CancellationToken);

        model.Asked.Count.ShouldBeLessThanOrEqualTo(24);
    }

    [Fact]
    public async Task Search_RepliesThatRepeat_EndsSoon()
    {
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1" : Code("class Schedule { } // cycles 2900"));

        SearchOutcome outcome = await Beam(model, new()).SearchAsync(Problem(new FakeEvaluator(), 400), TestContext.Current.CancellationToken);

        outcome.StoppedBecause.ShouldBe("replies give nothing new");
        model.Asked.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Search_RepliesWithoutCode_CostAtMostThreeRequestsAnEvaluation()
    {
        int n = 0;
        var model = new ScriptedModel(_ => "Option: 1\n" + Interlocked.Increment(ref n));

        SearchOutcome outcome = await Beam(model, new() { BarrenSteps = 1000 }).SearchAsync(Problem(new FakeEvaluator(), 12), TestContext.Current.CancellationToken);

        model.Asked.Count.ShouldBeLessThanOrEqualTo(36);
        outcome.StoppedBecause.ShouldBe("requests for the evaluations left are used up");
    }

    [Fact]
    public async Task Search_NoGain_EndsAfterTheStepsOfPatience()
    {
        int n = 0;
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1\n" + Interlocked.Increment(ref n) : Code($"class Schedule {{ }} // wrong {Interlocked.Increment(ref n)}"));

        SearchOutcome outcome = await Beam(model, Small with { Iterations = 50, Patience = 3 }).SearchAsync(Problem(new FakeEvaluator(), 400), TestContext.Current.CancellationToken);

        outcome.StoppedBecause.ShouldBe("no gain in 3 steps");
    }

    [Fact]
    public async Task Search_TimeIsUpDuringARequest_EndsWithTheBestSoFarAndStopsThereInTheReplay()
    {
        using var folder = new TestFolder();
        int n = 0;
        var live = new HangingModel(() => Interlocked.Increment(ref n) > 6);
        BeamSearch Search(ILanguageModel model)
        {
            SearchJournal journal = folder.Journal();
            return new(new ModelEnsemble([(new RecordedModel("m", journal, model), 1)]), new PromptTexts(), () => new BudgetMeter(new() { Time = TimeSpan.FromSeconds(0.5) }, TimeProvider.System, journal), Small);
        }

        SearchOutcome online = await Search(live).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);
        SearchOutcome replay = await Search(new ScriptedModel(_ => throw new InvalidOperationException("asked"))).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        online.StoppedBecause.ShouldBe("budget of 0.5 s");
        online.Best.ShouldNotBeNull();
        SearchTree.Print(replay).ShouldBe(SearchTree.Print(online));
        replay.StoppedBecause.ShouldBe(online.StoppedBecause);
    }

    [Theory]
    [InlineData(PromptStyle.SinglePrompt)]
    [InlineData(PromptStyle.Edits)]
    public async Task Search_OtherStyles_TakeTheGoodReply(PromptStyle style)
    {
        const string Edit = "<<<<<<< SEARCH\ninternal static unsafe class Schedule { } // cycles 3000\n=======\nclass Schedule { } // cycles 2500\n>>>>>>> REPLACE\n";
        var model = new ScriptedModel(r => r.User.Contains("<<<<<<< SEARCH", StringComparison.Ordinal) ? Edit
            : style == PromptStyle.SinglePrompt ? "Option: 1\n" + Code("class Schedule { } // cycles 2500") : "Option: 1");

        SearchOutcome outcome = await Beam(model, Small with { Style = style }).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        outcome.Best!.Result.Cycles.ShouldBe(2500);
        outcome.Best.MenuOption.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("beam")]
    [InlineData("best-of-n")]
    [InlineData("revision")]
    [InlineData("bandit")]
    [InlineData("mcts")]
    [InlineData("islands")]
    public async Task Search_AnyPolicy_FindsFasterSchedulesAndKeepsTheCaps(string policy)
    {
        int n = 0;
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1\n" + Interlocked.Increment(ref n) : Code($"class Schedule {{ }} // cycles {2900 - Interlocked.Increment(ref n)}"));
        var evaluator = new FakeEvaluator();
        var search = new BeamSearch(new ModelEnsemble([(model, 1)]), new PromptTexts(), () => new BudgetMeter(new(), TimeProvider.System), Small with { Iterations = 50 }, () => SelectionPolicies.Create(policy));

        SearchOutcome outcome = await search.SearchAsync(Problem(evaluator, 30), TestContext.Current.CancellationToken);

        evaluator.Requests.Count.ShouldBeLessThanOrEqualTo(30);
        outcome.Best!.Result.Cycles.ShouldBeLessThan(2900);
        search.Name.ShouldBe(policy);
    }

    [Fact]
    public async Task Search_ModelDown_EndsWithTheStartAndTheReason()
    {
        var model = new ScriptedModel(_ => null);

        SearchOutcome outcome = await Beam(model).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        outcome.Best!.Id.ShouldBe(0);
        outcome.StoppedBecause.ShouldBe("model: down");
    }

    [Fact]
    public async Task Search_EqualPrompts_AreDifferentSamples()
    {
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1" : Code("class Schedule { } // wrong " + r.Ordinal));

        await Beam(model).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        model.Asked.Distinct().Count().ShouldBe(model.Asked.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("```csharp\nclass Schedule {")]
    [InlineData("```\n\u0000\u0007{\n```")]
    public async Task Search_BadReplies_CostOneCandidateEach(string reply)
    {
        var model = new ScriptedModel(r => r.User.Contains("# Menu", StringComparison.Ordinal) ? "Option: 1" : reply);

        SearchOutcome outcome = await Beam(model).SearchAsync(Problem(new FakeEvaluator()), TestContext.Current.CancellationToken);

        outcome.Best!.Id.ShouldBe(0);
        outcome.Candidates.Length.ShouldBeGreaterThan(1);
    }

    private sealed class HangingModel(Func<bool> hangs) : ILanguageModel
    {
        public string Name => "m";

        public async Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation)
        {
            if (hangs()) await Task.Delay(Timeout.Infinite, cancellation);
            return new(request.User.Contains("# Menu", StringComparison.Ordinal) ? $"Option: 1\n{request.Ordinal}" : Code($"class Schedule {{ }} // cycles {2900 - request.Ordinal}"), 1, 1);
        }
    }

    private sealed class ScriptedModel(Func<ModelRequest, string?> script) : ILanguageModel
    {
        public string Name => "scripted";

        public ConcurrentBag<ModelRequest> Asked { get; } = [];

        public Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation)
        {
            Asked.Add(request);
            return Task.FromResult(script(request) is { } text ? new ModelReply(text, 1, 1) : new ModelReply("", 0, 0, "down"));
        }
    }
}
