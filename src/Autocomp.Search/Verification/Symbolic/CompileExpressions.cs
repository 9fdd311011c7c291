using System.Collections.Immutable;
using System.Linq.Expressions;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Code = System.Linq.Expressions.Expression;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Turns expressions of the method into code on numbers, field values and <see cref="SymbolicValue"/>s.</summary>
internal sealed class CompileExpressions
{
    private readonly MethodLocals _locals;
    private readonly Code _points;
    private readonly Code _shapes;
    private readonly Dictionary<int, ParameterExpression> _variables = [];
    private readonly Dictionary<int, ParameterExpression> _tensors = [];
    private readonly Dictionary<int, ParameterExpression> _buffers = [];
    private readonly Dictionary<int, Code> _scalars = [];
    private readonly SchedulePointers? _pointers;
    private int _sites;

    /// <summary>Prepares a method.</summary>
    /// <param name="kernel">The method.</param>
    /// <param name="arguments">Values of its scalar parameters, by position among all but dimensions.</param>
    /// <param name="locals">Kinds of its locals.</param>
    /// <param name="points">Where to evaluate.</param>
    /// <param name="shapes">Takes functions.</param>
    /// <param name="pointers">Of a schedule: its pointers. A kernel has none but its buffers.</param>
    public CompileExpressions(KernelInfo kernel, ImmutableArray<KernelArgument> arguments, MethodLocals locals, SymbolicPoints points, ShapeTable shapes, SchedulePointers? pointers = null)
    {
        _pointers = pointers;
        _locals = locals;
        _points = Code.Constant(points);
        _shapes = Code.Constant(shapes);
        int position = 0;
        foreach (KernelParameter parameter in kernel.AbiParameters)
        {
            if (parameter.Kind == ParameterKind.Tensor) _tensors[parameter.Index] = Code.Parameter(typeof(ulong[]), parameter.Name);
            else _scalars[parameter.Index] = Scalar(parameter, arguments[position]);
            position++;
        }
    }

    /// <summary>Variables of locals that are no pointers.</summary>
    public IEnumerable<ParameterExpression> Variables => _variables.Values;

    /// <summary>Arrays of tensors in parameter order.</summary>
    public IEnumerable<ParameterExpression> Tensors => _tensors.OrderBy(t => t.Key).Select(t => t.Value);

    /// <summary>Arrays of buffers on the stack, with their locals' sizes.</summary>
    public List<(ParameterExpression Array, long Elements)> Buffers { get; } = [];

    /// <summary>The variable of a local.</summary>
    public ParameterExpression Variable(Local local)
    {
        if (_variables.TryGetValue(local.Id, out ParameterExpression? variable)) return variable;
        Type type = _locals[local] switch
        {
            _ when local.Type.IsPointer => typeof(ulong),
            ValueKind.Concrete => ConcreteOperations.TypeOf(local.Type),
            ValueKind.Linear => typeof(ulong),
            _ => typeof(SymbolicValue),
        };
        return _variables[local.Id] = Code.Variable(type, local.Name);
    }

    /// <summary>A value that must not depend on the inputs.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="use">What it decides, for the reason.</param>
    public Code Concrete(Tree expression, string use)
    {
        SymbolicCode value = Compile(expression);
        return value.Kind == ValueKind.Concrete ? value.Code : throw new NotProvableException($"in the method a value of the inputs {use}");
    }

    /// <summary>Any value.</summary>
    public SymbolicCode Compile(Tree expression)
    {
        switch (expression)
        {
            case { Type.IsPointer: true } when _pointers is not null:
                return new(Address(expression), ValueKind.Concrete, expression.Type);
            case Tree.ReadPointer read when _pointers is not null:
                return new(_pointers.Read(Address(read.Pointer), read.Type), ValueKind.Linear, read.Type, true, MethodLocals.IsSmall(read));
            case Tree.Constant constant:
                return new(ConcreteOperations.Constant(constant.Type, constant.Bits), ValueKind.Concrete, constant.Type);
            case Tree.ReadLocal { Type.IsPointer: false } read:
                return new(Variable(read.Local), _locals[read.Local], read.Type, _locals.IsExact(read), MethodLocals.IsSmall(read));
            case Tree.ReadParameter read when _scalars.TryGetValue(read.Parameter.Index, out Code? scalar):
                return new(scalar, ValueKind.Concrete, read.Type);
            case Tree.ReadElement read:
                return new(Element(read.Parameter, read.Indices), ValueKind.Linear, read.Type, true, MethodLocals.IsSmall(read));
            case Tree.ReadPointer read:
                return new(Pointed(read.Pointer), ValueKind.Linear, read.Type, true, MethodLocals.IsSmall(read));
            case Tree.Conditional choice when TreeEquality.Extreme(choice.Condition, choice.WhenTrue, choice.WhenFalse) is { } extreme && _locals.Of(choice.Condition) != ValueKind.Concrete:
                return Compile(extreme);
            case Tree.Conditional choice when _locals.Of(choice.Condition) == ValueKind.Concrete && _locals.Of(choice) != ValueKind.Concrete:
                return new(Code.Condition(Compile(choice.Condition).Code, AsSymbolic(Compile(choice.WhenTrue)), AsSymbolic(Compile(choice.WhenFalse))), ValueKind.Symbolic, choice.Type);
            default:
                return Operation(expression, [.. TreeWalk.Operands(expression).Select(Compile)]);
        }
    }

