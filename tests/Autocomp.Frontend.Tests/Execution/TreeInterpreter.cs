using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Tests.Execution;

/// <summary>Executes a tree as its documentation says, to compare with what C# does with the source.</summary>
/// <remarks>Values are the bits of <see cref="Expression.Constant"/>. A pointer is the number of its memory block, times 2^32, plus an element.</remarks>
internal sealed class TreeInterpreter
{
    private readonly Dictionary<int, long> locals = [];
    private readonly Dictionary<string, long> scalars = [];
    private readonly List<long[]> memory = [[]];
    private readonly Dictionary<string, int> tensors = [];
    private readonly Dictionary<int, int> buffers = [];
    private int steps = 1_000_000;

    /// <summary>Adds a tensor; results are written to the array.</summary>
    public void Tensor(string name, long[] elements)
    {
        tensors.Add(name, memory.Count);
        memory.Add(elements);
    }

    /// <summary>Adds a scalar.</summary>
    public void Scalar(string name, long bits) => scalars.Add(name, bits);

    /// <summary>Runs a body.</summary>
    public void Run(Statement.Block body) => Execute(body);

    private Label? Execute(Statement statement)
    {
        if (--steps < 0) throw new InvalidOperationException("The tree does not end.");
        switch (statement)
        {
            case Statement.Block block:
                foreach (Statement inner in block.Statements)
                {
                    if (Execute(inner) is { } exit) return exit == block.Label ? null : exit;
                }

                return null;
            case Statement.Assign assign:
                locals[assign.Local.Id] = Evaluate(assign.Value);
                return null;
            case Statement.WriteElement write:
                long[] elements = memory[tensors[write.Parameter.Name]];
                long at = Index(write.Parameter, write.Indices);
                elements[at] = Evaluate(write.Value);
                return null;
            case Statement.WritePointer write:
                long pointer = Evaluate(write.Pointer);
                memory[(int)(pointer >> 32)][(int)pointer] = Evaluate(write.Value);
                return null;
            case Statement.If conditional:
                return Evaluate(conditional.Condition) != 0 ? Execute(conditional.Then) : conditional.Else is null ? null : Execute(conditional.Else);
            case Statement.For loop:
                locals[loop.Variable.Id] = Evaluate(loop.From);
                while (locals[loop.Variable.Id] < Evaluate(loop.To))
                {
                    if (Execute(loop.Body) is { } exit && exit != loop.Continue) return exit == loop.Break ? null : exit;
                    locals[loop.Variable.Id] += loop.Step;
                }

                return null;
            case Statement.While loop:
                if (!loop.TestAtEnd && Evaluate(loop.Condition) == 0) return null;
                do
                {
                    if (Execute(loop.Body) is { } exit && exit != loop.Continue) return exit == loop.Break ? null : exit;
                }
                while (Evaluate(loop.Condition) != 0);
                return null;
            case Statement.Exit exit:
                return exit.Label;
            case Statement.Trap trap:
                throw new TrapException(trap.Reason);
            default:
                throw new InvalidOperationException(statement.GetType().Name);
        }
    }

    private long Index(KernelParameter parameter, IReadOnlyList<Expression> indices)
    {
        if (indices.Count == 1)
        {
            long flat = Evaluate(indices[0]);
            return flat >= 0 && flat < parameter.Elements ? flat : throw new TrapException("index");
        }

        long offset = 0;
        for (int i = 0; i < indices.Count; i++)
        {
            long index = Evaluate(indices[i]);
            if (index < 0 || index >= parameter.Shape[i]) throw new TrapException("index");
            offset = offset * parameter.Shape[i] + index;
        }

        return offset;
    }

    private long Evaluate(Expression expression)
    {
        switch (expression)
        {
            case Expression.Constant constant: return constant.Bits;
            case Expression.ReadLocal { Local.StackElements: > 0 } buffer: return Buffer(buffer.Local);
            case Expression.ReadLocal read: return locals[read.Local.Id];
            case Expression.ReadParameter { Type.IsPointer: true } read: return (long)tensors[read.Parameter.Name] << 32;
            case Expression.ReadParameter read: return scalars[read.Parameter.Name];
            case Expression.ReadElement read: return memory[tensors[read.Parameter.Name]][Index(read.Parameter, read.Indices)];
            case Expression.ReadPointer read:
                long pointer = Evaluate(read.Pointer);
                return memory[(int)(pointer >> 32)][(int)pointer];
            case Expression.OffsetPointer offset: return Evaluate(offset.Pointer) + Evaluate(offset.Elements);
            case Expression.Unary unary: return Arithmetic.Unary(unary.Operator, unary.Type, Evaluate(unary.Operand), unary.IsChecked);
            case Expression.Binary { Operator: BinaryOperator.ConditionalAnd } binary: return Evaluate(binary.Left) != 0 ? Evaluate(binary.Right) : 0;
            case Expression.Binary { Operator: BinaryOperator.ConditionalOr } binary: return Evaluate(binary.Left) != 0 ? 1 : Evaluate(binary.Right);
            case Expression.Binary binary: return Arithmetic.Binary(binary.Operator, binary.Left.Type, Evaluate(binary.Left), Evaluate(binary.Right), binary.IsChecked);
            case Expression.Convert convert: return Arithmetic.Convert(convert.Operand.Type, convert.Type, Evaluate(convert.Operand), convert.IsChecked);
            case Expression.BitCast cast: return Arithmetic.Normalize(cast.Type, Evaluate(cast.Operand));
            case Expression.Conditional conditional: return Evaluate(conditional.Condition) != 0 ? Evaluate(conditional.WhenTrue) : Evaluate(conditional.WhenFalse);
            case Expression.Call call: return Functions.Call(call.Function, call.Arguments[0].Type, call.Arguments.Select(Evaluate).ToArray());
            default: throw new InvalidOperationException(expression.GetType().Name);
        }
    }

    private long Buffer(Local local)
    {
        if (!buffers.TryGetValue(local.Id, out int block))
        {
            buffers.Add(local.Id, block = memory.Count);
            memory.Add(new long[local.StackElements]);
        }

        return (long)block << 32;
    }
}
