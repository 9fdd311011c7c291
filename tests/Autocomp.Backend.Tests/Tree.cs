using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Tests;

/// <summary>Short names for building trees by hand.</summary>
internal static class Tree
{
    private static int nextId;

    public static DataType SByteType => new(ScalarType.Int8);

    public static DataType IntType => new(ScalarType.Int32);

    public static DataType UIntType => new(ScalarType.UInt32);

    public static DataType LongType => new(ScalarType.Int64);

    public static DataType FloatType => new(ScalarType.Float32);

    public static DataType BoolType => new(ScalarType.Boolean);

    public static DataType PointerTo(ScalarType scalar) => new(scalar, true);

    public static KernelParameter Tensor(string name, ScalarType scalar, ParameterDirection direction, params long[] shape) =>
        new(0, name, ParameterKind.Tensor, scalar, direction, [.. shape], "", false, null);

    public static KernelParameter Scalar(string name, ScalarType scalar, ValueRange? range = null) =>
        new(0, name, ParameterKind.Scalar, scalar, ParameterDirection.In, [], "", false, range);

    public static Local NewLocal(string name, DataType type) => new(Interlocked.Increment(ref nextId), name, type);

    public static Expression Constant(long value) => new Expression.Constant(IntType, value);

    public static Expression Constant(DataType type, long value) => new Expression.Constant(type, value);

    public static Expression Constant(float value) => new Expression.Constant(FloatType, BitConverter.SingleToInt32Bits(value));

    public static Expression Read(Local local) => new Expression.ReadLocal(local);

    public static Expression Read(KernelParameter parameter) =>
        new Expression.ReadParameter(parameter, new DataType(parameter.Scalar, parameter.Kind == ParameterKind.Tensor));

    public static Expression At(KernelParameter tensor, params Expression[] indices) =>
        new Expression.ReadElement(tensor, [.. indices], new DataType(tensor.Scalar));

    public static Expression Op(BinaryOperator operation, Expression left, Expression right, bool isChecked = false)
    {
        bool comparison = operation is >= BinaryOperator.Equal;
        return new Expression.Binary(operation, left, right, isChecked, comparison ? BoolType : left.Type);
    }

    public static Expression Add(Expression left, Expression right) => Op(BinaryOperator.Add, left, right);

    public static Expression Multiply(Expression left, Expression right) => Op(BinaryOperator.Multiply, left, right);

    public static Expression Convert(Expression operand, DataType type, bool isChecked = false) => new Expression.Convert(operand, isChecked, type);

    public static Expression Call(MathFunction function, DataType type, params Expression[] arguments) => new Expression.Call(function, [.. arguments], type);

    public static Statement.Block Block(params Statement[] statements) => new([.. statements]);

    public static Statement Set(Local local, Expression value) => new Statement.Assign(local, value);

    public static Statement Store(KernelParameter tensor, Expression index, Expression value) => new Statement.WriteElement(tensor, [index], value);

    public static Statement Loop(Local variable, long to, params Statement[] body) => new Statement.For(
        variable, Constant(variable.Type, 0), Constant(variable.Type, to), 1, Block(body), NewLabel(), NewLabel());

    public static Statement Command(string name, params (string Name, Expression Value)[] arguments) => new Statement.Intrinsic(
        name, [.. arguments.Select(argument => new IntrinsicArgument(argument.Name, argument.Value))], null);

    public static Label NewLabel() => new(Interlocked.Increment(ref nextId));

    public static KernelInfo Kernel(Statement.Block body, params KernelParameter[] parameters)
    {
        ImmutableArray<KernelParameter> indexed = [.. parameters.Select((parameter, index) => parameter with { Index = index })];
        return new KernelInfo("Tests.Kernel", Specialization.None, "Tests_Kernel", indexed, body, new SourceSpan("Kernels.cs", 1, 1, 1, 1));
    }

    public static ScheduleTree Schedule(KernelInfo kernel) => new(kernel, kernel.Body, "");

    public static Statement OnLine(this Statement statement, int line) => statement with { Span = new SourceSpan("", line, 1, line, 2) };
}
