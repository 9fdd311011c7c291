using System.Text;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Checks that stop the kernel: <c>ebreak</c> with the address of a zero-terminated sentence in <c>a0</c>.</summary>
/// <param name="context">The context.</param>
/// <param name="module">The module.</param>
/// <param name="builder">Where checks go.</param>
/// <param name="intrinsics">Makes inline assembly.</param>
/// <param name="newBlock">Makes blocks.</param>
internal sealed unsafe class TrapEmitter(LLVMContextRef context, LLVMModuleRef module, LLVMBuilderRef builder, LlvmIntrinsics intrinsics, Func<LLVMBasicBlockRef> newBlock)
{
    private readonly Dictionary<string, LLVMValueRef> sentences = [];

    /// <summary>Stops the kernel if the condition holds; goes on behind the check.</summary>
    /// <param name="condition">The failure.</param>
    /// <param name="reason">What it means.</param>
    public void When(LLVMValueRef condition, string reason)
    {
        LLVMBasicBlockRef failure = newBlock(), next = newBlock();
        builder.BuildCondBr(condition, failure, next);
        builder.PositionAtEnd(failure);
        Always(reason);
        builder.PositionAtEnd(next);
    }

    /// <summary>Stops the kernel. The current block is ended.</summary>
    /// <param name="reason">What it means.</param>
    public void Always(string reason)
    {
        LLVMValueRef sentence = Sentence(reason);
        LLVMValueRef call = intrinsics.Assembly("ebreak", "{a0}", context.VoidType, sentence);
        new FunctionAttributes(context, default).KeepApart(call);
        builder.BuildUnreachable();
    }

    private LLVMValueRef Sentence(string reason)
    {
        if (sentences.TryGetValue(reason, out LLVMValueRef known))
        {
            return known;
        }

        byte[] bytes = Encoding.ASCII.GetBytes(reason + "\0");
        LLVMValueRef text;
        fixed (byte* start = bytes)
        {
            text = LLVM.ConstStringInContext(context, (sbyte*)start, (uint)(bytes.Length - 1), 0);
        }

        LLVMValueRef global = module.AddGlobal(text.TypeOf, "");
        LLVM.SetInitializer(global, text);
        LLVM.SetGlobalConstant(global, 1);
        LLVM.SetLinkage(global, LLVMLinkage.LLVMPrivateLinkage);
        LLVM.SetUnnamedAddress(global, LLVMUnnamedAddr.LLVMGlobalUnnamedAddr);
        sentences.Add(reason, global);
        return global;
    }
}
