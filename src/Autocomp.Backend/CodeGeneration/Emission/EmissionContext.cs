using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>What the emitters of one function share: the function, the insertion point, types, storage of locals.</summary>
internal sealed unsafe class EmissionContext : IDisposable
{
    private readonly LLVMContextRef context;
    private readonly LLVMBasicBlockRef entry;
    private readonly LLVMTypeRef pointer;
    private readonly Dictionary<int, LLVMValueRef> slots = [];
    private readonly Dictionary<string, LLVMValueRef> parameters = [];
    private readonly Dictionary<int, LLVMBasicBlockRef> labels = [];

    /// <summary>Starts a module with one empty function.</summary>
    /// <param name="schedule">The schedule to emit.</param>
    /// <param name="target">The machine.</param>
    /// <param name="sourcePath">Path of the schedule's text in the line table.</param>
    public EmissionContext(ScheduleTree schedule, TargetDescription target, string sourcePath)
    {
        Target = target;
        Ranges = ValueRanges.Of(schedule.Body);
        context = LLVMContextRef.Create();
        Module = context.CreateModuleWithName(schedule.Kernel.Symbol);
        RiscvMachine.Current.Prepare(Module);
        Builder = context.CreateBuilder();
        pointer = LLVM.PointerTypeInContext(context, 0);
        Intrinsics = new(context, Module, Builder);
        Function = AddFunction(schedule.Kernel);
        entry = context.AppendBasicBlock(Function, "");
        LLVMBasicBlockRef body = NewBlock();
        Builder.PositionAtEnd(entry);
        Builder.BuildBr(body);
        Builder.PositionAtEnd(body);
        Lines = new(context, Module, Builder, Function, schedule.Kernel.Symbol, sourcePath, schedule.Body.Span);
        Traps = new(context, Module, Builder, Intrinsics, NewBlock);
    }

    /// <summary>The machine that the code is for.</summary>
    public TargetDescription Target { get; }

    /// <summary>The module under construction.</summary>
    public LLVMModuleRef Module { get; }

    /// <summary>Appends to the current block.</summary>
    public LLVMBuilderRef Builder { get; }

    /// <summary>The function under construction.</summary>
    public LLVMValueRef Function { get; }

    /// <summary>What is known of integer values.</summary>
    public ValueRanges Ranges { get; }

    /// <summary>LLVM's own functions.</summary>
    public LlvmIntrinsics Intrinsics { get; }

    /// <summary>Line table.</summary>
    public LineTable Lines { get; }

    /// <summary>Failed checks.</summary>
    public TrapEmitter Traps { get; }

    /// <summary>The context that owns types and constants.</summary>
    public LLVMContextRef Owner => context;

    /// <summary>The 64-bit integer type.</summary>
    public LLVMTypeRef Int64 => context.Int64Type;

    /// <summary>The one-bit type of conditions.</summary>
    public LLVMTypeRef Boolean => context.Int1Type;

    /// <summary>The type of a value.</summary>
    /// <param name="type">Its type in the tree.</param>
    public LLVMTypeRef TypeOf(DataType type) => type.IsPointer
        ? pointer
        : type.Scalar switch
        {
            ScalarType.Boolean => context.Int1Type,
            ScalarType.Float32 => context.FloatType,
            ScalarType.Float64 => context.DoubleType,
            _ => IntegerOf(type),
        };

    /// <summary>The integer type of a scalar's size.</summary>
    /// <param name="type">A scalar.</param>
    public LLVMTypeRef IntegerOf(DataType type) => type.ScalarSize switch
    {
        1 => context.Int8Type,
        2 => context.Int16Type,
        4 => context.Int32Type,
        _ => context.Int64Type,
    };

    /// <summary>The type of a value in memory: a bool is a byte.</summary>
    /// <param name="type">Its type in the tree.</param>
    public LLVMTypeRef StorageOf(DataType type) =>
        type is { Scalar: ScalarType.Boolean, IsPointer: false } ? context.Int8Type : TypeOf(type);

    /// <summary>A constant of an integer type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value; excess bits are dropped.</param>
    public LLVMValueRef Constant(DataType type, long value) => LLVMValueRef.CreateConstInt(TypeOf(type), Bits(type, value));

