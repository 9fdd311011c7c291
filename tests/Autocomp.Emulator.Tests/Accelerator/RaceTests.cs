using static Autocomp.Emulator.Tests.Accelerator.CommandBench;

namespace Autocomp.Emulator.Tests.Accelerator;

public class RaceTests
{
    [Fact]
    public void CoreRead_OfBytesBeingStored_NamesBoth()
    {
        using CommandBench bench = Stored();
        Fault fault = bench.Machine.Memory.Watcher!.OnCoreAccess(Output + 68, 4, write: false, 0x2000).ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.CoreRace);
        fault.Message.ShouldBe(
            "The core reads 4 bytes at 0x80020044 (pc 0x2000), which mvout 0x80020000, sp[0x0], cols=16, rows=16 at 0x101c may still be writing: " +
            "no fence is between them. Issue Gemmini.Fence() before the core touches the bytes.");
    }

    [Fact]
    public void CoreAccess_BesideTheRows_IsNoRace()
    {
        using CommandBench bench = Stored();
        IAccessWatcher watcher = bench.Machine.Memory.Watcher!;
        watcher.OnCoreAccess(Output + 16, 8, write: true, 0x2000).ShouldBeNull();
        watcher.OnCoreAccess(Input, 8, write: false, 0x2000).ShouldBeNull();
        watcher.OnCoreAccess(Input, 8, write: true, 0x2000).ShouldNotBeNull().Message.ShouldContain("may still be reading");
    }

    [Fact]
    public void CoreAccess_AfterAFence_IsNoRace()
    {
        using CommandBench bench = Stored();
        bench.Machine.Accelerator.Fence();
        bench.Machine.Memory.Watcher!.OnCoreAccess(Output, 4, write: true, 0x2000).ShouldBeNull();
    }

    [Fact]
    public void Mvin_OfBytesBeingStored_IsARace()
    {
        using CommandBench bench = Stored();
        Fault fault = Fault(() => bench.Mvin(Output, 64));
        fault.Kind.ShouldBe(FaultKind.AcceleratorRace);
        fault.Message.ShouldBe(
            "mvin 0x80020000, sp[0x40], cols=16, rows=16 at 0x1020 reads main memory that mvout 0x80020000, sp[0x0], cols=16, rows=16 at 0x101c may still be writing: " +
            "commands are ordered by local rows only. Issue Gemmini.Fence() between them.");
    }

    [Fact]
    public void Mvout_OverBytesBeingStored_IsARace()
    {
        using CommandBench bench = Stored();
        Fault(() => bench.Mvout(Output + 64, 0)).Message.ShouldContain("nothing orders two mvouts to the same bytes");
    }

    [Fact]
    public void Mvout_OverBytesThatAnotherTileLoads_IsARace()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Mvin(Other, 16);
        Fault fault = Fault(() => bench.Mvout(Other, 0));
        fault.Kind.ShouldBe(FaultKind.AcceleratorRace);
        fault.Message.ShouldContain("may still be reading");
    }

    [Fact]
    public void Mvout_OfTheRowsThatTheMvinLoaded_IsOrdered()
    {
        using CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Other, 0);
        bench.Mvout(Other, 0);
    }

    [Fact]
    public void Mvout_OfWhatWasComputedFromTheLoadedRows_IsOrdered()
    {
        using CommandBench bench = Computed(load: 0);
        bench.Mvout(Other, Acc);
    }

    [Fact]
    public void Mvout_AfterALaterCompute_IsOrderedBehindTheLoadsOfEarlierOnes()
    {
        using CommandBench bench = Computed(load: 0);
        bench.Preload(CommandBench.Garbage, Acc | 16);
        bench.Compute(16, preloaded: false);
        bench.Mvout(Other, Acc | 16);
    }

    [Fact]
    public void Mvout_OfAComputeThatUsedOtherRows_IsARace()
    {
        using CommandBench bench = Computed(load: 64);
        Fault(() => bench.Mvout(Other, Acc)).Message.ShouldContain("nothing that this one waits for waits for that one");
    }

    [Fact]
    public void Mvout_OfALoopOverItsOwnOperands_IsOrderedOnlyBehindEarlierLoops()
    {
        using CommandBench bench = new CommandBench().Configured();
        Loop(bench, a: Other, c: 0);
        Loop(bench, a: Input, c: Other);
        bench.Machine.Accelerator.Fence();
        Fault(() => Loop(bench, a: Other, c: Other)).Kind.ShouldBe(FaultKind.AcceleratorRace);
    }

    [Fact]
    public void Rows_ThatInterleaveWithoutSharingBytes_AreNoRace()
    {
        using CommandBench bench = Stored();
        bench.Mvout(Output + 16, 0);
    }

    [Fact]
    public void Return_WithoutFence_NamesTheStore()
    {
        using CommandBench bench = Stored();
        Fault fault = bench.Machine.Accelerator.CheckReturn(0x3000).ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.ReturnWithoutFence);
        fault.Message.ShouldBe(
            "The kernel returns at 0x3000 while mvout 0x80020000, sp[0x0], cols=16, rows=16 at 0x101c may still be writing main memory. " +
            "Issue Gemmini.Fence() before returning.");
        bench.Machine.Accelerator.Fence();
        bench.Machine.Accelerator.CheckReturn(0x3000).ShouldBeNull();
    }

    private static CommandBench Stored()
    {
        CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Mvout(Output, 0);
        return bench;
    }

    /// <summary>Other goes to some rows; a product of rows 0 and 16 goes to the accumulator.</summary>
    private static CommandBench Computed(uint load)
    {
        CommandBench bench = new CommandBench().Configured();
        bench.Mvin(Input, 0);
        bench.Mvin(Input, 16);
        bench.Machine.Accelerator.Fence();
        bench.Mvin(Other, load);
        bench.Preload(0, Acc);
        bench.Compute(16);
        return bench;
    }

    private static void Loop(CommandBench bench, ulong a, ulong c)
    {
        bench.Issue("LoopWsConfigBounds", ("i", 1), ("j", 1), ("k", 1));
        bench.Issue("LoopWsConfigAddressesAB", ("a", a), ("b", Input));
        bench.Issue("LoopWsConfigAddressesDC", ("d", 0), ("c", c));
        bench.Issue("LoopWsConfigStridesAB", ("aStride", 64), ("bStride", 64));
        bench.Issue("LoopWsConfigStridesDC", ("dStride", 64), ("cStride", 64));
        bench.Issue("LoopWs");
    }
}
