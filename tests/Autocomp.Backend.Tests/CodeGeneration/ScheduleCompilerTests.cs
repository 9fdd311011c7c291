using System.Text;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using static Autocomp.Backend.Tests.Tree;

namespace Autocomp.Backend.Tests.CodeGeneration;

public class ScheduleCompilerTests
{
    private static readonly KernelParameter X = Tensor("x", ScalarType.Int8, ParameterDirection.In, 16, 64);
    private static readonly KernelParameter Y = Tensor("y", ScalarType.Int8, ParameterDirection.Out, 16, 64);

    [Fact]
    public void Compile_Twice_GivesTheSameBytes()
    {
        ScheduleTree schedule = Moving();
        Compiled(schedule).Elf.ShouldBe(Compiled(schedule).Elf);
    }

    [Fact]
    public async Task Compile_OnManyThreads_GivesTheSameBytes()
    {
        ScheduleTree schedule = Moving();
        CompiledSchedule[] all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Compiled(schedule))));
        foreach (CompiledSchedule one in all)
        {
            one.Elf.ShouldBe(all[0].Elf);
        }
    }

    [Fact]
    public void Object_HoldsTheGivenPathAndNoOther()
    {
        string text = Encoding.Latin1.GetString(Compiled(Moving()).Elf.AsSpan());
        text.ShouldContain("autocomp/moving.schedule.cs");
        text.ShouldNotContain(Environment.CurrentDirectory);
        text.ShouldNotContain("/tmp");
        text.ShouldNotContain("/home");
    }

    [Fact]
    public void Object_OfCopyAndFillLoops_CallsNothing()
    {
        Local i = NewLocal("i", IntType), j = NewLocal("j", IntType);
        ScheduleTree schedule = Schedule(Kernel(
            Block(
                Loop(i, 1024, Store(Y, Read(i), At(X, Read(i)))),
                Loop(j, 1024, Store(Y, Read(j), Constant(SByteType, 0)))),
            X, Y));
        ObjectSymbols.Undefined([.. Compiled(schedule).Elf]).ShouldBeEmpty();
    }

    [Fact]
    public void Commands_AreEncodedAsTheTableSays()
    {
        string ir = ScheduleCompiler.PrintIr(Moving(), TargetPresets.Int8, optimize: true);
        EncodedCommand expected = CommandEncoder.Encode(
            CommandTable.FindIntrinsic("ConfigLd", RtlRevision.Rtl2023)!, new Dictionary<string, ulong> { ["state"] = 0, ["stride"] = 64 }, 16);
        ir.ShouldContain($"\".insn r CUSTOM_3, 0x3, 0, x0, $0, $1 # config_ld\", \"r,r,~{{memory}}\"(i64 {(long)expected.Rs1}, i64 {(long)expected.Rs2})");
        ir.ShouldContain("\"fence iorw, iorw\", \"~{memory}\"()");
    }

    [Fact]
    public void Operands_ComputedInLoops_NeedNoExtension()
    {
        // Row and column offsets of a tile: the loop body is commands and additions, no shift pairs that extend 32 bits.
        string listing = Compiled(Moving()).Assembly;
        listing.ShouldNotContain("sext.w");
        listing.ShouldNotContain("srli");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 8)]
    public void Loop_OfFewCommands_IsUnrolledUnlessItIsWrittenWithDo(bool isDo, int commands)
    {
        Local i = NewLocal("i", IntType);
        Statement move = Command("Mvin", ("source", new Expression.OffsetPointer(Read(X), Convert(Multiply(Read(i), Constant(64)), LongType))), ("local", Convert(Read(i), UIntType)), ("cols", Constant(16)), ("rows", Constant(1)));
        Statement loop = isDo
            ? Block(Set(i, Constant(0)), new Statement.While(Op(BinaryOperator.Less, Read(i), Constant(8)), Block(move, Set(i, Add(Read(i), Constant(1)))), true, NewLabel(), NewLabel()))
            : Loop(i, 8, move);

        Compiled(Schedule(Kernel(Block(loop), X, Y))).Assembly.Split("# mvin\n").Length.ShouldBe(commands + 1);
    }

    [Fact]
    public void Listing_ShowsSourceLinesAndCommandNames()
    {
        string listing = Compiled(Moving() with { Text = "first\nsecond\nGemmini.ConfigEx(…);\n" }).Assembly;
        listing.ShouldContain("# 3: Gemmini.ConfigEx(…);");
        listing.ShouldContain("# mvin");
        listing.ShouldNotContain(".debug_");
    }

    [Fact]
    public void LineTable_NamesTheLineOfAFault()
    {
        Local i = NewLocal("i", IntType);
        ScheduleTree schedule = Schedule(Kernel(
            Block(
                Store(Y, Constant(0), Constant(SByteType, 1)).OnLine(7),
                Loop(i, 1025, Store(Y, Read(i), Constant(SByteType, 1)).OnLine(9)).OnLine(8)),
            X, Y));
        Fault fault = Run(schedule).Fault.ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.KernelTrap);
        fault.Message.ShouldContain("index out of range");
        fault.Line.ShouldBe(new SourceLine("autocomp/moving.schedule.cs", 9));
    }

    [Fact]
    public void Trap_Statement_CarriesItsReason() =>
        Run(Schedule(Kernel(Block(new Statement.Trap("no arm of the switch matches")), X, Y))).Fault.ShouldNotBeNull().Message.ShouldContain("no arm of the switch matches");

    [Theory]
    [InlineData("Teleport", "line 4: Gemmini.Teleport is no command of target gemmini-int8-16x16.")]
    [InlineData("Mvin", "line 4: Gemmini.Mvin needs 'source'.")]
    public void Intrinsic_ThatIsWrong_IsAnErrorWithItsLine(string name, string message) =>
        ScheduleCompiler.Compile(Schedule(Kernel(Block(Command(name).OnLine(4)), X, Y)), TargetPresets.Int8, new CompileOptions()).Error.ShouldBe(message);

    [Fact]
    public void Intrinsic_ParameterOfAnotherRevision_MustKeepItsDefault()
    {
        ScheduleTree With(long id) => Schedule(Kernel(Block(Command("LoopWs", ("aSpadId", Constant(id))).OnLine(2)), X, Y));
        ScheduleCompiler.Compile(With(0), TargetPresets.Int8, new CompileOptions()).Error.ShouldBeNull();
        ScheduleCompiler.Compile(With(1), TargetPresets.Int8R2025, new CompileOptions()).Error.ShouldBeNull();
        ScheduleCompiler.Compile(With(1), TargetPresets.Int8, new CompileOptions()).Error
            .ShouldBe("line 2: 'aSpadId' of Gemmini.LoopWs does not exist on target gemmini-int8-16x16; leave it out.");
    }

    [Fact]
    public void Schedule_BeyondTheLimits_IsAnError()
    {
        CompileOptions small = new() { MaxNodes = 10 };
        ScheduleCompiler.Compile(Moving(), TargetPresets.Int8, small).Error.ShouldBe("The schedule has more than 10 operations; use loops instead of repeating code.");
        CompileOptions tiny = new() { MaxObjectBytes = 100 };
        ScheduleCompiler.Compile(Moving(), TargetPresets.Int8, tiny).Error.ShouldNotBeNull().ShouldContain("more than the limit of 100");
    }

    private static ScheduleTree Moving()
    {
        Local i = NewLocal("i", IntType);
        Expression offset = Convert(Multiply(Read(i), Constant(16)), LongType);
        Expression local = Op(BinaryOperator.Or, Constant(UIntType, 0x80000000), Convert(Multiply(Read(i), Constant(16)), UIntType));
        return Schedule(Kernel(
            Block(
                Command("ConfigEx", ("dataflow", Constant(1))).OnLine(3),
                Command("ConfigLd", ("state", Constant(0)), ("stride", Constant(LongType, 64))).OnLine(4),
                Loop(i, 40,
                    Command("Mvin", ("source", new Expression.OffsetPointer(Read(X), offset)), ("local", local), ("cols", Constant(16)), ("rows", Constant(16))).OnLine(6)).OnLine(5),
                Command("Fence").OnLine(8)),
            X, Y));
    }

    private static CompiledSchedule Compiled(ScheduleTree schedule)
    {
        CompileResult result = ScheduleCompiler.Compile(
            schedule, TargetPresets.Int8, new CompileOptions { SourcePath = "autocomp/moving.schedule.cs", Listing = true });
        result.Error.ShouldBeNull();
        return result.Schedule!;
    }

    private static KernelRunResult Run(ScheduleTree schedule)
    {
        using KernelRunner runner = new(TargetPresets.Int8);
        KernelArgument[] arguments = [new KernelArgument.Tensor(new byte[1024], TensorAccess.In), new KernelArgument.Tensor(new byte[1024], TensorAccess.Out)];
        return runner.Run(Compiled(schedule).Elf.AsMemory(), schedule.Kernel.Symbol, arguments, new KernelRunOptions());
    }
}