    /// <summary>A 64-bit constant.</summary>
    /// <param name="value">The value.</param>
    public LLVMValueRef Wide(long value) => LLVMValueRef.CreateConstInt(Int64, (ulong)value);

    /// <summary>A new block at the end of the function; the insertion point stays.</summary>
    public LLVMBasicBlockRef NewBlock() => context.AppendBasicBlock(Function, "");

    /// <summary>Ends the current block with a branch and goes on in the target.</summary>
    /// <param name="block">The target.</param>
    public void FallInto(LLVMBasicBlockRef block)
    {
        Builder.BuildBr(block);
        Builder.PositionAtEnd(block);
    }

    /// <summary>Says where exits to a label go.</summary>
    /// <param name="label">The label.</param>
    /// <param name="block">The block behind the construct that owns it.</param>
    public void Define(Label label, LLVMBasicBlockRef block) => labels[label.Id] = block;

    /// <summary>Where exits to a label go.</summary>
    /// <param name="label">The label.</param>
    public LLVMBasicBlockRef TargetOf(Label label) => labels[label.Id];

    /// <summary>The function's argument for a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    public LLVMValueRef Argument(KernelParameter parameter) => parameters[parameter.Name];

    /// <summary>
    /// Whether a local is kept as its 64-bit value: its range is known, so no conversion to its type can change it,
    /// and addresses and operands computed from it need no extension.
    /// </summary>
    /// <param name="local">The local.</param>
    public bool IsWide(Local local) =>
        local.Type is { IsPointer: false, IsFloat: false, ScalarSize: < 8, Scalar: not ScalarType.Boolean } && Ranges.IsKnown(local);

    /// <summary>The stack slot of a local; promoted to registers by the optimiser.</summary>
    /// <param name="local">The local.</param>
    public LLVMValueRef SlotOf(Local local)
    {
        if (!slots.TryGetValue(local.Id, out LLVMValueRef slot))
        {
            slot = AtEntry(() => Builder.BuildAlloca(local.StackElements > 0
                ? LLVMTypeRef.CreateArray2(StorageOf(new DataType(local.Type.Scalar)), (ulong)local.StackElements)
                : IsWide(local) ? Int64 : StorageOf(local.Type)));
            if (local.StackElements > 0)
            {
                LLVM.SetAlignment(slot, 64);
            }

            slots.Add(local.Id, slot);
        }

        return slot;
    }

    public void Dispose()
    {
        LLVMBuilderRef builder = Builder;
        LLVMModuleRef module = Module;
        LLVMContextRef owner = context;
        builder.Dispose();
        module.Dispose();
        owner.Dispose();
    }

    private static ulong Bits(DataType type, long value) => type.ScalarSize == 8 || type.IsPointer
        ? (ulong)value
        : type.Scalar == ScalarType.Boolean ? (ulong)value & 1 : (ulong)value & ((1UL << (8 * type.ScalarSize)) - 1);

    private LLVMValueRef AtEntry(Func<LLVMValueRef> build)
    {
        LLVMBasicBlockRef current = Builder.InsertBlock;
        Builder.PositionBefore(entry.FirstInstruction);
        LLVMValueRef value = build();
        Builder.PositionAtEnd(current);
        Lines.Resume();
        return value;
    }

    private LLVMValueRef AddFunction(KernelInfo kernel)
    {
        KernelParameter[] arguments = [.. kernel.AbiParameters];
        ReadOnlySpan<LLVMTypeRef> types = [.. arguments.Select(p => p.Kind == ParameterKind.Tensor ? pointer : TypeOf(new DataType(p.Scalar)))];
        LLVMValueRef function = Module.AddFunction(kernel.Symbol, LLVMTypeRef.CreateFunction(context.VoidType, types, false));
        FunctionAttributes attributes = new(context, function);
        attributes.AddToFunction();
        for (int i = 0; i < arguments.Length; i++)
        {
            parameters.Add(arguments[i].Name, function.GetParam((uint)i));
            if (arguments[i].Kind == ParameterKind.Tensor)
            {
                attributes.AddToTensor(i, arguments[i].MayAlias);
            }
        }

        return function;
    }
}
