using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits unary and binary operators on operands that are there.</summary>
/// <param name="context">The function.</param>
internal sealed class ArithmeticEmitter(EmissionContext context)
{
    private readonly LLVMBuilderRef builder = context.Builder;

    /// <summary>A unary operator.</summary>
    /// <param name="unary">The expression.</param>
    /// <param name="operand">Its operand.</param>
    public LLVMValueRef Unary(Expression.Unary unary, LLVMValueRef operand) => unary.Operator switch
    {
        UnaryOperator.Negate when unary.Type.IsFloat => builder.BuildFNeg(operand),
        UnaryOperator.Negate => Integer(
            BinaryOperator.Subtract, unary, unary.IsChecked, context.Constant(unary.Type, 0), operand),
        UnaryOperator.Complement => builder.BuildXor(operand, context.Constant(unary.Type, -1)),
        _ => builder.BuildXor(operand, context.Constant(unary.Type, 1)),
    };

    /// <summary>A binary operator that evaluates both operands.</summary>
    /// <param name="binary">The expression.</param>
    /// <param name="left">Left operand.</param>
    /// <param name="right">Right operand; a shift count is 32 bits wide.</param>
    public LLVMValueRef Binary(Expression.Binary binary, LLVMValueRef left, LLVMValueRef right)
    {
        DataType type = binary.Left.Type;
        if (binary.Operator is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual)
        {
            return type.IsFloat
                ? builder.BuildFCmp(FloatPredicate(binary.Operator), left, right)
                : builder.BuildICmp(IntegerPredicate(binary.Operator, type.IsSigned && !type.IsPointer), left, right);
        }

        return binary.Operator switch
        {
            BinaryOperator.And => builder.BuildAnd(left, right),
            BinaryOperator.Or => builder.BuildOr(left, right),
            BinaryOperator.ExclusiveOr => builder.BuildXor(left, right),
            BinaryOperator.ShiftLeft => builder.BuildShl(left, ShiftCount(type, binary.Right.Type, right)),
            BinaryOperator.ShiftRight when type.IsSigned => builder.BuildAShr(left, ShiftCount(type, binary.Right.Type, right)),
            BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => builder.BuildLShr(left, ShiftCount(type, binary.Right.Type, right)),
            BinaryOperator.Divide or BinaryOperator.Remainder when !type.IsFloat => Divide(binary, left, right),
            _ when type.IsFloat => Float(binary.Operator, left, right),
            _ => Integer(binary.Operator, binary, binary.IsChecked, left, right),
        };
    }

    private static LLVMRealPredicate FloatPredicate(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Equal => LLVMRealPredicate.LLVMRealOEQ,
        BinaryOperator.NotEqual => LLVMRealPredicate.LLVMRealUNE,
        BinaryOperator.Less => LLVMRealPredicate.LLVMRealOLT,
        BinaryOperator.LessOrEqual => LLVMRealPredicate.LLVMRealOLE,
        BinaryOperator.Greater => LLVMRealPredicate.LLVMRealOGT,
        _ => LLVMRealPredicate.LLVMRealOGE,
    };

    private static LLVMIntPredicate IntegerPredicate(BinaryOperator operation, bool signed) => operation switch
    {
        BinaryOperator.Equal => LLVMIntPredicate.LLVMIntEQ,
        BinaryOperator.NotEqual => LLVMIntPredicate.LLVMIntNE,
        BinaryOperator.Less => signed ? LLVMIntPredicate.LLVMIntSLT : LLVMIntPredicate.LLVMIntULT,
        BinaryOperator.LessOrEqual => signed ? LLVMIntPredicate.LLVMIntSLE : LLVMIntPredicate.LLVMIntULE,
        BinaryOperator.Greater => signed ? LLVMIntPredicate.LLVMIntSGT : LLVMIntPredicate.LLVMIntUGT,
        _ => signed ? LLVMIntPredicate.LLVMIntSGE : LLVMIntPredicate.LLVMIntUGE,
    };

