using System.Runtime.InteropServices;

namespace LLVMSharp.Interop;

// LLVM-C: contexts, modules, types, constants and attributes. The declaration of each function is that of its namesake in llvm-c.
public static unsafe partial class LLVM
{
    [DllImport(LibraryName, EntryPoint = "LLVMGetVersion", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void GetVersion(uint* Major, uint* Minor, uint* Patch);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeMessage", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeMessage(sbyte* Message);

    [DllImport(LibraryName, EntryPoint = "LLVMContextCreate", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueContext* ContextCreate();

    [DllImport(LibraryName, EntryPoint = "LLVMContextDispose", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void ContextDispose(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMGetEnumAttributeKindForName", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern uint GetEnumAttributeKindForName(sbyte* Name, nuint SLen);

    [DllImport(LibraryName, EntryPoint = "LLVMCreateEnumAttribute", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueAttributeRef* CreateEnumAttribute(LLVMOpaqueContext* C, uint KindID, ulong Val);

    [DllImport(LibraryName, EntryPoint = "LLVMCreateStringAttribute", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueAttributeRef* CreateStringAttribute(LLVMOpaqueContext* C, sbyte* K, uint KLength, sbyte* V, uint VLength);

    [DllImport(LibraryName, EntryPoint = "LLVMAddAttributeAtIndex", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void AddAttributeAtIndex(LLVMOpaqueValue* F, LLVMAttributeIndex Idx, LLVMOpaqueAttributeRef* A);

    [DllImport(LibraryName, EntryPoint = "LLVMAddCallSiteAttribute", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void AddCallSiteAttribute(LLVMOpaqueValue* C, LLVMAttributeIndex Idx, LLVMOpaqueAttributeRef* A);

    [DllImport(LibraryName, EntryPoint = "LLVMModuleCreateWithNameInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueModule* ModuleCreateWithNameInContext(sbyte* ModuleID, LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMCloneModule", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueModule* CloneModule(LLVMOpaqueModule* M);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeModule", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeModule(LLVMOpaqueModule* M);

    [DllImport(LibraryName, EntryPoint = "LLVMSetSourceFileName", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetSourceFileName(LLVMOpaqueModule* M, sbyte* Name, nuint Len);

    [DllImport(LibraryName, EntryPoint = "LLVMSetTarget", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetTarget(LLVMOpaqueModule* M, sbyte* Triple);

    [DllImport(LibraryName, EntryPoint = "LLVMPrintModuleToString", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern sbyte* PrintModuleToString(LLVMOpaqueModule* M);

    [DllImport(LibraryName, EntryPoint = "LLVMAddModuleFlag", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void AddModuleFlag(LLVMOpaqueModule* M, LLVMModuleFlagBehavior Behavior, sbyte* Key, nuint KeyLen, LLVMOpaqueMetadata* Val);

    [DllImport(LibraryName, EntryPoint = "LLVMVerifyModule", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern int VerifyModule(LLVMOpaqueModule* M, LLVMVerifierFailureAction Action, sbyte** OutMessage);

    [DllImport(LibraryName, EntryPoint = "LLVMValueAsMetadata", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueMetadata* ValueAsMetadata(LLVMOpaqueValue* Val);

    [DllImport(LibraryName, EntryPoint = "LLVMAddFunction", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* AddFunction(LLVMOpaqueModule* M, sbyte* Name, LLVMOpaqueType* FunctionTy);

    [DllImport(LibraryName, EntryPoint = "LLVMAddGlobal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* AddGlobal(LLVMOpaqueModule* M, LLVMOpaqueType* Ty, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMSetInitializer", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetInitializer(LLVMOpaqueValue* GlobalVar, LLVMOpaqueValue* ConstantVal);

    [DllImport(LibraryName, EntryPoint = "LLVMSetGlobalConstant", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetGlobalConstant(LLVMOpaqueValue* GlobalVar, int IsConstant);

    [DllImport(LibraryName, EntryPoint = "LLVMSetLinkage", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetLinkage(LLVMOpaqueValue* Global, LLVMLinkage Linkage);

    [DllImport(LibraryName, EntryPoint = "LLVMSetUnnamedAddress", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetUnnamedAddress(LLVMOpaqueValue* Global, LLVMUnnamedAddr UnnamedAddr);

    [DllImport(LibraryName, EntryPoint = "LLVMSetAlignment", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetAlignment(LLVMOpaqueValue* V, uint Bytes);

    [DllImport(LibraryName, EntryPoint = "LLVMGetParam", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* GetParam(LLVMOpaqueValue* Fn, uint Index);

    [DllImport(LibraryName, EntryPoint = "LLVMLookupIntrinsicID", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern uint LookupIntrinsicID(sbyte* Name, nuint NameLen);

    [DllImport(LibraryName, EntryPoint = "LLVMGetIntrinsicDeclaration", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* GetIntrinsicDeclaration(LLVMOpaqueModule* Mod, uint ID, LLVMOpaqueType** ParamTypes, nuint ParamCount);

    [DllImport(LibraryName, EntryPoint = "LLVMIntrinsicGetType", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* IntrinsicGetType(LLVMOpaqueContext* Ctx, uint ID, LLVMOpaqueType** ParamTypes, nuint ParamCount);

    [DllImport(LibraryName, EntryPoint = "LLVMGetInlineAsm", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* GetInlineAsm(LLVMOpaqueType* Ty, sbyte* AsmString, nuint AsmStringSize, sbyte* Constraints, nuint ConstraintsSize, int HasSideEffects, int IsAlignStack, LLVMInlineAsmDialect Dialect, int CanThrow);

    [DllImport(LibraryName, EntryPoint = "LLVMInt1TypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* Int1TypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMInt8TypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* Int8TypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMInt16TypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* Int16TypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMInt32TypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* Int32TypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMInt64TypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* Int64TypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMFloatTypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* FloatTypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMDoubleTypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* DoubleTypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMVoidTypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* VoidTypeInContext(LLVMOpaqueContext* C);

    [DllImport(LibraryName, EntryPoint = "LLVMPointerTypeInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* PointerTypeInContext(LLVMOpaqueContext* C, uint AddressSpace);

    [DllImport(LibraryName, EntryPoint = "LLVMFunctionType", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* FunctionType(LLVMOpaqueType* ReturnType, LLVMOpaqueType** ParamTypes, uint ParamCount, int IsVarArg);

    [DllImport(LibraryName, EntryPoint = "LLVMArrayType2", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* ArrayType2(LLVMOpaqueType* ElementType, ulong ElementCount);

    [DllImport(LibraryName, EntryPoint = "LLVMTypeOf", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueType* TypeOf(LLVMOpaqueValue* Val);

    [DllImport(LibraryName, EntryPoint = "LLVMConstInt", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* ConstInt(LLVMOpaqueType* IntTy, ulong N, int SignExtend);

    [DllImport(LibraryName, EntryPoint = "LLVMConstNull", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* ConstNull(LLVMOpaqueType* Ty);

    [DllImport(LibraryName, EntryPoint = "LLVMConstStringInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* ConstStringInContext(LLVMOpaqueContext* C, sbyte* Str, uint Length, int DontNullTerminate);

    [DllImport(LibraryName, EntryPoint = "LLVMAppendBasicBlockInContext", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueBasicBlock* AppendBasicBlockInContext(LLVMOpaqueContext* C, LLVMOpaqueValue* Fn, sbyte* Name);

    [DllImport(LibraryName, EntryPoint = "LLVMGetBasicBlockTerminator", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* GetBasicBlockTerminator(LLVMOpaqueBasicBlock* BB);

    [DllImport(LibraryName, EntryPoint = "LLVMGetFirstInstruction", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueValue* GetFirstInstruction(LLVMOpaqueBasicBlock* BB);
}
