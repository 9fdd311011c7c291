namespace Autocomp.Emulator.Tests.Accelerator;

public class CounterTests
{
    [Fact]
    public void Counter_RisesFreezesAndClears()
    {
        using CommandBench bench = new(policy: Policy.Permissive);
        bench.Issue("Flush");
        bench.Issue("Counter", ("configure", 1), ("eventCode", 5));
        Read(bench).ShouldBe(0UL);
        bench.Configured();
        bench.Mvin(CommandBench.Input, 0);
        ulong before = Read(bench);
        before.ShouldBeGreaterThan(0UL);
        bench.Issue("Counter", ("takeSnapshot", 1));
        ulong frozen = Read(bench);
        Read(bench).ShouldBe(frozen);
        bench.Issue("Counter", ("snapshotReset", 1));
        Read(bench).ShouldBeGreaterThan(frozen + 10);
        bench.Issue("Counter", ("reset", 1));
        Read(bench).ShouldBe(0UL);
    }

    private static ulong Read(CommandBench bench) => bench.Issue("Counter");
}