    private LLVMValueRef Float(BinaryOperator operation, LLVMValueRef left, LLVMValueRef right) => operation switch
    {
        BinaryOperator.Add => builder.BuildFAdd(left, right),
        BinaryOperator.Subtract => builder.BuildFSub(left, right),
        BinaryOperator.Multiply => builder.BuildFMul(left, right),
        _ => builder.BuildFDiv(left, right),
    };

    /// <summary>Addition, subtraction or multiplication; wraps, or traps when checked.</summary>
    private LLVMValueRef Integer(BinaryOperator operation, Expression expression, bool isChecked, LLVMValueRef left, LLVMValueRef right)
    {
        bool safe = context.Ranges.StaysInType(expression);
        if (isChecked && !safe)
        {
            string name = (expression.Type.IsSigned ? "llvm.s" : "llvm.u") + operation switch
            {
                BinaryOperator.Add => "add.with.overflow",
                BinaryOperator.Subtract => "sub.with.overflow",
                _ => "mul.with.overflow",
            };
            LLVMValueRef pair = context.Intrinsics.Call(name, context.TypeOf(expression.Type), left, right);
            context.Traps.When(builder.BuildExtractValue(pair, 1), KernelTraps.Overflow);
            return builder.BuildExtractValue(pair, 0);
        }

        bool signed = safe && expression.Type.IsSigned;
        return operation switch
        {
            BinaryOperator.Add => signed ? builder.BuildNSWAdd(left, right) : builder.BuildAdd(left, right),
            BinaryOperator.Subtract => signed ? builder.BuildNSWSub(left, right) : builder.BuildSub(left, right),
            _ => signed ? builder.BuildNSWMul(left, right) : builder.BuildMul(left, right),
        };
    }

    /// <summary>Division and remainder: zero divisors trap, and so does the one signed quotient that does not fit.</summary>
    private LLVMValueRef Divide(Expression.Binary binary, LLVMValueRef left, LLVMValueRef right)
    {
        DataType type = binary.Left.Type;
        Interval dividend = context.Ranges.Of(binary.Left), divisor = context.Ranges.Of(binary.Right);
        if (divisor.Low <= 0 && divisor.High >= 0)
        {
            context.Traps.When(builder.BuildICmp(LLVMIntPredicate.LLVMIntEQ, right, context.Constant(type, 0)), KernelTraps.DivisionByZero);
        }

        Int128 lowest = Interval.Of(type).Low;
        if (type.IsSigned && divisor.Low <= -1 && divisor.High >= -1 && dividend.Low == lowest)
        {
            context.Traps.When(
                builder.BuildAnd(
                    builder.BuildICmp(LLVMIntPredicate.LLVMIntEQ, left, context.Constant(type, (long)lowest)),
                    builder.BuildICmp(LLVMIntPredicate.LLVMIntEQ, right, context.Constant(type, -1))),
                KernelTraps.Overflow);
        }

        bool divide = binary.Operator == BinaryOperator.Divide;
        return type.IsSigned
            ? divide ? builder.BuildSDiv(left, right) : builder.BuildSRem(left, right)
            : divide ? builder.BuildUDiv(left, right) : builder.BuildURem(left, right);
    }

    /// <summary>C# uses the low five bits of a count for 32-bit values and the low six for 64-bit ones.</summary>
    private LLVMValueRef ShiftCount(DataType type, DataType countType, LLVMValueRef count)
    {
        LLVMValueRef sized = countType.ScalarSize == type.ScalarSize
            ? count
            : countType.ScalarSize < type.ScalarSize
                ? builder.BuildZExt(count, context.TypeOf(type))
                : builder.BuildTrunc(count, context.TypeOf(type));
        return builder.BuildAnd(sized, context.Constant(type, type.ScalarSize == 8 ? 63 : 31));
    }
}
