using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits the functions that a kernel may call, each as instructions: there is no C library on the machine.</summary>
/// <param name="context">The function.</param>
internal sealed class MathEmitter(EmissionContext context)
{
    private readonly LLVMBuilderRef builder = context.Builder;

    /// <summary>A call.</summary>
    /// <param name="call">The expression.</param>
    /// <param name="values">Its arguments.</param>
    public LLVMValueRef Call(Expression.Call call, LLVMValueRef[] values)
    {
        DataType type = call.Arguments[0].Type;
        return call.Function switch
        {
            MathFunction.Abs => type.IsFloat ? Simple("llvm.fabs", values) : Absolute(call, values[0]),
            MathFunction.Min => Simple(type.IsFloat ? "llvm.minimum" : type.IsSigned ? "llvm.smin" : "llvm.umin", values),
            MathFunction.Max => Simple(type.IsFloat ? "llvm.maximum" : type.IsSigned ? "llvm.smax" : "llvm.umax", values),
            MathFunction.Clamp => Clamp(call, values),
            MathFunction.Sqrt => Simple("llvm.sqrt", values),
            MathFunction.Floor => Simple("llvm.floor", values),
            MathFunction.Ceiling => Simple("llvm.ceil", values),
            MathFunction.Truncate => Simple("llvm.trunc", values),
            MathFunction.RoundToEven => Simple("llvm.roundeven", values),
            MathFunction.FusedMultiplyAdd => Simple("llvm.fma", values),
            MathFunction.CopySign => Simple("llvm.copysign", values),
            MathFunction.PopCount => ToInt32(Simple("llvm.ctpop", values), type),
            MathFunction.LeadingZeroCount => ToInt32(Count("llvm.ctlz", values[0]), type),
            MathFunction.TrailingZeroCount => ToInt32(Count("llvm.cttz", values[0]), type),
            MathFunction.RotateLeft => Rotate("llvm.fshl", call, values),
            MathFunction.RotateRight => Rotate("llvm.fshr", call, values),
            MathFunction.ScaleToInt8 => ScaleToInt8(values),
            MathFunction.SaturateToInt8 => SaturateToInt8(values[0]),
            MathFunction.RoundingShiftRight => RoundingShiftRight(values[0], values[1]),
            _ => throw new InvalidOperationException($"Unknown function {call.Function}."),
        };
    }

    private LLVMValueRef Simple(string name, LLVMValueRef[] values) => context.Intrinsics.Call(name, values[0].TypeOf, values);

    private LLVMValueRef Absolute(Expression.Call call, LLVMValueRef value)
    {
        Int128 lowest = Interval.Of(call.Type).Low;
        if (context.Ranges.Of(call.Arguments[0]).Low == lowest)
        {
            context.Traps.When(
                builder.BuildICmp(LLVMIntPredicate.LLVMIntEQ, value, context.Constant(call.Type, (long)lowest)), KernelTraps.Overflow);
        }

        return context.Intrinsics.Call("llvm.abs", value.TypeOf, value, LLVMValueRef.CreateConstInt(context.Boolean, 0));
    }

    private LLVMValueRef Clamp(Expression.Call call, LLVMValueRef[] values)
    {
        DataType type = call.Type;
        LLVMValueRef value = values[0], low = values[1], high = values[2];
        if (type.IsFloat)
        {
            if (!AreOrderedConstants(call))
            {
                context.Traps.When(builder.BuildFCmp(LLVMRealPredicate.LLVMRealOGT, low, high), KernelTraps.ClampBounds);
            }

            LLVMValueRef below = builder.BuildFCmp(LLVMRealPredicate.LLVMRealOLT, value, low);
            LLVMValueRef above = builder.BuildFCmp(LLVMRealPredicate.LLVMRealOGT, value, high);
            return builder.BuildSelect(below, low, builder.BuildSelect(above, high, value));
        }

        if (context.Ranges.Of(call.Arguments[1]).High > context.Ranges.Of(call.Arguments[2]).Low)
        {
            LLVMIntPredicate greater = type.IsSigned ? LLVMIntPredicate.LLVMIntSGT : LLVMIntPredicate.LLVMIntUGT;
            context.Traps.When(builder.BuildICmp(greater, low, high), KernelTraps.ClampBounds);
        }

        string max = type.IsSigned ? "llvm.smax" : "llvm.umax", min = type.IsSigned ? "llvm.smin" : "llvm.umin";
        return context.Intrinsics.Call(min, value.TypeOf, context.Intrinsics.Call(max, value.TypeOf, value, low), high);
    }

