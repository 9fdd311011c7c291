using System.Text.Json;
using Autocomp.Isa;
using FsCheck;
using FsCheck.Fluent;

namespace Autocomp.Emulator.Tests.Core;

/// <summary>Translated code does what the golden vectors and the interpreter do.</summary>
public sealed class TranslationTests
{
    [Fact]
    public void Vectors_TranslatedAtOnce_MatchBitForBit()
    {
        using var machine = new Machine(TargetPresets.Int8) { TranslateAfter = 0 };
        var failures = new List<string>();
        foreach (string line in ReferenceData.Lines(ReferenceData.Require("vectors/rv64.jsonl.gz")))
        {
            using JsonDocument test = JsonDocument.Parse(line);
            if (CoreVector.Run(machine, test.RootElement) is { } difference) failures.Add($"{test.RootElement.GetProperty("name")}: {difference}");
        }

        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Policy.Strict)]
    [InlineData(Policy.Permissive)]
    public void RandomPrograms_TranslatedAtOnce_EndAsInterpreted(Policy policy)
    {
        using var machine = new Machine(TargetPresets.Int8);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(250), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            byte[] code = RandomProgram.Create(seed);
            machine.TranslateAfter = int.MaxValue;
            string interpreted = RandomProgram.Run(machine, code, seed, policy);
            machine.TranslateAfter = 0;
            RandomProgram.Run(machine, code, seed, policy).ShouldBe(interpreted);
        }));
    }
}
