using Autocomp.Emulator.Timing;

namespace Autocomp.Emulator.Tests.Timing;

public class AttributionTests
{
    [Fact]
    public void Causes_OfAProduct_SumToTheCyclesOfTheRun()
    {
        var profile = Product().Run();
        profile.Causes.Values.Sum().ShouldBe(profile.Cycles);
        profile.LineCauses.Sum(c => c.Cycles).ShouldBe(profile.Cycles);
    }

    [Fact]
    public void LineCauses_ByCause_SumToTheCauses()
    {
        var profile = Product().Run();
        foreach (var (cause, cycles) in profile.Causes)
        {
            profile.LineCauses.Where(c => c.Cause == cause).Sum(c => c.Cycles).ShouldBe(cycles, cause);
        }
    }

    [Fact]
    public void LineCauses_ComputeBehindALoad_BlamesTheLoad()
    {
        var profile = Product().Run();
        var waits = profile.LineCauses.Where(c => c.Cause == CycleCause.WaitingForLoads.Label()).ToList();
        waits.ShouldNotBeEmpty();
        waits.ShouldAllBe(c => c.Line!.Value.Line == 4 || c.Line!.Value.Line == 5);
        waits.Sum(c => c.Cycles).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void LineCauses_ArrayBusy_IsOnTheCompute()
    {
        var busy = Product().Run().LineCauses.Single(c => c.Cause == CycleCause.ArrayBusy.Label());
        (busy.Line!.Value.Line, busy.Cycles).ShouldBe((7, 16));
    }

    [Fact]
    public void LineCauses_PreloadWithoutComputeBesideIt_IsNamed()
    {
        var alone = Product().Run().LineCauses.Single(c => c.Cause == CycleCause.PreloadAlone.Label());
        (alone.Line!.Value.Line, alone.Cycles).ShouldBe((6, 16));
    }

    [Fact]
    public void LineCauses_FenceBehindAStore_IsOnTheFence()
    {
        var profile = Product().Run();
        profile.LineCauses.Single(c => c.Cause == CycleCause.Fence.Label()).Line!.Value.Line.ShouldBe(9);
    }

    [Fact]
    public void LineCauses_ConfigurationBetweenComputes_IsADrain()
    {
        var profile = new CommandScript().Configure().Mvin(0).Mvin(4096)
            .Multiply(0, 4096, CommandScript.Accumulator)
            .Add(0, 0x3f80_0000_0001_0004, 0x1_0000_0000_0000)
            .Multiply(0, 4096, CommandScript.Accumulator).Fence().Run();
        var drain = profile.LineCauses.Where(c => c.Cause == CycleCause.ConfigurationDrain.Label() && c.Line!.Value.Line == 8).ToList();
        drain.Sum(c => c.Cycles).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void LineCauses_OperandsInOneBank_AreConflictsOrLongerBusy()
    {
        var apart = Chain(4096).Run();
        var together = Chain(64).Run();
        together.Cycles.ShouldBeGreaterThan(apart.Cycles + 50);
        together.Causes.Values.Sum().ShouldBe(together.Cycles);
    }

    [Fact]
    public void BankConflicts_OperandsInOneBank_NameBothLines()
    {
        var profile = Chain(64).Run();
        var conflicts = profile.Causes[CycleCause.BankConflict.Label()];
        profile.BankConflicts.Sum(c => c.Cycles).ShouldBe(conflicts);
        profile.BankConflicts.ShouldContain(c => c.Line!.Value.Line == 7 && c.Other.Line == 8);
        Chain(4096).Run().BankConflicts.ShouldBeEmpty();
    }

    [Fact]
    public void BankConflicts_LoadIntoTheBankOfAnOperand_NameTheLoad()
    {
        var script = new CommandScript().Configure().Mvin(0).Mvin(4096);
        for (var i = 0; i < 8; i++)
        {
            script.Multiply(0, 4096, CommandScript.Accumulator);
        }

        script.Mvin(1024).Mvin(2048);
        for (var i = 0; i < 8; i++)
        {
            script.Multiply(0, 4096, CommandScript.Accumulator);
        }

        var profile = script.Fence().Run();
        profile.BankConflicts.ShouldNotBeEmpty();
        profile.BankConflicts.ShouldAllBe(c => c.Other.Line == 22 || c.Other.Line == 23);
    }

    [Fact]
    public void LineCauses_Times_CountStretches()
    {
        var profile = Chain(4096).Run();
        profile.LineCauses.Where(c => c.Cause == CycleCause.PreloadAlone.Label()).Sum(c => c.Times).ShouldBe(1);
        profile.LineCauses.ShouldAllBe(c => c.Times >= 1 && c.Times <= c.Cycles);
    }

    [Fact]
    public void BusyArray_StartBetweenAndEnd_AreTheWholeRun()
    {
        var profile = Product().Run();
        profile.BeforeFirstCompute.ShouldBeGreaterThan(40);
        profile.AfterLastCompute.ShouldBeGreaterThan(40);
        (profile.BeforeFirstCompute + 16 + profile.AfterLastCompute).ShouldBe(profile.Cycles);
        var loads = new CommandScript().Configure().Mvin(0).Fence().Run();
        (loads.BeforeFirstCompute, loads.AfterLastCompute).ShouldBe((loads.Cycles, 0));
    }

    [Fact]
    public void LineCauses_LoopCommand_StandsForItsUnrolledCommands()
    {
        const ulong A = 0x8001_0000, B = 0x8002_0000, C = 0x8003_0000;
        var profile = new CommandScript().Configure()
            .Add(9, 0, (4UL << 32) | (4UL << 16) | 4).Add(10, A, B).Add(11, 0, C).Add(12, 64, 64).Add(13, 64, 64).Add(8, 0, 0)
            .Fence().Run();
        var loop = profile.LineCauses.Where(c => c.Line?.Line == 9).ToList();
        loop.Where(c => c.Cause == CycleCause.ArrayBusy.Label()).Sum(c => c.Cycles).ShouldBe(64 * 16);
        loop.ShouldContain(c => c.Cause == CycleCause.WaitingForLoads.Label());
    }

    [Fact]
    public void Causes_OfTheExcerptsTraces_SumToTheirCycles()
    {
        foreach (var line in AccuracySuite.Excerpt())
        {
            using var document = System.Text.Json.JsonDocument.Parse(line);
            if (!document.RootElement.TryGetProperty("trace", out _))
            {
                continue;
            }

            var trace = TraceReader.Read(document.RootElement);
            CycleCauses? causes = null;
            var player = new TracePlayer(Isa.TargetPresets.Int8)
            {
                Starting = machine => machine.CyclesPassed = (causes = new CycleCauses(machine)).Pass,
            };
            player.Play(trace.Records, trace.Runs[0].Latency, trace.Runs[0].Gap);
            causes!.ToDictionary().Values.Sum().ShouldBe(player.Accelerator!.Now, trace.Id);
            causes.ByLine(_ => null).Sum(cause => cause.Cycles).ShouldBe(player.Accelerator.Now, trace.Id);
        }
    }

    private static CommandScript Product() => new CommandScript().Configure().Mvin(0).Mvin(4096)
        .Multiply(0, 4096, CommandScript.Accumulator).Mvout(CommandScript.Accumulator).Fence();

    private static CommandScript Chain(uint weights)
    {
        var script = new CommandScript().Configure().Mvin(0).Mvin(weights);
        for (var i = 0; i < 8; i++)
        {
            script.Multiply(0, weights, CommandScript.Accumulator);
        }

        return script.Fence();
    }
}
