namespace Autocomp.Emulator.Tests.Accelerator;

public class AcceleratorVectorTests
{
    [Theory]
    [InlineData("gemmini-int8")]
    [InlineData("gemmini-fp32")]
    public void AllVectors_OfTheReference_MatchBitForBit(string file) =>
        Run(ReferenceData.Require($"vectors/{file}.jsonl.gz"), atLeast: 820);

    [Fact]
    public void ExcerptOfVectors_InTheRepository_MatchesBitForBit() =>
        Run(Path.Combine(ReferenceData.Repository, "tests/Autocomp.Emulator.Tests/Accelerator/gemmini-excerpt.jsonl"), atLeast: 41);

    [Theory]
    [InlineData("gemmini-int8")]
    [InlineData("gemmini-fp32")]
    public void AllVectors_UnderStrict_MatchOrAreRefusedForAReason(string file)
    {
        using var suite = new VectorSuite(Policy.Strict);
        foreach (string line in ReferenceData.Lines(ReferenceData.Require($"vectors/{file}.jsonl.gz"))) suite.Run(line);
        suite.Refusals.Sum(refusal => refusal.Cases).ShouldBe(suite.Families.Sum(family => family.Cases - family.Passed));
        suite.Refusals.ShouldAllBe(refusal => refusal.Reason.Length > 8);
    }

    private static void Run(string path, int atLeast)
    {
        using var suite = new VectorSuite();
        foreach (string line in ReferenceData.Lines(path)) suite.Run(line);
        suite.Families.Select(family => family.FirstMismatch).ShouldAllBe(mismatch => mismatch == null);
        suite.Families.Sum(family => family.Passed).ShouldBeGreaterThanOrEqualTo(atLeast);
    }
}
