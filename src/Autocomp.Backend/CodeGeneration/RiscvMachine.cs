using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>LLVM set up for the host core of the accelerator: Rocket, RV64GC, bare metal. One a thread, reused.</summary>
internal sealed unsafe class RiscvMachine
{
    // A constant, not a call left out: both configurations use the same members of the binding.
#if DEBUG
    private const bool VerifyEach = true;
#else
    private const bool VerifyEach = false;
#endif

    /// <summary>The triple of all objects.</summary>
    public const string Triple = "riscv64-unknown-elf";

    [ThreadStatic]
    private static RiscvMachine? current;

    private readonly LLVMTargetMachineRef machine;
    private readonly LLVMPassBuilderOptionsRef passes;

    private RiscvMachine()
    {
        if (!LLVMTargetRef.TryGetTargetFromTriple(Triple, out LLVMTargetRef target, out string error))
        {
            throw new InvalidOperationException($"LLVM has no target for {Triple}: {error}");
        }

        LLVMOpaqueTargetMachineOptions* options = LLVM.CreateTargetMachineOptions();
        fixed (byte* cpu = "rocket-rv64\0"u8, features = "+m,+a,+f,+d,+c,+zicsr,+zifencei,-relax\0"u8, abi = "lp64d\0"u8, triple = "riscv64-unknown-elf\0"u8)
        {
            LLVM.TargetMachineOptionsSetCPU(options, (sbyte*)cpu);
            LLVM.TargetMachineOptionsSetFeatures(options, (sbyte*)features);
            LLVM.TargetMachineOptionsSetABI(options, (sbyte*)abi);
            LLVM.TargetMachineOptionsSetCodeGenOptLevel(options, LLVMCodeGenOptLevel.LLVMCodeGenLevelAggressive);
            LLVM.TargetMachineOptionsSetRelocMode(options, LLVMRelocMode.LLVMRelocStatic);
            LLVM.TargetMachineOptionsSetCodeModel(options, LLVMCodeModel.LLVMCodeModelMedium);
            machine = LLVM.CreateTargetMachineWithOptions(target, (sbyte*)triple, options);
        }

        LLVM.DisposeTargetMachineOptions(options);
        passes = LLVMPassBuilderOptionsRef.Create();
        passes.SetLoopVectorization(false);
        passes.SetSLPVectorization(false);
        passes.SetLoopUnrolling(true);
        passes.SetVerifyEach(VerifyEach);
    }

    /// <summary>The machine of this thread.</summary>
    public static RiscvMachine Current => current ??= new RiscvMachine();

    /// <summary>Sets triple and data layout of a new module.</summary>
    /// <param name="module">The module.</param>
    public void Prepare(LLVMModuleRef module)
    {
        fixed (byte* triple = "riscv64-unknown-elf\0"u8)
        {
            LLVM.SetTarget(module, (sbyte*)triple);
        }

        LLVMTargetDataRef layout = machine.CreateTargetDataLayout();
        LLVM.SetModuleDataLayout(module, layout);
        LLVM.DisposeTargetData(layout);
    }

    /// <summary>Runs the optimisation pipeline. Returns an error or null.</summary>
    /// <param name="module">The module.</param>
    public string? Optimize(LLVMModuleRef module)
    {
        fixed (byte* pipeline = "default<O3>\0"u8)
        {
            LLVMOpaqueError* error = LLVM.RunPasses(module, (sbyte*)pipeline, machine, passes);
            if (error is null)
            {
                return null;
            }

            sbyte* message = LLVM.GetErrorMessage(error);
            string text = new(message);
            LLVM.DisposeErrorMessage(message);
            return text;
        }
    }

    /// <summary>Generates machine code or its listing. The module is used up: code generation rewrites it.</summary>
    /// <param name="module">The optimised module.</param>
    /// <param name="kind">Object or assembly.</param>
    /// <param name="error">Why there is none, or null.</param>
    public byte[] Emit(LLVMModuleRef module, LLVMCodeGenFileType kind, out string? error)
    {
        LLVMOpaqueMemoryBuffer* buffer = null;
        sbyte* message = null;
        if (LLVM.TargetMachineEmitToMemoryBuffer(machine, module, kind, &message, &buffer) != 0)
        {
            error = new string(message);
            LLVM.DisposeMessage(message);
            return [];
        }

        error = null;
        byte[] bytes = new ReadOnlySpan<byte>(LLVM.GetBufferStart(buffer), checked((int)LLVM.GetBufferSize(buffer))).ToArray();
        LLVM.DisposeMemoryBuffer(buffer);
        return bytes;
    }
}
