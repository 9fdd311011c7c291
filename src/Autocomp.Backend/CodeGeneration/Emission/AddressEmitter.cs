using System.Collections.Immutable;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits addresses. An index of a tensor is checked unless the loops' bounds prove it.</summary>
/// <param name="context">The function.</param>
/// <param name="expressions">Emits indices.</param>
internal sealed class AddressEmitter(EmissionContext context, ExpressionEmitter expressions)
{
    private readonly LLVMBuilderRef builder = context.Builder;

    /// <summary>The address of an element: one flat index, or one index a dimension, outermost first.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="indices">The indices.</param>
    public LLVMValueRef OfElement(KernelParameter tensor, ImmutableArray<Expression> indices)
    {
        LLVMValueRef flat = context.Wide(0);
        for (int d = 0; d < indices.Length; d++)
        {
            long extent = indices.Length == 1 ? tensor.Elements : tensor.Shape[d];
            LLVMValueRef index = Checked(indices[d], extent);
            flat = d == 0 ? index : builder.BuildNSWAdd(builder.BuildNSWMul(flat, context.Wide(extent)), index);
        }

        return Element(context.Argument(tensor), new DataType(tensor.Scalar), flat);
    }

    /// <summary>A pointer moved by a number of elements.</summary>
    /// <param name="offset">The expression.</param>
    public LLVMValueRef OfOffset(Expression.OffsetPointer offset)
    {
        LLVMValueRef pointer = expressions.Emit(offset.Pointer);
        return Element(pointer, new DataType(offset.Type.Scalar), expressions.EmitWide(offset.Elements));
    }

    private LLVMValueRef Checked(Expression index, long extent)
    {
        LLVMValueRef value = expressions.EmitWide(index);
        if (!new Interval(0, extent - 1).Contains(context.Ranges.Of(index)))
        {
            context.Traps.When(
                builder.BuildICmp(LLVMIntPredicate.LLVMIntUGE, value, context.Wide(extent)), KernelTraps.IndexOutOfRange);
        }

        return value;
    }

    private LLVMValueRef Element(LLVMValueRef pointer, DataType element, LLVMValueRef index) =>
        builder.BuildGEP2(context.StorageOf(element), pointer, [index], default(ReadOnlySpan<char>));
}
