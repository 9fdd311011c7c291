using System.Text.Json;

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
        using Machine machine = CoreVector.NewMachine();
        int count = 0;
        var failures = new List<string>();
        foreach (string line in ReferenceData.Lines(path))
        {
            using JsonDocument test = JsonDocument.Parse(line);
            count++;
            if (CoreVector.Run(machine, test.RootElement) is { } difference) failures.Add($"{test.RootElement.GetProperty("name")}: {difference}");
        }

        failures.ShouldBeEmpty();
        count.ShouldBeGreaterThanOrEqualTo(atLeast);
    }
}