    private static bool AreOrderedConstants(Expression.Call call) =>
        call.Arguments[1] is Expression.Constant low && call.Arguments[2] is Expression.Constant high && !(Value(low) > Value(high));

    private static double Value(Expression.Constant constant) => constant.Type.ScalarSize == 4
        ? BitConverter.Int32BitsToSingle((int)constant.Bits)
        : BitConverter.Int64BitsToDouble(constant.Bits);

    private LLVMValueRef Count(string name, LLVMValueRef value) =>
        context.Intrinsics.Call(name, value.TypeOf, value, LLVMValueRef.CreateConstInt(context.Boolean, 0));

    private LLVMValueRef ToInt32(LLVMValueRef count, DataType type)
    {
        LLVMTypeRef result = context.TypeOf(new DataType(ScalarType.Int32));
        return type.ScalarSize == 8 ? builder.BuildTrunc(count, result) : type.ScalarSize == 4 ? count : builder.BuildZExt(count, result);
    }

    /// <summary>Funnel shifts take the count modulo the width, as C# masks it.</summary>
    private LLVMValueRef Rotate(string name, Expression.Call call, LLVMValueRef[] values)
    {
        LLVMValueRef count = call.Type.ScalarSize == 8 ? builder.BuildZExt(values[1], context.Int64) : values[1];
        return context.Intrinsics.Call(name, values[0].TypeOf, values[0], values[0], count);
    }

    private LLVMValueRef ScaleToInt8(LLVMValueRef[] values)
    {
        LLVMTypeRef real = values[1].TypeOf;
        LLVMValueRef scaled = builder.BuildFMul(builder.BuildSIToFP(values[0], real), values[1]);
        LLVMValueRef rounded = context.Intrinsics.Call("llvm.roundeven", real, scaled);
        LLVMTypeRef integer = context.TypeOf(new DataType(ScalarType.Int32));
        return SaturateToInt8(context.Intrinsics.Call("llvm.fptosi.sat", [integer, real], [rounded]));
    }

    private LLVMValueRef SaturateToInt8(LLVMValueRef value)
    {
        LLVMValueRef low = context.Constant(new DataType(ScalarType.Int32), sbyte.MinValue);
        LLVMValueRef high = context.Constant(new DataType(ScalarType.Int32), sbyte.MaxValue);
        LLVMValueRef clamped = context.Intrinsics.Call("llvm.smin", value.TypeOf, context.Intrinsics.Call("llvm.smax", value.TypeOf, value, low), high);
        return builder.BuildTrunc(clamped, context.TypeOf(new DataType(ScalarType.Int8)));
    }

    /// <summary>Rounds up when what is cut off is more than half, or half and the quotient odd.</summary>
    private LLVMValueRef RoundingShiftRight(LLVMValueRef value, LLVMValueRef shift)
    {
        LLVMTypeRef integer = value.TypeOf;
        LLVMValueRef one = LLVMValueRef.CreateConstInt(integer, 1), zero = LLVMValueRef.CreateConstNull(integer);
        LLVMValueRef count = builder.BuildAnd(shift, LLVMValueRef.CreateConstInt(integer, 31));
        LLVMValueRef quotient = builder.BuildAShr(value, count);
        LLVMValueRef unit = builder.BuildShl(one, count);
        LLVMValueRef rest = builder.BuildAnd(value, builder.BuildSub(unit, one));
        LLVMValueRef half = builder.BuildLShr(unit, one);
        LLVMValueRef above = builder.BuildICmp(LLVMIntPredicate.LLVMIntUGT, rest, half);
        LLVMValueRef tie = builder.BuildAnd(
            builder.BuildICmp(LLVMIntPredicate.LLVMIntEQ, rest, half),
            builder.BuildICmp(LLVMIntPredicate.LLVMIntNE, builder.BuildAnd(quotient, one), zero));
        LLVMValueRef up = builder.BuildAnd(builder.BuildOr(above, tie), builder.BuildICmp(LLVMIntPredicate.LLVMIntNE, count, zero));
        return builder.BuildAdd(quotient, builder.BuildZExt(up, integer));
    }
}
