using Autocomp.Emulator.Tests.Accelerator;
using Autocomp.Isa;
using static Autocomp.Emulator.Tests.Assembler;

namespace Autocomp.Emulator.Tests.Faults;

/// <summary>What each kind of fault tells a user: every kind once, message for message.</summary>
public sealed class FaultMessageTests
{
    private static readonly KernelArgument.Tensor Input = new(new byte[8], TensorAccess.In);
    private static readonly KernelArgument.Tensor Output = new(new byte[8], TensorAccess.Out);

    private static readonly Dictionary<FaultKind, (Func<Fault?> Cause, string Message)> Faults = new()
    {
        [FaultKind.OutOfBounds] = (
            () => Call([Ld(T0, A0, 16), Ret], Input),
            "The core's 8-byte load at 0x90000010 is refused: 8 bytes past the end of 'argument 0' (0x90000000, 8 bytes)."),
        [FaultKind.ReadOnlyWrite] = (
            () => Call([Sd(Zero, A0, 0), Ret], Input),
            "The core's 8-byte store at 0x90000000 is refused: 'argument 0' is read-only (0x90000000, 8 bytes)."),
        [FaultKind.Misaligned] = (
            () => Call([Lw(T0, A0, 2), Ret], Input),
            "The core's 4-byte load at 0x90000002 is not aligned to 4 bytes; the core traps on it."),
        [FaultKind.IllegalInstruction] = (
            () => Call([0xffffffff]),
            "0xffffffff is no instruction of this core."),
        [FaultKind.IllegalCommand] = (
            () => Issue(bench => bench.Mvin(CommandBench.Other, 0, rows: 17)),
            "mvin 0x80010000, sp[0x0], cols=16, rows=17 at 0x1018 moves 17 rows, but 1 to 16 are possible."),
        [FaultKind.LocalAddressOutOfRange] = (
            () => Issue(bench => bench.Mvin(CommandBench.Other, 0x3ff8)),
            "mvin 0x80010000, sp[0x3ff8], cols=16, rows=16 at 0x1018 its local address covers scratchpad rows 0x3ff8 to 0x4007, but the scratchpad of gemmini-int8-16x16-r2025 has rows 0 to 0x3fff."),
        [FaultKind.PoisonRead] = (
            () => Call([Lb(T0, A0, 3), Ret], Output),
            "The core's 1-byte load at 0x90000003 reads poison: nothing has written that byte of 'argument 0' before (offset 3). Write it first."),
        [FaultKind.UnsetConfiguration] = (
            () => Issue(bench => bench.Issue("LoopWs")),
            "loop_ws at 0x1018 needs 'i', 'j' and 'k', which the kernel has not set since it began (or since the last loop, for loop fields); issue loop_ws_config_bounds before it."),
        [FaultKind.CoreRace] = (
            () => Issue(bench =>
            {
                bench.Mvin(CommandBench.Other, 0);
                bench.CoreAccess(CommandBench.Other + 1, 0, 1, write: true);
            }),
            "The core writes 1 bytes at 0x80010001 (pc 0x101c), which mvin 0x80010000, sp[0x0], cols=16, rows=16 at 0x1018 may still be reading: no fence is between them. Issue Gemmini.Fence() before the core touches the bytes."),
        [FaultKind.AcceleratorRace] = (
            () => Issue(bench =>
            {
                bench.Mvin(CommandBench.Input, 0);
                bench.Mvin(CommandBench.Other, 16);
                bench.Mvout(CommandBench.Other, 0);
            }),
            "mvout 0x80010000, sp[0x0], cols=16, rows=16 at 0x1020 writes main memory that mvin 0x80010000, sp[0x10], cols=16, rows=16 at 0x101c may still be reading: " +
            "commands are ordered by local rows only, and nothing that this one waits for waits for that one. Issue Gemmini.Fence() between them."),
        [FaultKind.ReturnWithoutFence] = (
            () => Issue(bench =>
            {
                bench.Mvin(CommandBench.Input, 0);
                bench.Machine.Faults.Report(bench.Machine.Accelerator.CheckReturn(0x2000)!);
            }),
            "The kernel returns at 0x2000 while mvin 0x80000000, sp[0x0], cols=16, rows=16 at 0x1018 may still be reading main memory. Issue Gemmini.Fence() before returning."),
        [FaultKind.RevisionDifference] = (
            () => Issue(bench => bench.Raw(7, 2, 0)),
            "flush undefined bits 0x2, 0x0 at 0x1018 means different things to libgemmini and to the RTL: operand bits outside every field have a meaning in some revisions of the RTL and none in libgemmini " +
            "(LoopMatmul.scala:1075). Leave them zero."),
        [FaultKind.KernelTrap] = (
            () => Call([Ebreak]),
            "The kernel trapped by its own check: division by zero, checked overflow or an index out of range."),
        [FaultKind.CallingConvention] = (
            () => Call([Addi(S0, S0, 1), Ret]),
            "The kernel returned with s0 changed; the calling convention wants it as found."),
        [FaultKind.StepLimit] = (
            () => Call([Jal(Zero, 0)], new KernelRunOptions { MaxInstructions = 1000 }),
            "The run took more than 1000 instructions; look for a loop that does not end."),
        [FaultKind.TimeLimit] = (
            () => Call([Jal(Zero, 0)], new KernelRunOptions { TimeLimit = TimeSpan.FromSeconds(2.5) }),
            "The run took more than 2.5 s of the host's time; look for a loop that does not end."),
        [FaultKind.CycleLimit] = (
            () => Call([Jal(Zero, 0)], new KernelRunOptions { Timed = true, MaxCycles = 1000 }),
            "The run takes more than 1000 cycles and was stopped; a faster schedule is known."),
        [FaultKind.MemoryLimit] = (
            () => Call([0x000012b7, R(0x20, 0, T0, Sp, T0), Sd(Zero, T0, 0), Ret], new KernelRunOptions { MaxMemoryBytes = 4096 }),
            "The core's 8-byte store at 0x87fff000 needs another page, and the machine may touch 4096 bytes at most."),
    };

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fault_OfEachKind_SaysWhatWhereAndWhatToDo(FaultKind kind)
    {
        (Func<Fault?> cause, string message) = Faults[kind];
        Fault fault = cause().ShouldNotBeNull();
        fault.Kind.ShouldBe(kind);
        fault.Message.ShouldBe(message);
        fault.ProgramCounter.ShouldNotBe(0ul);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TimeLimit_InsideOneEndlessCommand_EndsIt(bool timed)
    {
        // A convolution of 65,535 batches of images with 65,535 rows, which a permissive machine tries.
        using var machine = new Machine(TargetPresets.Int8, new SteppingClock());
        machine.Reset(1);
        machine.Faults.Policy = Policy.Permissive;
        machine.Memory.Map(new MemoryRegion("code", 0x8000_0000, 64, false, InitialContent.Zero));
        machine.Memory.Initialize(0x8000_0000, Bytes([.. Enumerable.Range(16, 6).Select(funct7 => Command(funct7, A0, A0)), Command(15, Zero, Zero), Fence]));
        machine.Core.Pc = 0x8000_0000;
        machine.Core.SetX(A0, ulong.MaxValue);
        RunOutcome outcome = machine.Run(new RunOptions { TimeLimit = TimeSpan.FromSeconds(20), Timed = timed }, TestContext.Current.CancellationToken);
        outcome.Fault.ShouldNotBeNull().Kind.ShouldBe(FaultKind.TimeLimit);
    }

    private static Fault? Call(uint[] code, KernelRunOptions options) => Run(code, options);

    private static Fault? Call(uint[] code, params KernelArgument[] arguments) => Run(code, new KernelRunOptions(), arguments);

    private static Fault? Run(uint[] code, KernelRunOptions options, params KernelArgument[] arguments)
    {
        using var runner = new KernelRunner(TargetPresets.Int8, new SteppingClock());
        return runner.Run(TestObject.Function("f", code), "f", arguments, options, TestContext.Current.CancellationToken).Fault;
    }

    private static Fault? Issue(Action<CommandBench> action)
    {
        using CommandBench bench = new CommandBench().Configured();
        return CommandBench.Fault(() => action(bench));
    }

    /// <summary>A second passes whenever anybody looks.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now++;
    }
}