    /// <summary>An operation on compiled operands.</summary>
    public SymbolicCode Operation(Tree expression, ImmutableArray<SymbolicCode> operands)
    {
        if (operands.IsEmpty) throw new NotProvableException($"the method has a {expression.GetType().Name} that has no symbolic meaning");
        if (operands.All(o => o.Kind == ValueKind.Concrete))
            return new(ConcreteOperations.Build(expression, [.. operands.Select(o => o.Code)]), ValueKind.Concrete, expression.Type);
        if (operands.All(o => o.Kind != ValueKind.Symbolic) && _locals.KeepsLinear(expression))
            return new(Linear(expression, operands), ValueKind.Linear, expression.Type, _locals.IsExact(expression), MethodLocals.IsSmall(expression));
        // Elements of int8 that become floats do so as ints, as the accelerator's scales see them.
        if (expression is Tree.Convert { Type.IsFloat: true } convert && operands[0].Type is { IsFloat: false, ScalarSize: < 4 } && operands[0].Kind == ValueKind.Linear)
            operands = [operands[0] with { Type = new DataType(ScalarType.Int32) }];
        var site = new ShapeSite(_sites++, expression, [.. operands.Select(o => o.Type)], [.. operands.Select(o => o.IsSmall)]);
        if (operands.Length > 3) throw new NotProvableException("the method has an operation of more than three operands");
        Code[] values = [Code.Constant(site), .. operands.Select(AsSymbolic)];
        return new(Code.Call(_shapes, typeof(ShapeTable).GetMethod(nameof(ShapeTable.Apply), [.. values.Select(v => v.Type)])!, values), ValueKind.Symbolic, expression.Type);
    }

    /// <summary>A value as a <see cref="SymbolicValue"/>.</summary>
    public Code AsSymbolic(SymbolicCode value) => value.Kind switch
    {
        ValueKind.Symbolic => value.Code,
        ValueKind.Linear => Value(value.Code, SymbolicValue.Linear),
        _ => Value(ConcreteOperations.Bits(value.Type, value.Code), SymbolicValue.Constant),
    };

    /// <summary>A value as a field value.</summary>
    public Code AsField(SymbolicCode value) => value.Kind switch
    {
        ValueKind.Symbolic => Code.Call(_shapes, nameof(ShapeTable.Close), null, value.Code, Code.Constant(value.Type)),
        ValueKind.Linear => value.Code,
        _ when value.Type.IsFloat => Code.Call(_points, nameof(SymbolicPoints.Constant), null, Code.Convert(value.Code, typeof(double))),
        _ => Code.Call(typeof(PrimeField), nameof(PrimeField.Of), null, Code.Convert(value.Code, typeof(long))),
    };

    /// <summary>A store through a pointer.</summary>
    public Code Store(Tree pointer, Tree value)
    {
        SymbolicCode stored = Compile(value);
        if (_pointers is null) return Code.Assign(Pointed(pointer), AsField(stored));
        Code element = stored.Kind == ValueKind.Concrete ? Code.Call(_points, nameof(SymbolicPoints.Number), null, Code.Convert(stored.Code, typeof(double))) : AsField(stored);
        return _pointers.Write(Address(pointer), stored.Type, element);
    }

    /// <summary>The place of an element of a tensor.</summary>
    public Code Element(KernelParameter parameter, ImmutableArray<Tree> indices)
    {
        Code index = Index(indices[0]);
        // One index is flat whatever the shape.
        for (int i = 1; i < indices.Length; i++) index = Code.Add(Code.Multiply(index, Code.Constant((int)parameter.Shape[i])), Index(indices[i]));
        return Code.ArrayAccess(_tensors[parameter.Index], index);
    }

