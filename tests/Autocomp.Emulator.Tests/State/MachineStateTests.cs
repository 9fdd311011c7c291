using Autocomp.Emulator.Tests.Accelerator;
using Autocomp.Emulator.Tests.Accelerator.Reference;
using Autocomp.Isa;
using static Autocomp.Emulator.Tests.Assembler;

namespace Autocomp.Emulator.Tests.State;

/// <summary>A machine that goes on from a saved state does what the first one would have done.</summary>
public sealed class MachineStateTests
{
    private const ulong Code = 0x9000_0000;

    // Loads a row, multiplies it and stores it, fences, counts in x5 and x6, and reads counters.
    private static readonly uint[] Program =
    [
        Addi(T0, T0, 1), Command(Funct7.Mvin, A0, A1), Command(Funct7.Preload, A2, A3), Command(Funct7.ComputePreloaded, A2, 14), Command(Funct7.Mvout, 15, A3),
        Addi(T1, Zero, 7), Addi(T1, T1, 1), Fence, 0xc0002073 | (uint)T1 << 7, Sd(T1, 16, 0), Addi(16, 16, 8), Jal(Zero, -44),
    ];

    [Theory]
    [InlineData(Policy.Strict)]
    [InlineData(Policy.Permissive)]
    public void Run_HalfSavedAndLoaded_EndsAsTheStraightRun(Policy policy)
    {
        using CommandBench straight = Prepared(policy);
        Run(straight, 431);
        foreach (int half in (int[])[1, 7, 100, 213, 431])
        {
            using CommandBench begun = Prepared(policy);
            using var second = new Machine(TargetPresets.Int8R2025);
            Run(begun, half);
            second.Load(new MemoryStream(Saved(begun.Machine)));
            second.Run(new RunOptions { MaxInstructions = 431 - half }, TestContext.Current.CancellationToken);
            ShouldBeSame(second, straight.Machine, $"after {half}");
        }
    }

    [Fact]
    public void RandomCommands_SavedAndLoadedInBetween_GiveTheSameStateAndFault()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var program = new RandomProgram(seed);
            using CommandBench straight = new(RandomProgram.Base, program.Memory);
            using CommandBench moved = new(RandomProgram.Base, program.Memory);
            Fault? expected = Machine.Judge(() => program.Issue(straight));
            Fault? found = Machine.Judge(() => program.Issue(moved, each: () => moved.Machine.Load(new MemoryStream(Saved(moved.Machine)))));
            found.ShouldBe(expected, $"seed {seed}");
            ShouldBeSame(moved.Machine, straight.Machine, $"seed {seed}");
        }
    }

    [Fact]
    public void Save_OfEqualStates_GivesEqualBytesHoweverTheyCameAbout()
    {
        using CommandBench a = Prepared(Policy.Strict);
        using CommandBench b = Prepared(Policy.Strict);

        // Pages that were looked at and other work before do not show.
        b.Machine.Memory.Inspect(CommandBench.Output, new byte[0x4000]);
        b.Machine.Memory.Inspect(CommandBench.Input + 0x1000, new byte[64]);
        ShouldBeSame(b.Machine, a.Machine, "after looks");
        Saved(a.Machine).Length.ShouldBeLessThan(40_000);
    }

    [Fact]
    public void Load_AfterATimedRun_LetsTheCycleCounterGoOn()
    {
        using CommandBench bench = Prepared(Policy.Permissive);
        ulong last = 0;
        var options = new RunOptions { Timed = true, MaxInstructions = 200, CycleRead = value => last = value };
        bench.Machine.Run(options, TestContext.Current.CancellationToken);
        ulong before = last;
        using var second = new Machine(TargetPresets.Int8R2025);
        second.Load(new MemoryStream(Saved(bench.Machine)));
        ShouldBeSame(second, bench.Machine, "after a timed run");
        second.Run(options, TestContext.Current.CancellationToken);
        last.ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Load_OfDamagedStates_SaysWhatIsWrongAndLeavesTheMachine()
    {
        using CommandBench bench = Prepared(Policy.Strict);
        byte[] state = Saved(bench.Machine);
        Refusal(bench, [1, 2, 3]).ShouldBe("This is no saved machine state.");
        Refusal(bench, state[..40]).ShouldBe("The saved machine state is cut short: its header is incomplete.");
        Refusal(bench, state[..^1]).ShouldBe($"The saved machine state is cut short: {state.Length - 61} of {state.Length - 60} bytes are there.");
        Refusal(bench, Changed(state, 200)).ShouldBe("The saved machine state is damaged: its hash differs. Save it again.");
        Refusal(bench, Changed(state, 16)).ShouldBe("The machine state was saved in version 254; this emulator reads version 1. Run the program from its start again.");
        for (int i = 0; i < state.Length; i += 37) Refusal(bench, Changed(state, i)).ShouldNotBeEmpty();
        Saved(bench.Machine).SequenceEqual(state).ShouldBeTrue();
    }

    [Fact]
    public void Load_OfAnotherTargetsState_NamesBoth()
    {
        using CommandBench bench = Prepared(Policy.Strict);
        using var other = new Machine(TargetPresets.Int8);
        Should.Throw<InvalidDataException>(() => other.Load(new MemoryStream(Saved(bench.Machine))))
            .Message.ShouldBe("The machine state was saved on another target than gemmini-int8-16x16, or on other parameters of it; load it on the same.");
    }

    private static CommandBench Prepared(Policy policy)
    {
        CommandBench bench = new CommandBench(policy: policy).Configured();
        byte[] code = Bytes(Program);
        Memory memory = bench.Machine.Memory;
        memory.Map(new MemoryRegion("code", Code, (ulong)code.Length, false, InitialContent.Zero));
        memory.Initialize(Code, code);
        byte[] values = new byte[0x1000];
        new Random(1).NextBytes(values);
        memory.Initialize(CommandBench.Input, values);
        CoreState core = bench.Machine.Core;
        core.Pc = Code;
        core.SetX(A0, CommandBench.Input);
        core.SetX(A1, 16UL << 48 | 16UL << 32);
        core.SetX(A2, 16UL << 48 | 16UL << 32);
        core.SetX(A3, 16UL << 48 | 16UL << 32 | CommandBench.Acc);
        core.SetX(14, 16UL << 48 | 16UL << 32 | uint.MaxValue);
        core.SetX(15, CommandBench.Output);
        core.SetX(16, CommandBench.Other);
        return bench;
    }

    private static void Run(CommandBench bench, int instructions) =>
        bench.Machine.Run(new RunOptions { MaxInstructions = instructions }, TestContext.Current.CancellationToken);

    private static byte[] Saved(Machine machine)
    {
        using var stream = new MemoryStream();
        machine.Save(stream);
        return stream.ToArray();
    }

    private static void ShouldBeSame(Machine machine, Machine expected, string when)
    {
        // Behind the header, where the hash differs first.
        const int Header = 60;
        byte[] found = Saved(machine)[Header..];
        byte[] wanted = Saved(expected)[Header..];
        int at = found.AsSpan().CommonPrefixLength(wanted);
        (at == found.Length && at == wanted.Length).ShouldBeTrue($"{when}: states of {found.Length} and {wanted.Length} bytes differ at {at}");
    }

    private static byte[] Changed(byte[] state, int index)
    {
        byte[] changed = [.. state];
        changed[index] ^= 0xff;
        return changed;
    }

    private static string Refusal(CommandBench bench, byte[] state) =>
        Should.Throw<InvalidDataException>(() => bench.Machine.Load(new MemoryStream(state))).Message;
}
