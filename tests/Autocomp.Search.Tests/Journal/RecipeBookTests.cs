using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Journal;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Journal;

public sealed class RecipeBookTests
{
    [Fact]
    public void Find_SimilarKernelOfOtherSizes_GivesTheWayToItsWinner()
    {
        using TestFolder folder = new();
        RecipeBook book = new(folder.Path);
        book.Save(Problem("A", 64), "a", Outcome(500, "openai:m"), IsModel);
        book.Save(Problem("B", 32), "b", Outcome(900, "openai:m", "double buffering"), IsModel);

        book.Find(Problem("C", 96), "c")!.Options.ShouldBe(["loop tiling", "hoist"]);
        book.Find(Problem("A", 64), "a")!.Options.ShouldBe(["double buffering", "hoist"]);
    }

    [Fact]
    public void Find_OtherEpilogueOrTargetOrOperation_GivesNothing()
    {
        using TestFolder folder = new();
        RecipeBook book = new(folder.Path);
        book.Save(Problem("A", 64), "a", Outcome(500, "openai:m"), IsModel);

        SearchProblem other = Problem("C", 96);
        TensorOperation.MatrixProduct product = (TensorOperation.MatrixProduct)other.Operation!;
        book.Find(other with { Operation = product with { Epilogue = product.Epilogue with { Relu = true } } }, "c").ShouldBeNull();
        book.Find(other with { Operation = product with { Bias = null } }, "c").ShouldBeNull();
        book.Find(other with { Target = TargetPresets.Int8 with { Name = "mine" } }, "c").ShouldBeNull();
        book.Find(other with { Operation = null }, "c").ShouldBeNull();
    }

    [Fact]
    public void Save_WinnerOfTheBuiltInSearch_IsNoRecipeForAModel()
    {
        using TestFolder folder = new();
        RecipeBook book = new(folder.Path);
        book.Save(Problem("A", 64), "a", Outcome(500, "builtin"), IsModel);

        book.Find(Problem("C", 96), "c").ShouldBeNull();
    }

    [Fact]
    public async Task Find_DamagedFile_IsPassedOver()
    {
        using TestFolder folder = new();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "a.json"), "{", TestContext.Current.CancellationToken);

        new RecipeBook(folder.Path).Find(Problem("C", 96), "c").ShouldBeNull();
    }

    [Fact]
    public void Journal_RecipeOfAnEarlierRun_StaysWhateverIsLearntSince()
    {
        using TestFolder folder = new();
        folder.Journal().Recipe.ShouldBeNull();
        SearchJournal journal = folder.Journal();
        journal.AddRecipe(new([]));
        journal.AddRecipe(new(["loop tiling"]));

        folder.Journal().Recipe!.Options.ShouldBeEmpty();
    }

    private static bool IsModel(string origin) => origin.Contains(':', StringComparison.Ordinal);

    private static SearchProblem Problem(string name, int size)
    {
        (var kernel, var operation) = TestKernels.Dense(size, size, size);
        return new(kernel with { Symbol = name }, operation, TargetPresets.Int8, ["class Schedule { }"], new FakeEvaluator(), 10, Emulator.MemoryState.Steady, 1, null);
    }

    private static SearchOutcome Outcome(long cycles, string origin, string first = "loop tiling")
    {
        EvaluationResult Right(int id, long c) => new(id, EvaluationStage.Accepted, "", Cycles: c);
        ImmutableArray<Candidate> candidates =
        [
            new(0, null, "lowered", "", "", "a", Right(0, 1000)),
            new(1, 0, origin, first, "", "b", Right(1, 950)),
            new(2, 1, origin, "hoist", "", "c", Right(2, cycles)),
        ];
        return new(candidates[2], candidates, 3, "budget");
    }
}
