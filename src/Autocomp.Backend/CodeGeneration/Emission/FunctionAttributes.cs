using System.Text;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>What LLVM is told about a kernel's function and its parameters.</summary>
/// <param name="context">The context.</param>
/// <param name="function">The function.</param>
internal readonly unsafe struct FunctionAttributes(LLVMContextRef context, LLVMValueRef function)
{
    /// <summary>The alignment of tensors in bytes, part of the kernel ABI.</summary>
    public const int TensorAlignment = 64;

    /// <summary>No unwinding; no loop becomes a call of the C library, which is not there.</summary>
    public void AddToFunction()
    {
        function.AddAttributeAtIndex(LLVMAttributeIndex.LLVMAttributeFunctionIndex, Enum("nounwind"));
        function.AddAttributeAtIndex(LLVMAttributeIndex.LLVMAttributeFunctionIndex, Text("no-builtins", ""));
        function.AddAttributeAtIndex(LLVMAttributeIndex.LLVMAttributeFunctionIndex, Text("no-jump-tables", "true"));
    }

    /// <summary>A tensor: aligned, and apart from all others unless it may alias.</summary>
    /// <remarks>Not dereferenceable: a speculated load of an element that is not written yet would be a poison read.</remarks>
    /// <param name="index">Position of the argument, from 0.</param>
    /// <param name="mayAlias">Whether it may overlap others.</param>
    public void AddToTensor(int index, bool mayAlias)
    {
        LLVMAttributeIndex place = (LLVMAttributeIndex)(index + 1);
        function.AddAttributeAtIndex(place, Enum("nonnull"));
        function.AddAttributeAtIndex(place, Enum("align", TensorAlignment));
        if (!mayAlias)
        {
            function.AddAttributeAtIndex(place, Enum("noalias"));
        }
    }

    /// <summary>Keeps a call apart from equal ones, so that each keeps its line.</summary>
    /// <param name="call">The call.</param>
    public void KeepApart(LLVMValueRef call) => LLVM.AddCallSiteAttribute(call, LLVMAttributeIndex.LLVMAttributeFunctionIndex, Enum("nomerge"));

    /// <summary>Keeps a call from being duplicated, and with it the loop that it stands in from being unrolled.</summary>
    /// <param name="call">The call.</param>
    public void KeepSingle(LLVMValueRef call) => LLVM.AddCallSiteAttribute(call, LLVMAttributeIndex.LLVMAttributeFunctionIndex, Enum("noduplicate"));

    private LLVMAttributeRef Enum(string name, ulong value = 0)
    {
        fixed (byte* bytes = Encoding.ASCII.GetBytes(name))
        {
            return context.CreateEnumAttribute(LLVM.GetEnumAttributeKindForName((sbyte*)bytes, (nuint)name.Length), value);
        }
    }

    private LLVMAttributeRef Text(string key, string value)
    {
        fixed (byte* keyBytes = Encoding.ASCII.GetBytes(key + "\0"), valueBytes = Encoding.ASCII.GetBytes(value + "\0"))
        {
            return LLVM.CreateStringAttribute(context, (sbyte*)keyBytes, (uint)key.Length, (sbyte*)valueBytes, (uint)value.Length);
        }
    }
}
