using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Programs;

/// <summary>A program as people build it; demo.c says how.</summary>
public sealed class GccProgramTests
{
    [Theory]
    [InlineData(Policy.Strict, "gemmini-int8-16x16")]
    [InlineData(Policy.Permissive, "gemmini-int8-16x16")]
    [InlineData(Policy.Strict, "gemmini-int8-16x16-r2025")]
    public void Run_Demo_PrintsMultipliesAndExits(Policy policy, string target)
    {
        var console = new StringWriter();
        ProgramResult result = Run(new ProgramOptions { Policy = policy, Console = console }, target);
        result.Fault.ShouldBeNull();
        result.ExitCode.ShouldBe(0ul);
        result.Noticed.ShouldBeEmpty();
        result.Macs.ShouldBe(32 * 32 * 32);
        result.CycleReads.Length.ShouldBe(2);
        console.ToString().ShouldBe("product: 0 wrong, root 1414213\n");
    }

    [Fact]
    public void Run_DemoTimed_ProfilesFunctionsAndLines()
    {
        ProgramResult result = Run(new ProgramOptions { Timed = true }, "gemmini-int8-16x16");
        result.Functions[0].Name.ShouldBe("check");

        // The store that ends the program takes no time.
        result.Functions.Sum(function => function.Instructions).ShouldBe(result.Instructions - 1);
        result.Functions.Sum(function => function.Cycles).ShouldBeInRange(result.Profile!.Cycles * 99 / 100, result.Profile.Cycles);
        string[] source = File.ReadAllLines(Path.Combine(ReferenceData.Repository, "tests/Autocomp.Emulator.Tests/Programs/demo.c"));
        SourceLine slowest = result.Profile.Lines.MaxBy(line => line.Cycles)!.Line;
        slowest.File.ShouldBe("demo.c");
        source[slowest.Line - 1].ShouldContain("sum += a[i][k] * b[k][j]");
        (result.CycleReads[1] - result.CycleReads[0]).ShouldBeInRange(300ul, 3000ul);
    }

    [Fact]
    public void Run_DemoWithChangedBytes_GivesAResultOrASentence()
    {
        byte[] demo = Elf();
        for (int seed = 0; seed < 150; seed++)
        {
            byte[] damaged = new Loading.Damage(0, seed, 4).Apply([demo]);
            try
            {
                ProgramRunner.Run(damaged, TargetPresets.Int8, new ProgramOptions { MaxInstructions = 100_000, MaxMemoryBytes = 1 << 24, Timed = seed % 8 == 0 }, TestContext.Current.CancellationToken);
            }
            catch (BadImageFormatException exception)
            {
                exception.Message.Length.ShouldBeGreaterThan(20);
            }
        }
    }

    private static ProgramResult Run(ProgramOptions options, string target) =>
        ProgramRunner.Run(Elf(), TargetPresets.Find(target)!, options with { MaxInstructions = 2_000_000 }, TestContext.Current.CancellationToken);

    private static byte[] Elf() => File.ReadAllBytes(Path.Combine(ReferenceData.Repository, "tests/Autocomp.Emulator.Tests/Programs/demo.elf"));
}
