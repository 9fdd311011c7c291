namespace Autocomp.Emulator.Tests.Core;

public class CoreVectorTests
{
    [Fact]
    public void AllVectors_OfTheReference_MatchBitForBit() => Run(ReferenceData.Require("vectors/rv64.jsonl.gz"), atLeast: 1680);

    [Fact]
    public void ExcerptOfVectors_InTheRepository_MatchesBitForBit() =>
        Run(Path.Combine(ReferenceData.Repository, "tests/Autocomp.Emulator.Tests/Core/rv64-excerpt.jsonl"), atLeast: 25);

    private static void Run(string path, int atLeast)
    {
        using var suite = new VectorSuite();
        var failures = new List<string>();
        foreach (string line in ReferenceData.Lines(path))
        {
            if (suite.Run(line) is { } difference) failures.Add(difference);
        }

        failures.ShouldBeEmpty();
        suite.Families.Sum(family => family.Cases).ShouldBeGreaterThanOrEqualTo(atLeast);
    }
}
