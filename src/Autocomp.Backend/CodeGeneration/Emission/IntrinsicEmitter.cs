using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Emits accelerator commands: operands put together by the command table, then one custom instruction.</summary>
/// <param name="context">The function.</param>
/// <param name="expressions">Emits arguments.</param>
internal sealed unsafe class IntrinsicEmitter(EmissionContext context, ExpressionEmitter expressions)
{
    /// <summary>The intrinsic that is a RISC-V fence and no command.</summary>
    public const string Fence = "Fence";

    private readonly LLVMBuilderRef builder = context.Builder;

    /// <summary>Intrinsics so far.</summary>
    public int Emitted { get; private set; }

    /// <summary>Keeps LLVM from unrolling the loop around the insertion point: a <c>do</c> loop of commands is written to keep the code small. Costs no instruction.</summary>
    public void KeepLoop() => new FunctionAttributes(context.Owner, default).KeepSingle(context.Intrinsics.Assembly("", "", TypeOfVoid));

    /// <summary>A call of an intrinsic.</summary>
    /// <param name="call">The statement.</param>
    public void Emit(Statement.Intrinsic call)
    {
        Emitted++;
        if (call.Name == Fence)
        {
            context.Intrinsics.Assembly("fence iorw, iorw", "", TypeOfVoid);
            return;
        }

        Command command = CommandTable.FindIntrinsic(call.Name, context.Target.Revision)
            ?? throw new InvalidOperationException($"{call.Name} passed the checks but is no command of {context.Target.Name}.");
        LLVMValueRef first = Operand(command, call, 1), second = Operand(command, call, 2);
        if (!command.HasResult)
        {
            context.Intrinsics.Assembly(
                $".insn r CUSTOM_3, 0x3, {command.Funct7}, x0, $0, $1 # {command.Name}", "r,r", TypeOfVoid, first, second);
            return;
        }

        LLVMValueRef result = context.Intrinsics.Assembly(
            $".insn r CUSTOM_3, 0x7, {command.Funct7}, $0, $1, $2 # {command.Name}", "=r,r,r", context.Int64, first, second);
        if (call.Result is { } local)
        {
            LLVMTypeRef type = context.StorageOf(local.Type);
            builder.BuildStore(local.Type.ScalarSize == 8 ? result : builder.BuildTrunc(result, type), context.SlotOf(local));
        }
    }

    private LLVMTypeRef TypeOfVoid => LLVM.VoidTypeInContext(context.Owner);

    private LLVMValueRef Operand(Command command, Statement.Intrinsic call, int number)
    {
        ulong constant = number == 1 ? command.FixedBits : 0;
        LLVMValueRef? variable = null;
        foreach (CommandField field in command.Fields.Where(field => field.Operand == number))
        {
            Expression? argument = call.Arguments.FirstOrDefault(argument => argument.Parameter == field.Name)?.Value;
            if (ConstantBits(field, argument) is { } bits)
            {
                constant |= (bits & field.Mask) << field.LowBit;
                continue;
            }

            LLVMValueRef value = builder.BuildShl(Variable(field, argument!), context.Wide(field.LowBit));
            variable = variable is { } sum ? builder.BuildOr(sum, value) : value;
        }

        LLVMValueRef known = context.Wide((long)constant);
        return variable is { } rest ? builder.BuildOr(rest, known) : known;
    }

    private ulong? ConstantBits(CommandField field, Expression? argument)
    {
        if (argument is null)
        {
            return field.DefaultBits(context.Target.Dim)
                ?? throw new InvalidOperationException($"'{field.Name}' passed the checks but has no value.");
        }

        if (argument is Expression.Constant constant)
        {
            ulong bits = (ulong)constant.Bits & field.Mask;
            return field.ZeroMeansDim && bits == 0 ? (ulong)context.Target.Dim : bits;
        }

        Interval range = context.Ranges.Of(argument);
        return argument.Type is { IsFloat: false, IsPointer: false } && range.IsPoint ? (ulong)(long)range.Low : null;
    }

    private LLVMValueRef Variable(CommandField field, Expression argument)
    {
        if (argument.Type.IsPointer)
        {
            return builder.BuildPtrToInt(expressions.Emit(argument), context.Int64);
        }

        if (argument.Type.IsFloat)
        {
            LLVMTypeRef integer = context.IntegerOf(argument.Type);
            return builder.BuildZExt(builder.BuildBitCast(expressions.Emit(argument), integer), context.Int64);
        }

        if (argument.Type.Scalar == ScalarType.Boolean)
        {
            return builder.BuildZExt(expressions.Emit(argument), context.Int64);
        }

        LLVMValueRef value = expressions.EmitWide(argument);
        return new Interval(0, field.Mask).Contains(context.Ranges.Of(argument))
            ? value
            : builder.BuildAnd(value, context.Wide((long)field.Mask));
    }
}
