using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits conversions as C# on .NET 9 and later does them.</summary>
/// <param name="context">The function.</param>
internal sealed class ConversionEmitter(EmissionContext context)
{
    private readonly LLVMBuilderRef builder = context.Builder;

    /// <summary>A conversion.</summary>
    /// <param name="convert">The expression.</param>
    /// <param name="value">Its operand.</param>
    public LLVMValueRef Convert(Expression.Convert convert, LLVMValueRef value)
    {
        DataType from = convert.Operand.Type, to = convert.Type;
        LLVMTypeRef type = context.TypeOf(to);
        return (from.IsPointer, to.IsPointer) switch
        {
            (true, true) => value,
            (true, false) => Resize(builder.BuildPtrToInt(value, context.Int64), new DataType(ScalarType.UInt64), to),
            (false, true) => builder.BuildIntToPtr(Resize(value, from, new DataType(ScalarType.UInt64)), type),
            _ => (from.IsFloat, to.IsFloat) switch
            {
                (true, true) => from.ScalarSize == to.ScalarSize ? value : from.ScalarSize < to.ScalarSize ? builder.BuildFPExt(value, type) : builder.BuildFPTrunc(value, type),
                (false, true) => from.IsSigned ? builder.BuildSIToFP(value, type) : builder.BuildUIToFP(value, type),
                (true, false) => convert.IsChecked ? Checked(value, from, to) : Saturated(value, to),
                _ => Integer(convert, value),
            },
        };
    }

    private LLVMValueRef Integer(Expression.Convert convert, LLVMValueRef value)
    {
        DataType from = convert.Operand.Type, to = convert.Type;
        if (to.Scalar == ScalarType.Boolean)
        {
            return builder.BuildICmp(LLVMIntPredicate.LLVMIntNE, value, LLVMValueRef.CreateConstNull(context.TypeOf(from)));
        }

        if (convert.IsChecked && !context.Ranges.StaysInType(convert))
        {
            Interval source = context.Ranges.Of(convert.Operand), range = Interval.Of(to);
            if (source.Low < range.Low)
            {
                context.Traps.When(Compare(from, BinaryOperator.Less, value, range.Low), KernelTraps.Overflow);
            }

            if (source.High > range.High)
            {
                context.Traps.When(Compare(from, BinaryOperator.Greater, value, range.High), KernelTraps.Overflow);
            }
        }

        return Resize(value, from, to);
    }

    private LLVMValueRef Compare(DataType type, BinaryOperator operation, LLVMValueRef value, Int128 bound)
    {
        LLVMIntPredicate predicate = operation == BinaryOperator.Less
            ? type.IsSigned ? LLVMIntPredicate.LLVMIntSLT : LLVMIntPredicate.LLVMIntULT
            : type.IsSigned ? LLVMIntPredicate.LLVMIntSGT : LLVMIntPredicate.LLVMIntUGT;
        return builder.BuildICmp(predicate, value, context.Constant(type, (long)bound));
    }

    private LLVMValueRef Resize(LLVMValueRef value, DataType from, DataType to)
    {
        LLVMTypeRef type = context.TypeOf(to);
        if (from.Scalar == ScalarType.Boolean)
        {
            return to.Scalar == ScalarType.Boolean ? value : builder.BuildZExt(value, type);
        }

        return from.ScalarSize == to.ScalarSize
            ? value
            : from.ScalarSize > to.ScalarSize
                ? builder.BuildTrunc(value, type)
                : from.IsSigned ? builder.BuildSExt(value, type) : builder.BuildZExt(value, type);
    }

    /// <summary>Unchecked float to integer: saturates and NaN gives 0; types below 32 bits take the low bits of the 32-bit result.</summary>
    private LLVMValueRef Saturated(LLVMValueRef value, DataType to)
    {
        DataType wide = to.ScalarSize < 4 ? new DataType(ScalarType.Int32) : to;
        LLVMValueRef integer = context.Intrinsics.Call(
            wide.IsSigned ? "llvm.fptosi.sat" : "llvm.fptoui.sat", [context.TypeOf(wide), value.TypeOf], [value]);
        return Resize(integer, wide, to);
    }

    /// <summary>Checked float to integer: traps unless the truncated value fits, so also for NaN.</summary>
    private LLVMValueRef Checked(LLVMValueRef value, DataType from, DataType to)
    {
        DataType real = new(ScalarType.Float64);
        LLVMValueRef exact = from.ScalarSize == 8 ? value : builder.BuildFPExt(value, context.TypeOf(real));
        Interval range = Interval.Of(to);

        // The bound below -2^63 is no double; there the smallest value itself is allowed instead.
        bool lowIsExact = to.Scalar == ScalarType.Int64;
        LLVMValueRef low = Real((double)(lowIsExact ? range.Low : range.Low - 1)), high = Real((double)(range.High + 1));
        LLVMValueRef fits = builder.BuildAnd(
            builder.BuildFCmp(lowIsExact ? LLVMRealPredicate.LLVMRealOGE : LLVMRealPredicate.LLVMRealOGT, exact, low),
            builder.BuildFCmp(LLVMRealPredicate.LLVMRealOLT, exact, high));
        context.Traps.When(builder.BuildXor(fits, LLVMValueRef.CreateConstInt(context.Boolean, 1)), KernelTraps.Overflow);
        return Saturated(value, to);

        LLVMValueRef Real(double bound) => builder.BuildBitCast(
            context.Wide(BitConverter.DoubleToInt64Bits(bound)), context.TypeOf(real));
    }
}
