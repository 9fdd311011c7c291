using System.Runtime.InteropServices;

namespace LLVMSharp.Interop;

// LLVM-C: targets, passes and code emission. The declaration of each function is that of its namesake in llvm-c.
public static unsafe partial class LLVM
{
    [DllImport(LibraryName, EntryPoint = "LLVMInitializeRISCVTargetInfo", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void InitializeRISCVTargetInfo();

    [DllImport(LibraryName, EntryPoint = "LLVMInitializeRISCVTarget", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void InitializeRISCVTarget();

    [DllImport(LibraryName, EntryPoint = "LLVMInitializeRISCVTargetMC", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void InitializeRISCVTargetMC();

    [DllImport(LibraryName, EntryPoint = "LLVMInitializeRISCVAsmPrinter", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void InitializeRISCVAsmPrinter();

    [DllImport(LibraryName, EntryPoint = "LLVMInitializeRISCVAsmParser", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void InitializeRISCVAsmParser();

    [DllImport(LibraryName, EntryPoint = "LLVMGetTargetFromTriple", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern int GetTargetFromTriple(sbyte* Triple, LLVMTarget** T, sbyte** ErrorMessage);

    [DllImport(LibraryName, EntryPoint = "LLVMCreateTargetMachineOptions", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueTargetMachineOptions* CreateTargetMachineOptions();

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeTargetMachineOptions", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeTargetMachineOptions(LLVMOpaqueTargetMachineOptions* Options);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineOptionsSetCPU", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void TargetMachineOptionsSetCPU(LLVMOpaqueTargetMachineOptions* Options, sbyte* CPU);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineOptionsSetFeatures", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void TargetMachineOptionsSetFeatures(LLVMOpaqueTargetMachineOptions* Options, sbyte* Features);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineOptionsSetABI", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void TargetMachineOptionsSetABI(LLVMOpaqueTargetMachineOptions* Options, sbyte* ABI);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineOptionsSetCodeGenOptLevel", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void TargetMachineOptionsSetCodeGenOptLevel(LLVMOpaqueTargetMachineOptions* Options, LLVMCodeGenOptLevel Level);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineOptionsSetRelocMode", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void TargetMachineOptionsSetRelocMode(LLVMOpaqueTargetMachineOptions* Options, LLVMRelocMode Reloc);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineOptionsSetCodeModel", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void TargetMachineOptionsSetCodeModel(LLVMOpaqueTargetMachineOptions* Options, LLVMCodeModel CodeModel);

    [DllImport(LibraryName, EntryPoint = "LLVMCreateTargetMachineWithOptions", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueTargetMachine* CreateTargetMachineWithOptions(LLVMTarget* T, sbyte* Triple, LLVMOpaqueTargetMachineOptions* Options);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeTargetMachine", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeTargetMachine(LLVMOpaqueTargetMachine* T);

    [DllImport(LibraryName, EntryPoint = "LLVMCreateTargetDataLayout", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueTargetData* CreateTargetDataLayout(LLVMOpaqueTargetMachine* T);

    [DllImport(LibraryName, EntryPoint = "LLVMSetModuleDataLayout", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void SetModuleDataLayout(LLVMOpaqueModule* M, LLVMOpaqueTargetData* DL);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeTargetData", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeTargetData(LLVMOpaqueTargetData* TD);

    [DllImport(LibraryName, EntryPoint = "LLVMTargetMachineEmitToMemoryBuffer", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern int TargetMachineEmitToMemoryBuffer(LLVMOpaqueTargetMachine* T, LLVMOpaqueModule* M, LLVMCodeGenFileType codegen, sbyte** ErrorMessage, LLVMOpaqueMemoryBuffer** OutMemBuf);

    [DllImport(LibraryName, EntryPoint = "LLVMGetBufferStart", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern sbyte* GetBufferStart(LLVMOpaqueMemoryBuffer* MemBuf);

    [DllImport(LibraryName, EntryPoint = "LLVMGetBufferSize", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern nuint GetBufferSize(LLVMOpaqueMemoryBuffer* MemBuf);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeMemoryBuffer", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeMemoryBuffer(LLVMOpaqueMemoryBuffer* MemBuf);

    [DllImport(LibraryName, EntryPoint = "LLVMRunPasses", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaqueError* RunPasses(LLVMOpaqueModule* M, sbyte* Passes, LLVMOpaqueTargetMachine* TM, LLVMOpaquePassBuilderOptions* Options);

    [DllImport(LibraryName, EntryPoint = "LLVMGetErrorMessage", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern sbyte* GetErrorMessage(LLVMOpaqueError* Err);

    [DllImport(LibraryName, EntryPoint = "LLVMDisposeErrorMessage", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposeErrorMessage(sbyte* ErrMsg);

    [DllImport(LibraryName, EntryPoint = "LLVMCreatePassBuilderOptions", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern LLVMOpaquePassBuilderOptions* CreatePassBuilderOptions();

    [DllImport(LibraryName, EntryPoint = "LLVMDisposePassBuilderOptions", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void DisposePassBuilderOptions(LLVMOpaquePassBuilderOptions* Options);

    [DllImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetVerifyEach", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void PassBuilderOptionsSetVerifyEach(LLVMOpaquePassBuilderOptions* Options, int VerifyEach);

    [DllImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetLoopVectorization", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void PassBuilderOptionsSetLoopVectorization(LLVMOpaquePassBuilderOptions* Options, int LoopVectorization);

    [DllImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetSLPVectorization", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void PassBuilderOptionsSetSLPVectorization(LLVMOpaquePassBuilderOptions* Options, int SLPVectorization);

    [DllImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetLoopUnrolling", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern void PassBuilderOptionsSetLoopUnrolling(LLVMOpaquePassBuilderOptions* Options, int LoopUnrolling);
}
