using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Verification;

public sealed class ObliviousnessCheckTests
{
    private static readonly DataType s_int = new(ScalarType.Int32);
    private static readonly DataType s_bytes = new(ScalarType.Int8, IsPointer: true);
    private static readonly KernelInfo s_kernel = TestKernels.Dense(16, 16, 16).Kernel;
    private static readonly Expression s_x = new Expression.ReadParameter(s_kernel.Parameters[0], s_bytes);
    private static readonly Expression s_scale = new Expression.ReadParameter(s_kernel.Parameters[7], new(ScalarType.Float32));
    private static readonly Local s_i = new(1, "i", s_int);
    private static readonly Local s_t = new(2, "t", s_int);
    private static readonly Expression s_data = new Expression.Convert(new Expression.ReadPointer(s_x, new(ScalarType.Int8)), false, s_int);
    private static readonly Statement s_nothing = new Statement.Block([]);

    [Fact]
    public void Check_TilesAddressedByLoopVariables_Pass()
    {
        Expression address = new Expression.OffsetPointer(s_x, new Expression.Convert(new Expression.ReadLocal(s_i), false, new(ScalarType.Int64)));
        Check(new Statement.For(s_i, Int(0), Int(16), 1, Mvin(address, Int(3)), new(1), new(2))).ShouldBeNull();
    }

    [Fact]
    public void Check_ScalarAsScale_PassesAndAsColumnCount_Fails()
    {
        Check(Intrinsic("ConfigLd", ("state", Int(0)), ("stride", Int(16)), ("scale", s_scale))).ShouldBeNull();
        Check(Mvin(s_x, new Expression.Convert(s_scale, false, s_int))).ShouldNotBeNull().ShouldContain("a runtime scalar is operand 'cols' of Gemmini.Mvin");
    }

    [Fact]
    public void Check_DataAsScale_Fails() =>
        Check(Intrinsic("ConfigLd", ("scale", new Expression.Convert(s_data, false, new(ScalarType.Float32)))))
            .ShouldNotBeNull().ShouldContain("a value loaded from memory is operand 'scale' of Gemmini.ConfigLd");

    [Fact]
    public void Check_BranchOnDataThroughALocal_FailsEvenWhenAssignedLater()
    {
        var use = new Statement.If(Equal(new Expression.ReadLocal(s_t), Int(0)), Mvin(s_x, Int(1)), null) { Span = new("s.cs", 12, 1, 12, 9) };
        var loop = new Statement.For(s_i, Int(0), Int(2), 1, Block(use, new Statement.Assign(s_t, s_data)), new(1), new(2));
        Check(loop).ShouldNotBeNull().ShouldStartWith("line 12: a value loaded from memory decides a branch");
    }

    [Fact]
    public void Check_BranchOnAddress_Fails()
    {
        var number = new Expression.Convert(s_x, false, new(ScalarType.Int64));
        var condition = Equal(new Expression.Binary(BinaryOperator.And, number, new Expression.Constant(number.Type, 64), false, number.Type), new Expression.Constant(number.Type, 0));
        Check(new Statement.If(condition, s_nothing, null)).ShouldNotBeNull().ShouldContain("the value of an address decides a branch");
    }

    [Fact]
    public void Check_ComparisonOfPointers_Fails() =>
        Check(new Statement.While(Equal(s_x, s_x), s_nothing, false, new(1), new(2))).ShouldNotBeNull().ShouldContain("the value of an address decides how often");

    [Fact]
    public void Check_AddressFromData_Fails()
    {
        Expression gathered = new Expression.OffsetPointer(s_x, new Expression.Convert(s_data, false, new(ScalarType.Int64)));
        Check(Mvin(gathered, Int(1))).ShouldNotBeNull().ShouldContain("operand 'source'");
        Check(new Statement.WritePointer(gathered, Int(1))).ShouldNotBeNull().ShouldContain("part of an address");
        Check(new Statement.Assign(s_t, new Expression.ReadPointer(gathered, s_int))).ShouldNotBeNull().ShouldContain("part of an address");
    }

    [Fact]
    public void Check_LoopBoundFromData_Fails() =>
        Check(new Statement.For(s_i, Int(0), s_data, 1, s_nothing, new(1), new(2))).ShouldNotBeNull().ShouldContain("loop bound");

    [Fact]
    public void Check_ResultOfACommand_MayNotDecide()
    {
        var read = new Statement.Intrinsic("CounterAccess", [], s_t);
        Check(Block(read, new Statement.If(Equal(new Expression.ReadLocal(s_t), Int(0)), s_nothing, null))).ShouldNotBeNull().ShouldContain("the result of a command");
    }

    [Fact]
    public void Check_DataInValues_PassesUnlessItCanTrapOrBranch()
    {
        Check(Store(new Expression.Call(MathFunction.Max, [s_data, Int(0)], s_int))).ShouldBeNull();
        Check(Store(new Expression.Binary(BinaryOperator.Divide, s_data, Int(3), false, s_int))).ShouldBeNull();
        Check(Store(new Expression.Conditional(Equal(s_data, Int(0)), Int(1), Int(2), s_int))).ShouldNotBeNull().ShouldContain("?:");
        Check(Store(new Expression.Binary(BinaryOperator.Divide, Int(3), s_data, false, s_int))).ShouldNotBeNull().ShouldContain("trap");
        Check(Store(new Expression.Binary(BinaryOperator.Add, s_data, s_data, true, s_int))).ShouldNotBeNull().ShouldContain("trap");
        Check(Store(new Expression.Call(MathFunction.Abs, [s_data], s_int))).ShouldNotBeNull().ShouldContain("trap");
        Check(Store(new Expression.Binary(
            BinaryOperator.ConditionalAnd, Equal(s_data, Int(0)), Equal(s_data, Int(1)), false, new(ScalarType.Boolean)))).ShouldNotBeNull();
    }

    [Fact]
    public void Check_AddressStoredAsValue_Fails() =>
        Check(Store(new Expression.Convert(s_x, false, s_int))).ShouldNotBeNull().ShouldContain("the value of an address is stored");

    private static string? Check(Statement statement) =>
        ObliviousnessCheck.Check(new ScheduleTree(s_kernel, new Statement.Block([statement]), ""), RtlRevision.Rtl2023);

    private static Statement.Block Block(params ImmutableArray<Statement> statements) => new(statements);

    private static Expression.Constant Int(long value) => new(s_int, value);

    private static Expression.Binary Equal(Expression left, Expression right) => new(BinaryOperator.Equal, left, right, false, new(ScalarType.Boolean));

    private static Statement.WritePointer Store(Expression value) => new(s_x, value);

    private static Statement.Intrinsic Mvin(Expression source, Expression cols) =>
        Intrinsic("Mvin", ("source", source), ("local", Int(0)), ("cols", cols), ("rows", Int(1)));

    private static Statement.Intrinsic Intrinsic(string name, params (string Name, Expression Value)[] arguments) =>
        new(name, [.. arguments.Select(a => new IntrinsicArgument(a.Name, a.Value))], null);
}
