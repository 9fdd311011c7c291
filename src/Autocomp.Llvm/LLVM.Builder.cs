using System.Runtime.InteropServices;

namespace LLVMSharp.Interop;

// LLVM-C: the instruction builder. The declaration of each function is that of its namesake in llvm-c.
public static unsafe partial class LLVM
{
    [DllImport(LibraryName, EntryPoint = "LLVMCreateBuilderInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueBuilder* CreateBuilderInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeBuilder", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeBuilder(LLVMOpaqueBuilder* Builder);

    [DllImport(LibraryName, EntryPoint = "LLVMPositionBuilderAtEnd", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void PositionBuilderAtEnd(LLVMOpaqueBuilder* Builder, LLVMOpaqueBasicBlock* Block);

    [DllImport(LibraryName, EntryPoint = "LLVMPositionBuilderBefore", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void PositionBuilderBefore(LLVMOpaqueBuilder* Builder, LLVMOpaqueValue* Instr);

    [DllImport(LibraryName, EntryPoint = "LLVMGetInsertBlock", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueBasicBlock* GetInsertBlock(LLVMOpaqueBuilder* Builder);

    [DllImport(LibraryName, EntryPoint = "LLVMSetCurrentDebugLocation2", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetCurrentDebugLocation2(LLVMOpaqueBuilder* Builder, LLVMOpaqueMetadata* Loc);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildAdd", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildAdd(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildSub", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildSub(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildMul", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildMul(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildNSWAdd", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildNSWAdd(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildNSWSub", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildNSWSub(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildNSWMul", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildNSWMul(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildSDiv", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildSDiv(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildUDiv", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildUDiv(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildSRem", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildSRem(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildURem", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildURem(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildShl", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildShl(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildLShr", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildLShr(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildAShr", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildAShr(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildAnd", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildAnd(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildOr", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildOr(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildXor", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildXor(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFAdd", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFAdd(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFSub", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFSub(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFMul", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFMul(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFDiv", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFDiv(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildTrunc", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildTrunc(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildZExt", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildZExt(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildSExt", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildSExt(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFPToUI", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFPToUI(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFPToSI", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFPToSI(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildUIToFP", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildUIToFP(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildSIToFP", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildSIToFP(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFPTrunc", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFPTrunc(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFPExt", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFPExt(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildPtrToInt", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildPtrToInt(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildIntToPtr", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildIntToPtr(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildBitCast", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildBitCast(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueType* DestTy, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFNeg", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFNeg(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* V, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildICmp", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildICmp(LLVMOpaqueBuilder* param0, LLVMIntPredicate Op, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildFCmp", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildFCmp(LLVMOpaqueBuilder* param0, LLVMRealPredicate Op, LLVMOpaqueValue* LHS, LLVMOpaqueValue* RHS, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildSelect", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildSelect(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* If, LLVMOpaqueValue* Then, LLVMOpaqueValue* Else, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildPhi", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildPhi(LLVMOpaqueBuilder* param0, LLVMOpaqueType* Ty, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMAddIncoming", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void AddIncoming(LLVMOpaqueValue* PhiNode, LLVMOpaqueValue** IncomingValues, LLVMOpaqueBasicBlock** IncomingBlocks, uint Count);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildAlloca", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildAlloca(LLVMOpaqueBuilder* param0, LLVMOpaqueType* Ty, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildLoad2", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildLoad2(LLVMOpaqueBuilder* param0, LLVMOpaqueType* Ty, LLVMOpaqueValue* PointerVal, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildStore", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildStore(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* Val, LLVMOpaqueValue* Ptr);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildGEP2", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildGEP2(LLVMOpaqueBuilder* B, LLVMOpaqueType* Ty, LLVMOpaqueValue* Pointer, LLVMOpaqueValue** Indices, uint NumIndices, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildExtractValue", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildExtractValue(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* AggVal, uint Index, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildCall2", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildCall2(LLVMOpaqueBuilder* param0, LLVMOpaqueType* param1, LLVMOpaqueValue* Fn, LLVMOpaqueValue** Args, uint NumArgs, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildBr", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildBr(LLVMOpaqueBuilder* param0, LLVMOpaqueBasicBlock* Dest);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildCondBr", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildCondBr(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* If, LLVMOpaqueBasicBlock* Then, LLVMOpaqueBasicBlock* Else);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildRet", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildRet(LLVMOpaqueBuilder* param0, LLVMOpaqueValue* V);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildRetVoid", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildRetVoid(LLVMOpaqueBuilder* param0);

    [DllImport(LibraryName, EntryPoint = "LLVMBuildUnreachable", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* BuildUnreachable(LLVMOpaqueBuilder* param0);
}
