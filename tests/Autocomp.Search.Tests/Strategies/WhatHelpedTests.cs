using System.Collections.Immutable;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Strategies;

public sealed class WhatHelpedTests
{
    private static readonly Candidate Start = Right(0, null, "", "", 1000, ("array busy", 900), ("fence", 100)) with { Origin = "lowered" };

    [Fact]
    public void Of_NothingTried_IsEmpty() => WhatHelped.Of([Start]).ShouldBeEmpty();

    [Fact]
    public void Of_SlowerWrongAndFaster_ListsOptionsThenFailuresLatestFirst()
    {
        string text = WhatHelped.Of(
        [
            Start,
            Right(1, 0, "loop tiling", "Option: 1\nTiles of 64.", 800, ("array busy", 700), ("fence", 100)),
            Right(2, 0, "loop tiling", "**Option: 1**\n\nTiles of 16.", 1200, ("array busy", 900), ("bank conflict", 250), ("fence", 50)),
            Wrong(3, 1, "unroll loops", "Unroll by four.", EvaluationStage.Values, "y[3] is 5, expected 7\nand more"),
        ]);

        text.ShouldBe("""
            - loop tiling: tried 2 times, faster 1 times, at best 1.25x
            - unroll loops: tried 1 times, faster 0 times

            Wrong or slower, the latest first:

            - unroll loops: 800 -> Values: y[3] is 5, expected 7. Plan: Unroll by four.
            - loop tiling: 1000 -> 1200 cycles, bank conflict +250. Plan: Tiles of 16.
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Of_PlanThatASecondChanceMended_IsNoFailure()
    {
        string text = WhatHelped.Of(
        [
            Start,
            Wrong(1, 0, "loop tiling", "Tiles of 64.", EvaluationStage.Frontend, "AC1202: no"),
            Right(2, 0, "loop tiling", "Tiles of 64.", 800),
        ]);

        text.ShouldBe("- loop tiling: tried 2 times, faster 1 times, at best 1.25x");
    }

    [Fact]
    public void Of_TwoImplementationsOfAPlan_AreOneLine() =>
        WhatHelped.Of([Start, Right(1, 0, "a", "p", 1300), Right(2, 0, "a", "p", 1100)]).Split('\n').Where(line => line.Contains("->", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBe("- a: 1000 -> 1100 cycles. Plan: p");

    [Fact]
    public void Of_BuiltInProposer_IsCountedButNotListed() =>
        WhatHelped.Of([Start, Right(1, 0, "a", "p", 1300) with { Origin = BuiltInSearch.Origin }]).ShouldBe("- a: tried 1 times, faster 0 times");

    [Fact]
    public void Of_ManyHugeFailures_StaysSmall()
    {
        List<Candidate> candidates = [Start];
        for (int id = 1; id <= 200; id++)
            candidates.Add(Wrong(id, 0, new string('o', 500) + id, new string('p', 5000) + id, EvaluationStage.Execution, new string('m', 5000)));

        string text = WhatHelped.Of(candidates);

        text.Length.ShouldBeLessThan(7000);
        text.Split('\n').Length.ShouldBeLessThan(20);
    }

    private static Candidate Right(int id, int? parent, string option, string plan, long cycles, params (string Cause, long Cycles)[] causes) =>
        new(id, parent, "model", option, plan, "", new(id, EvaluationStage.Accepted, "", Cycles: cycles, Profile: new(
            cycles, causes.ToImmutableSortedDictionary(c => c.Cause, c => c.Cycles, StringComparer.Ordinal), [], 0, 0, 0, 0, 0, 0, 0)));

    private static Candidate Wrong(int id, int? parent, string option, string plan, EvaluationStage stage, string message) =>
        new(id, parent, "model", option, plan, "", new(id, stage, message));
}
