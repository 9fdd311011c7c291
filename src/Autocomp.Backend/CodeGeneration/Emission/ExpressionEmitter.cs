using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits expressions with C#'s exact semantics.</summary>
internal sealed class ExpressionEmitter
{
    private readonly EmissionContext context;
    private readonly LLVMBuilderRef builder;
    private readonly ArithmeticEmitter arithmetic;
    private readonly ConversionEmitter conversions;
    private readonly MathEmitter math;

    public ExpressionEmitter(EmissionContext context)
    {
        this.context = context;
        builder = context.Builder;
        arithmetic = new(context);
        conversions = new(context);
        math = new(context);
        Addresses = new(context, this);
    }

    /// <summary>Addresses of tensor elements and pointers.</summary>
    public AddressEmitter Addresses { get; }

    /// <summary>Emits a value of the expression's own type.</summary>
    /// <param name="expression">The expression.</param>
    public LLVMValueRef Emit(Expression expression) => expression switch
    {
        Expression.Constant constant => Constant(constant),
        Expression.ReadLocal read => ReadLocal(read.Local),
        Expression.ReadParameter read => context.Argument(read.Parameter),
        Expression.ReadElement read => Load(Addresses.OfElement(read.Parameter, read.Indices), read.Type),
        Expression.ReadPointer read => Load(Emit(read.Pointer), read.Type),
        Expression.OffsetPointer offset => Addresses.OfOffset(offset),
        Expression.Unary unary => arithmetic.Unary(unary, Emit(unary.Operand)),
        Expression.Binary { Operator: BinaryOperator.ConditionalAnd or BinaryOperator.ConditionalOr } binary => ShortCircuit(binary),
        Expression.Binary { Operator: BinaryOperator.Remainder, Type.IsFloat: true } binary => Remainder(binary),
        Expression.Binary binary => arithmetic.Binary(binary, Emit(binary.Left), Emit(binary.Right)),
        Expression.Convert convert => Convert(convert),
        Expression.Conditional conditional => Conditional(conditional),
        Expression.Call call => math.Call(call, [.. call.Arguments.Select(Emit)]),
        Expression.BitCast cast => builder.BuildBitCast(Emit(cast.Operand), context.TypeOf(cast.Type)),
        _ => throw new InvalidOperationException($"Unknown expression {expression.GetType().Name}."),
    };

    /// <summary>Emits the value of an integer expression as 64 bits, sign- or zero-extended by its type.</summary>
    /// <remarks>
    /// Computed in 64 bits where no intermediate result can leave its type: then no extension is needed, and the
    /// optimiser sees loop variables through the arithmetic.
    /// </remarks>
    /// <param name="expression">The expression.</param>
    public LLVMValueRef EmitWide(Expression expression)
    {
        if (expression.Type.ScalarSize == 8)
        {
            return Emit(expression);
        }

        switch (expression)
        {
            case Expression.Constant constant:
                return context.Wide(constant.Bits);
            case Expression.ReadLocal read when context.IsWide(read.Local):
                return builder.BuildLoad2(context.Int64, context.SlotOf(read.Local));
            case Expression.Convert convert when IsInteger(convert.Operand.Type) && context.Ranges.StaysInType(convert):
                return EmitWide(convert.Operand);
            case Expression.Binary binary when IsInteger(binary.Left.Type) && WideOperation(binary) is { } operation:
                return operation(EmitWide(binary.Left), EmitWide(binary.Right));
            default:
                LLVMValueRef narrow = Emit(expression);
                return expression.Type.IsSigned
                    ? builder.BuildSExt(narrow, context.Int64)
                    : builder.BuildZExt(narrow, context.Int64);
        }
    }

    /// <summary>Emits the value that a local's slot holds.</summary>
    /// <param name="local">The local that is assigned.</param>
    /// <param name="value">The value.</param>
    public LLVMValueRef EmitFor(Local local, Expression value)
    {
        if (context.IsWide(local))
        {
            return EmitWide(value);
        }

        return Stored(Emit(value), value.Type);
    }

    /// <summary>The form that a value has in memory.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Its type.</param>
    public LLVMValueRef Stored(LLVMValueRef value, DataType type) =>
        type is { Scalar: ScalarType.Boolean, IsPointer: false } ? builder.BuildZExt(value, context.StorageOf(type)) : value;

    private static bool IsInteger(DataType type) => type is { IsPointer: false, IsFloat: false, Scalar: not ScalarType.Boolean };

