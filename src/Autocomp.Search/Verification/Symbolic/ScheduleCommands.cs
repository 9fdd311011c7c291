using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Code = System.Linq.Expressions.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The commands of a schedule's source, each checked against the one that its object issued at that place, then executed symbolically.</summary>
/// <param name="trace">What the object issued.</param>
/// <param name="accelerator">Executes.</param>
/// <param name="target">Encodes.</param>
internal sealed class ScheduleCommands(CommandTrace trace, SymbolicAccelerator accelerator, TargetDescription target)
{
    private readonly Dictionary<ulong, ulong> _buffers = [];
    private int _next;

    /// <summary>Whether every command of the object had its command in the source.</summary>
    public bool IsAtEnd => _next == trace.Commands.Count;

    /// <summary>Code that issues a command.</summary>
    /// <param name="statement">The call.</param>
    /// <param name="compile">Gives the value of an argument.</param>
    public Code Compile(Statement.Intrinsic statement, Func<Frontend.Tree.Expression, SymbolicCode> compile)
    {
        if (CommandTable.FindIntrinsic(statement.Name, target.Revision) is not { } command) return Code.Empty();
        if (statement.Result is not null) throw new NotProvableException("the schedule reads the result of a command");
        if (command.Unit == CommandUnit.FrontEnd) return Code.Empty();
        Code rs1 = Code.Constant(command.FixedBits), rs2 = Code.Constant(0UL);
        foreach (CommandField field in command.Fields)
        {
            Frontend.Tree.Expression? argument = statement.Arguments.FirstOrDefault(a => a.Parameter == field.Name)?.Value;
            bool isDim = field.ZeroMeansDim && argument is Frontend.Tree.Expression.Constant { Bits: 0 };
            Code value = argument is null ? Code.Constant(field.DefaultBits(target.Dim) ?? 0)
                : isDim ? Code.Constant((ulong)target.Dim)
                : Bits(compile(argument));
            Code placed = Code.LeftShift(Code.And(value, Code.Constant(field.Mask)), Code.Constant(field.LowBit));
            if (field.Operand == 1) rs1 = Code.Or(rs1, placed);
            else rs2 = Code.Or(rs2, placed);
        }

        return Code.Call(Code.Constant(this), typeof(ScheduleCommands).GetMethod(nameof(Issue))!, Code.Constant(command.Funct7), rs1, rs2);
    }

    /// <summary>Issues a command.</summary>
    public void Issue(int funct7, ulong rs1, ulong rs2)
    {
        if (IsAtEnd) throw new NotProvableException("the object issues fewer commands than its source");
        (int Funct7, ulong Rs1, ulong Rs2) issued = trace.Commands[_next++];
        if (issued.Funct7 != funct7 || issued.Rs2 != rs2 || !SamePlace(rs1, issued.Rs1))
            throw new NotProvableException("the core moves elements between commands that cannot be told apart (loop commands, or another order)");
        accelerator.Executed(funct7, rs1, rs2);
    }

    // A buffer on the stack stands somewhere else in the run, always at the same distance.
    private bool SamePlace(ulong source, ulong issued)
    {
        ulong buffer = SchedulePointers.BufferOf(source);
        if (buffer == 0 || buffer >= 1 << 20) return source == issued;
        ulong distance = unchecked(issued - source);
        if (_buffers.TryGetValue(buffer, out ulong known)) return known == distance;
        _buffers.Add(buffer, distance);
        return true;
    }

    private static Code Bits(SymbolicCode value) =>
        value.Kind != ValueKind.Concrete ? throw new NotProvableException("a value of the inputs is an operand of a command")
        : value.Type.IsPointer ? value.Code
        : value.Type.Scalar == ScalarType.Float32 ? Code.Convert(Code.Call(typeof(BitConverter), nameof(BitConverter.SingleToUInt32Bits), null, value.Code), typeof(ulong))
        : ConcreteOperations.Bits(value.Type, value.Code);
}