    /// <summary>A pointer of a schedule.</summary>
    private Code Address(Tree pointer) => pointer switch
    {
        Tree.Constant constant => Code.Constant((ulong)constant.Bits),
        Tree.ReadParameter read => _pointers!.Tensor(read.Parameter),
        Tree.ReadLocal { Local.StackElements: > 0 } read => SchedulePointers.Buffer(read.Local),
        Tree.ReadLocal read => Variable(read.Local),
        Tree.OffsetPointer offset => Code.Add(
            Address(offset.Pointer),
            Code.Convert(Code.Multiply(Code.Convert(Concrete(offset.Elements, "is part of an address"), typeof(long)), Code.Constant((long)offset.Type.ScalarSize)), typeof(ulong))),
        Tree.Convert { Operand.Type.IsPointer: true } convert => Address(convert.Operand),
        _ => throw new NotProvableException("the schedule computes pointers in a way that has no symbolic meaning"),
    };

    /// <summary>The place that a pointer into a buffer on the stack names.</summary>
    private IndexExpression Pointed(Tree pointer)
    {
        Code index = Code.Constant(0);
        while (pointer is Tree.OffsetPointer offset)
        {
            index = Code.Add(index, Index(offset.Elements));
            pointer = offset.Pointer;
        }

        if (pointer is not Tree.ReadLocal { Local: { StackElements: > 0 } local }) throw new NotProvableException("the method keeps pointers in locals");
        if (!_buffers.TryGetValue(local.Id, out ParameterExpression? array))
        {
            _buffers.Add(local.Id, array = Code.Parameter(typeof(ulong[]), local.Name));
            Buffers.Add((array, local.StackElements));
        }

        return Code.ArrayAccess(array, index);
    }

    private static NewExpression Value(Code bits, int shape) =>
        Code.New(typeof(SymbolicValue).GetConstructor([typeof(ulong), typeof(int), typeof(MaximumNode)])!, bits, Code.Constant(shape), Code.Constant(null, typeof(MaximumNode)));

    private static Code Scalar(KernelParameter parameter, KernelArgument argument)
    {
        var type = new DataType(parameter.Scalar);
        return argument switch
        {
            KernelArgument.Single single => Code.Constant(single.Value),
            KernelArgument.Double number => Code.Constant(number.Value),
            KernelArgument.Integer integer => ConcreteOperations.Constant(type, integer.Value),
            _ => throw new NotProvableException($"parameter '{parameter.Name}' has no value"),
        };
    }

    private Code Index(Tree expression)
    {
        Code index = Concrete(expression, "is part of an index");
        return index.Type == typeof(int) ? index : Code.ConvertChecked(index, typeof(int));
    }

    private Code Linear(Tree expression, ImmutableArray<SymbolicCode> operands)
    {
        switch (expression)
        {
            case Tree.Convert:
                return operands[0].Code;
            case Tree.Unary:
                return Field(nameof(PrimeField.Subtract), Code.Constant(0UL), operands[0].Code);
            case Tree.Binary { Operator: BinaryOperator.ShiftLeft }:
                Code one = operands[0].Type.ScalarSize == 8 ? Code.Constant(1L) : Code.Convert(Code.LeftShift(Code.Constant(1L), Code.And(operands[1].Code, Code.Constant(31))), typeof(long));
                if (operands[0].Type.ScalarSize == 8) one = Code.LeftShift(one, Code.And(operands[1].Code, Code.Constant(31)));
                return Field(nameof(PrimeField.Multiply), operands[0].Code, Code.Call(typeof(PrimeField), nameof(PrimeField.Of), null, one));
            case Tree.Binary { Operator: BinaryOperator.Add } when operands[1].Code is MethodCallExpression { Method.Name: nameof(PrimeField.Multiply) } product:
                return Code.Call(typeof(PrimeField), nameof(PrimeField.MultiplyAdd), null, AsField(operands[0]), product.Arguments[0], product.Arguments[1]);
            default:
                string name = ((Tree.Binary)expression).Operator.ToString();
                return Field(name, AsField(operands[0]), AsField(operands[1]));
        }
    }

    private static MethodCallExpression Field(string method, Code a, Code b) => Code.Call(typeof(PrimeField), method, null, a, b);
}