    private LLVMValueRef Constant(Expression.Constant constant)
    {
        if (constant.Type.IsPointer)
        {
            return constant.Bits == 0
                ? LLVMValueRef.CreateConstNull(context.TypeOf(constant.Type))
                : builder.BuildIntToPtr(context.Wide(constant.Bits), context.TypeOf(constant.Type));
        }

        if (!constant.Type.IsFloat)
        {
            return context.Constant(constant.Type, constant.Bits);
        }

        ulong bits = constant.Type.ScalarSize == 4 ? (uint)constant.Bits : (ulong)constant.Bits;
        return builder.BuildBitCast(LLVMValueRef.CreateConstInt(context.IntegerOf(constant.Type), bits), context.TypeOf(constant.Type));
    }

    private LLVMValueRef ReadLocal(Local local)
    {
        LLVMValueRef slot = context.SlotOf(local);
        if (local.StackElements > 0)
        {
            return slot;
        }

        return context.IsWide(local)
            ? builder.BuildTrunc(builder.BuildLoad2(context.Int64, slot), context.TypeOf(local.Type))
            : Load(slot, local.Type);
    }

    private LLVMValueRef Load(LLVMValueRef address, DataType type)
    {
        LLVMValueRef stored = builder.BuildLoad2(context.StorageOf(type), address);
        return type is { Scalar: ScalarType.Boolean, IsPointer: false }
            ? builder.BuildICmp(LLVMIntPredicate.LLVMIntNE, stored, LLVMValueRef.CreateConstNull(context.StorageOf(type)))
            : stored;
    }

    private LLVMValueRef Convert(Expression.Convert convert) =>
        convert.Type is { IsPointer: false, ScalarSize: 8 } && IsInteger(convert.Operand.Type) && IsInteger(convert.Type) && context.Ranges.StaysInType(convert)
            ? EmitWide(convert.Operand)
            : conversions.Convert(convert, Emit(convert.Operand));

    /// <summary>The 64-bit operation that gives the extended result of a narrower one, if no result can leave its type.</summary>
    private Func<LLVMValueRef, LLVMValueRef, LLVMValueRef>? WideOperation(Expression.Binary binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add when context.Ranges.StaysInType(binary):
                return (left, right) => builder.BuildNSWAdd(left, right);
            case BinaryOperator.Subtract when context.Ranges.StaysInType(binary):
                return (left, right) => builder.BuildNSWSub(left, right);
            case BinaryOperator.Multiply when context.Ranges.StaysInType(binary):
                return (left, right) => builder.BuildNSWMul(left, right);
            case BinaryOperator.And:
                return (left, right) => builder.BuildAnd(left, right);
            case BinaryOperator.Or:
                return (left, right) => builder.BuildOr(left, right);
            case BinaryOperator.ExclusiveOr:
                return (left, right) => builder.BuildXor(left, right);
            case BinaryOperator.ShiftLeft when context.Ranges.StaysInType(binary):
                return (left, right) => builder.BuildShl(left, right);
            default:
                return null;
        }
    }

    private LLVMValueRef ShortCircuit(Expression.Binary binary)
    {
        bool and = binary.Operator == BinaryOperator.ConditionalAnd;
        LLVMValueRef left = Emit(binary.Left);
        LLVMBasicBlockRef first = builder.InsertBlock, second = context.NewBlock(), join = context.NewBlock();
        builder.BuildCondBr(left, and ? second : join, and ? join : second);
        builder.PositionAtEnd(second);
        LLVMValueRef right = Emit(binary.Right);
        LLVMBasicBlockRef end = builder.InsertBlock;
        context.FallInto(join);
        return Phi(context.Boolean, (context.Constant(binary.Type, and ? 0 : 1), first), (right, end));
    }

    private LLVMValueRef Conditional(Expression.Conditional conditional)
    {
        LLVMBasicBlockRef whenTrue = context.NewBlock(), whenFalse = context.NewBlock(), join = context.NewBlock();
        builder.BuildCondBr(Emit(conditional.Condition), whenTrue, whenFalse);
        builder.PositionAtEnd(whenTrue);
        LLVMValueRef first = Emit(conditional.WhenTrue);
        LLVMBasicBlockRef firstEnd = builder.InsertBlock;
        builder.BuildBr(join);
        builder.PositionAtEnd(whenFalse);
        LLVMValueRef second = Emit(conditional.WhenFalse);
        LLVMBasicBlockRef secondEnd = builder.InsertBlock;
        context.FallInto(join);
        return Phi(context.TypeOf(conditional.Type), (first, firstEnd), (second, secondEnd));
    }

    private LLVMValueRef Phi(LLVMTypeRef type, (LLVMValueRef Value, LLVMBasicBlockRef Block) first, (LLVMValueRef Value, LLVMBasicBlockRef Block) second)
    {
        LLVMValueRef phi = builder.BuildPhi(type);
        phi.AddIncoming([first.Value, second.Value], [first.Block, second.Block], 2);
        return phi;
    }

    private LLVMValueRef Remainder(Expression.Binary binary) => new FloatRemainder(context, this).Emit(binary);
}
