using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits C#'s <c>%</c> on floats: the exact remainder of truncated division, with the dividend's sign.</summary>
/// <remarks>
/// Subtracts the divisor times falling powers of two. Each difference is exact (both terms are within a factor of two), and so
/// is each power, hence the result. It takes as many steps as the exponents differ.
/// </remarks>
/// <param name="context">The function.</param>
/// <param name="expressions">Emits the operands.</param>
internal sealed class FloatRemainder(EmissionContext context, ExpressionEmitter expressions)
{
    private readonly LLVMBuilderRef builder = context.Builder;

    /// <summary>A remainder.</summary>
    /// <param name="binary">The expression.</param>
    public LLVMValueRef Emit(Expression.Binary binary)
    {
        LLVMTypeRef type = context.TypeOf(binary.Type);
        LLVMValueRef dividend = expressions.Emit(binary.Left), divisor = expressions.Emit(binary.Right);
        LLVMValueRef rest = context.Intrinsics.Call("llvm.fabs", type, dividend), step = context.Intrinsics.Call("llvm.fabs", type, divisor);

        LLVMBasicBlockRef defined = context.NewBlock(), large = context.NewBlock(), up = context.NewBlock(), down = context.NewBlock();
        LLVMBasicBlockRef done = context.NewBlock(), join = context.NewBlock();
        LLVMValueRef isDefined = builder.BuildAnd(
            Compare(LLVMRealPredicate.LLVMRealOLT, rest, Real(binary.Type, double.PositiveInfinity)),
            Compare(LLVMRealPredicate.LLVMRealOGT, step, Real(binary.Type, 0)));
        LLVMBasicBlockRef start = builder.InsertBlock;
        builder.BuildCondBr(isDefined, defined, join);

        builder.PositionAtEnd(defined);
        builder.BuildCondBr(Compare(LLVMRealPredicate.LLVMRealOLT, rest, step), join, large);

        builder.PositionAtEnd(large);
        context.FallInto(up);
        LLVMValueRef power = builder.BuildPhi(type);
        LLVMValueRef doubled = builder.BuildFAdd(power, power);
        power.AddIncoming([step, doubled], [large, up], 2);
        builder.BuildCondBr(Compare(LLVMRealPredicate.LLVMRealOLE, doubled, rest), up, down);

        builder.PositionAtEnd(down);
        LLVMValueRef remaining = builder.BuildPhi(type), falling = builder.BuildPhi(type);
        LLVMValueRef fits = Compare(LLVMRealPredicate.LLVMRealOGE, remaining, falling);
        LLVMValueRef next = builder.BuildSelect(fits, builder.BuildFSub(remaining, falling), remaining);
        LLVMValueRef halved = builder.BuildFMul(falling, Real(binary.Type, 0.5));
        remaining.AddIncoming([rest, next], [up, down], 2);
        falling.AddIncoming([power, halved], [up, down], 2);
        builder.BuildCondBr(Compare(LLVMRealPredicate.LLVMRealOGE, halved, step), down, done);

        builder.PositionAtEnd(done);
        LLVMValueRef signed = context.Intrinsics.Call("llvm.copysign", type, next, dividend);
        context.FallInto(join);
        LLVMValueRef result = builder.BuildPhi(type);
        result.AddIncoming([Real(binary.Type, double.NaN), dividend, signed], [start, defined, done], 3);
        return result;
    }

    private LLVMValueRef Compare(LLVMRealPredicate predicate, LLVMValueRef left, LLVMValueRef right) => builder.BuildFCmp(predicate, left, right);

    private LLVMValueRef Real(DataType type, double value) => expressions.Emit(new Expression.Constant(
        type, type.ScalarSize == 4 ? BitConverter.SingleToInt32Bits((float)value) : BitConverter.DoubleToInt64Bits(value)));
}
