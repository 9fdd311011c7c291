using System.Text;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Calls of LLVM's own functions (<c>llvm.*</c>) and of inline assembly.</summary>
/// <param name="context">The context.</param>
/// <param name="module">The module.</param>
/// <param name="builder">Where calls go.</param>
internal sealed unsafe class LlvmIntrinsics(LLVMContextRef context, LLVMModuleRef module, LLVMBuilderRef builder)
{
    private readonly Dictionary<(string Name, IntPtr Type), (LLVMValueRef Function, LLVMTypeRef Type)> declared = [];
    private readonly Dictionary<string, LLVMValueRef> assembly = [];

    /// <summary>Calls a function that is overloaded on one type.</summary>
    /// <param name="name">For example <c>llvm.smax</c>.</param>
    /// <param name="type">The type that it is overloaded on.</param>
    /// <param name="arguments">The arguments.</param>
    public LLVMValueRef Call(string name, LLVMTypeRef type, params ReadOnlySpan<LLVMValueRef> arguments) => Call(name, [type], arguments);

    /// <summary>Calls a function that is overloaded on several types.</summary>
    /// <param name="name">For example <c>llvm.fptosi.sat</c>.</param>
    /// <param name="types">The types that it is overloaded on; the first stands for all in the cache together with the second.</param>
    /// <param name="arguments">The arguments.</param>
    public LLVMValueRef Call(string name, ReadOnlySpan<LLVMTypeRef> types, ReadOnlySpan<LLVMValueRef> arguments)
    {
        (string, IntPtr) key = (types.Length == 1 ? name : $"{name}.{types[1].Handle}", types[0].Handle);
        if (!declared.TryGetValue(key, out (LLVMValueRef Function, LLVMTypeRef Type) entry))
        {
            entry = Declare(name, types);
            declared.Add(key, entry);
        }

        return builder.BuildCall2(entry.Type, entry.Function, arguments, "");
    }

    /// <summary>Inline assembly with side effects that may touch any memory.</summary>
    /// <param name="text">Instructions, with <c>$0</c>, <c>$1</c> for operands.</param>
    /// <param name="constraints">Operand constraints; the memory clobber is added.</param>
    /// <param name="result">Result type.</param>
    /// <param name="arguments">The operands.</param>
    public LLVMValueRef Assembly(string text, string constraints, LLVMTypeRef result, params ReadOnlySpan<LLVMValueRef> arguments)
    {
        Span<LLVMTypeRef> types = stackalloc LLVMTypeRef[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            types[i] = arguments[i].TypeOf;
        }

        LLVMTypeRef type = LLVMTypeRef.CreateFunction(result, types, false);
        if (!assembly.TryGetValue(text, out LLVMValueRef code))
        {
            string all = constraints.Length == 0 ? "~{memory}" : constraints + ",~{memory}";
            fixed (byte* textBytes = Encoding.ASCII.GetBytes(text + "\0"), constraintBytes = Encoding.ASCII.GetBytes(all + "\0"))
            {
                const int hasSideEffects = 1, isAlignStack = 0, canThrow = 0;
                code = LLVM.GetInlineAsm(
                    type, (sbyte*)textBytes, (nuint)text.Length, (sbyte*)constraintBytes, (nuint)all.Length,
                    hasSideEffects, isAlignStack, LLVMInlineAsmDialect.LLVMInlineAsmDialectATT, canThrow);
            }

            assembly.Add(text, code);
        }

        return builder.BuildCall2(type, code, arguments, "");
    }

    private (LLVMValueRef Function, LLVMTypeRef Type) Declare(string name, ReadOnlySpan<LLVMTypeRef> types)
    {
        fixed (byte* bytes = Encoding.ASCII.GetBytes(name))
        fixed (LLVMTypeRef* overloads = types)
        {
            uint id = LLVM.LookupIntrinsicID((sbyte*)bytes, (nuint)name.Length);
            LLVMValueRef function = LLVM.GetIntrinsicDeclaration(module, id, (LLVMOpaqueType**)overloads, (nuint)types.Length);
            LLVMTypeRef type = LLVM.IntrinsicGetType(context, id, (LLVMOpaqueType**)overloads, (nuint)types.Length);
            return (function, type);
        }
    }
}
