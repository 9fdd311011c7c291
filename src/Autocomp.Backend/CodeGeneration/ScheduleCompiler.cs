using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Autocomp.Backend.CodeGeneration.Emission;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>Compiles schedules to RISC-V objects through LLVM. Safe on many threads; each keeps its own LLVM state.</summary>
/// <remarks>The object defines one function and uses no symbol from outside. Its bytes depend on the inputs only.</remarks>
public static class ScheduleCompiler
{
    /// <summary>Compiles one schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="target">The machine.</param>
    /// <param name="options">How.</param>
    /// <returns>The code, or one error that says what to change.</returns>
    public static CompileResult Compile(ScheduleTree schedule, TargetDescription target, CompileOptions options)
    {
        string? error = LlvmLibrary.Ensure() ?? ScheduleChecks.Check(schedule.Body, target, options.MaxNodes);
        if (error is not null)
        {
            return new(null, error);
        }

        string symbol = schedule.Kernel.Symbol;
        using EmissionContext context = new(schedule, target, options.SourcePath ?? symbol + ".schedule.cs");
        EmitFunction(context, schedule);
        if (RiscvMachine.Current.Optimize(context.Module) is { } failure)
        {
            return new(null, $"LLVM could not optimise the schedule: {failure}");
        }

        // Code generation rewrites the module, so the listing needs its own copy to show the same code.
        string listing = options.Listing ? ListingWriter.Write(Assembly(context.Module, out error), schedule.Text) : "";
        byte[] elf = error is null ? RiscvMachine.Current.Emit(context.Module, LLVMCodeGenFileType.LLVMObjectFile, out error) : [];
        error = error is null ? Check(elf, options) : $"LLVM could not generate code: {error}";
        return error is null ? new(new(ImmutableArray.Create(elf), symbol, listing), null) : new(null, error);
    }

    /// <summary>The LLVM assembly of a schedule, before or after optimisation: for tests and for people.</summary>
    /// <param name="schedule">The schedule; it must compile.</param>
    /// <param name="target">The machine.</param>
    /// <param name="optimize">Whether the pipeline runs.</param>
    internal static string PrintIr(ScheduleTree schedule, TargetDescription target, bool optimize)
    {
        if (LlvmLibrary.Ensure() is { } error)
        {
            throw new InvalidOperationException(error);
        }

        using EmissionContext context = new(schedule, target, "schedule.cs");
        EmitFunction(context, schedule);
        if (optimize)
        {
            RiscvMachine.Current.Optimize(context.Module);
        }

        return context.Module.PrintToString();
    }

    private static void EmitFunction(EmissionContext context, ScheduleTree schedule)
    {
        new StatementEmitter(context).Emit(schedule.Body);
        context.Builder.BuildRetVoid();
        context.Lines.Finish();
        Verify(context.Module);
    }

    [Conditional("DEBUG")]
    private static void Verify(LLVMModuleRef module)
    {
        if (!module.TryVerify(LLVMVerifierFailureAction.LLVMReturnStatusAction, out string message))
        {
            throw new InvalidOperationException($"The emitted module is broken: {message}{Environment.NewLine}{module.PrintToString()}");
        }
    }

    private static string Assembly(LLVMModuleRef module, out string? error)
    {
        LLVMModuleRef copy = module.Clone();
        string text = Encoding.UTF8.GetString(RiscvMachine.Current.Emit(copy, LLVMCodeGenFileType.LLVMAssemblyFile, out error));
        copy.Dispose();
        return text;
    }

    private static string? Check(byte[] elf, CompileOptions options)
    {
        if (elf.Length > options.MaxObjectBytes)
        {
            return $"The object has {elf.Length} bytes, more than the limit of {options.MaxObjectBytes}; use loops instead of repeating code.";
        }

        string missing = string.Join(", ", ObjectSymbols.Undefined(elf));
        return missing.Length == 0 ? null : $"The code needs functions that the machine does not have: {missing}.";
    }
}
