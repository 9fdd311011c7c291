using System.Collections.Immutable;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Proposer;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

public sealed class FallibleProposerTests
{
    private static async Task<SearchOutcome> SearchAsync(Func<ISelectionPolicy> policy, ulong seed, int samples)
    {
        (var kernel, var operation) = TestKernels.Dense(96, 80, 64);
        var space = new GemmSpace(new GemmShape(kernel, (Backend.Lift.TensorOperation.MatrixProduct)operation, TargetPresets.Int8), loopCommands: false);
        // Shorter text counts as faster; broken texts are refused.
        var evaluator = new FakeEvaluator(text => text.Contains("Gemmini.Fence();", StringComparison.Ordinal) ? text.Length : null);
        var problem = new SearchProblem(kernel, operation, TargetPresets.Int8, [FallibleProposer.Start(space)], evaluator, 2 * samples, Emulator.MemoryState.Steady, seed, null);
        var options = new BeamSearchOptions { Iterations = samples, BarrenSteps = samples, Patience = 0, EnoughOfPeak = 1e9 };
        return await new ProposingSearch(policy, (_, ledger) => new FallibleProposer(ledger, space, new(), seed, samples), options)
            .SearchAsync(problem, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Search_SameSeed_GivesTheSameTreeAndOtherSeedsOthers()
    {
        SearchOutcome first = await SearchAsync(() => new BeamPolicy(), 3, 60), second = await SearchAsync(() => new BeamPolicy(), 3, 60), other = await SearchAsync(() => new BeamPolicy(), 4, 60);

        second.Candidates.Select(c => c.Text).ShouldBe(first.Candidates.Select(c => c.Text));
        other.Candidates.Select(c => c.Text).ShouldNotBe(first.Candidates.Select(c => c.Text));
    }

    [Fact]
    public async Task Search_ManySamples_FailAsOftenAsTheOptionsSay()
    {
        SearchOutcome outcome = await SearchAsync(() => new BestOfPolicy(), 1, 400);

        double wrong = outcome.Candidates.Skip(1).Count(c => c.Result.Stage != EvaluationStage.Accepted) / 400.0;
        wrong.ShouldBeInRange(0.2, 0.45);
        outcome.Candidates.Length.ShouldBe(401);
    }

    [Fact]
    public async Task RecipePolicy_Options_AreAskedForOneByOneAndThenTheOtherPolicyWorks()
    {
        var recipe = new Recipe([MenuOptions.DoubleBuffer, MenuOptions.Tiling]);

        SearchOutcome outcome = await SearchAsync(() => new RecipePolicy(recipe, new RevisionPolicy()), 2, 30);

        ImmutableArray<Candidate> made = [.. outcome.Candidates.Skip(1)];
        made.Take(2).ShouldAllBe(c => c.ParentId == 0);
        made.Length.ShouldBe(30);
        new RecipePolicy(recipe, new RevisionPolicy()).Name.ShouldBe("reuse, then revision");
    }

    [Fact]
    public void Recipe_OfACandidate_IsTheWayToIt()
    {
        EvaluationResult right = new(0, EvaluationStage.Accepted, "");
        Candidate[] candidates =
        [
            new(0, null, "lowered", "", "", "", right), new(1, 0, "x", "loop tiling", "", "", right), new(2, 0, "x", "double buffering", "", "", right), new(3, 1, "x", "software pipelining", "", "", right),
        ];

        Recipe.Of(candidates, candidates[3]).Options.ShouldBe(["loop tiling", "software pipelining"]);
    }
}
