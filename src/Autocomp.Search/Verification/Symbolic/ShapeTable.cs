using System.Linq.Expressions;
using Autocomp.Frontend.Tree;
using Code = System.Linq.Expressions.Expression;
using Tree = Autocomp.Frontend.Tree.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The functions of one polynomial that a method computes: its epilogues. Equal ways of computing are one function; what they do is looked at when one is stored.</summary>
/// <param name="points">Gives values.</param>
internal sealed class ShapeTable(SymbolicPoints points)
{
    private const int MostShapes = 512;
    private static readonly ParameterExpression[] Leaves = [.. Enum.GetValues<ScalarType>().Select(t => Code.Parameter(ConcreteOperations.TypeOf(new DataType(t)), "x"))];
    private readonly List<(Code Body, ScalarType Leaf)> _shapes = [(Code.Empty(), default)];
    private readonly Dictionary<(int Site, int, ulong, int, ulong, int, ulong), int> _known = [];
    private readonly Dictionary<int, FunctionPrint> _prints = [];

    /// <summary>The functions that were stored.</summary>
    public IEnumerable<FunctionPrint> Prints => _prints.Values;

    /// <summary>An operation on one value.</summary>
    public SymbolicValue Apply(ShapeSite site, SymbolicValue a) => Apply(site, [a]);

    /// <summary>An operation on two values.</summary>
    public SymbolicValue Apply(ShapeSite site, SymbolicValue a, SymbolicValue b)
    {
        if (site.Last is { } last && last.First == a.Shape && last.Second == b.Shape && (a.Shape == SymbolicValue.Constant ? a.Bits == last.FirstBits : b.Shape == SymbolicValue.Constant && b.Bits == last.SecondBits))
            return new(a.Shape == SymbolicValue.Constant ? b.Bits : a.Bits, last.Result);
        SymbolicValue result = Apply(site, [a, b]);
        if ((a.Shape == SymbolicValue.Constant) != (b.Shape == SymbolicValue.Constant) && a.Shape >= SymbolicValue.Constant && b.Shape >= SymbolicValue.Constant && result.Shape > 0)
            site.Last = (a.Shape, a.Bits, b.Shape, b.Bits, result.Shape);
        return result;
    }

    /// <summary>An operation on three values.</summary>
    public SymbolicValue Apply(ShapeSite site, SymbolicValue a, SymbolicValue b, SymbolicValue c) => Apply(site, [a, b, c]);

    /// <summary>The value that a stored element has.</summary>
    /// <param name="value">What is stored.</param>
    /// <param name="type">The element's type.</param>
    public ulong Close(SymbolicValue value, DataType type)
    {
        switch (value.Shape)
        {
            case SymbolicValue.Linear:
                return value.Bits;
            case SymbolicValue.Constant:
                return points.Constant(ConcreteOperations.Number(type, value.Bits));
            case SymbolicValue.Largest:
                return value.Maximum!.Members.Value(points, Lowest(type));
            default:
                if (!_prints.TryGetValue(value.Shape, out FunctionPrint? print)) _prints.Add(value.Shape, print = Print(_shapes[value.Shape].Body, _shapes[value.Shape].Leaf));
                return points.Apply(print, value.Bits);
        }
    }

    private static double Lowest(DataType type) => type.Scalar == ScalarType.Int8 ? sbyte.MinValue : type.IsFloat ? float.MinValue : int.MinValue;

    private SymbolicValue Apply(ShapeSite site, ReadOnlySpan<SymbolicValue> operands)
    {
        if (site.IsMaximum && Maximum(site, operands[0], operands[1]) is { } maximum) return maximum;
        ulong? leaf = null;
        bool mixed = false;
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Shape == SymbolicValue.Constant) continue;
            if (operands[i].Shape == SymbolicValue.Largest) return Beyond(site, operands[i].Maximum!);
            mixed |= leaf is { } other && other != operands[i].Bits;
            leaf ??= operands[i].Bits;
        }

        bool isPolynomial = true;
        foreach (SymbolicValue operand in operands) isPolynomial &= operand.Shape <= SymbolicValue.Linear;
        if (site.IsLinear && (mixed || isPolynomial) && leaf is not null) return Linear(site, operands);
        if (mixed) throw new NotProvableException($"the method combines several sums in a way that is not linear ({Name(site.Operation)})");
        return new(leaf ?? 0, Shape(site, operands));
    }

    private SymbolicValue Linear(ShapeSite site, ReadOnlySpan<SymbolicValue> operands)
    {
        ulong a = Close(operands[0], site.Types[0]);
        if (operands.Length == 1) return new(PrimeField.Subtract(0, a), SymbolicValue.Linear);
        ulong b = Close(operands[1], site.Types[1]);
        return new(
            ((Tree.Binary)site.Operation).Operator switch
            {
                BinaryOperator.Add => PrimeField.Add(a, b),
                BinaryOperator.Subtract => PrimeField.Subtract(a, b),
                _ => PrimeField.Multiply(a, b),
            },
            SymbolicValue.Linear);
    }

    private int Shape(ShapeSite site, ReadOnlySpan<SymbolicValue> operands)
    {
        SymbolicValue second = operands.Length > 1 ? operands[1] : default, third = operands.Length > 2 ? operands[2] : default;
        var key = (site.Id, operands[0].Shape, Bits(operands[0]), second.Shape, Bits(second), third.Shape, Bits(third));
        if (_known.TryGetValue(key, out int known)) return known;
        if (_shapes.Count == MostShapes) throw new NotProvableException("the method computes too many different functions of its sums");
        var code = new Code[operands.Length];
        ScalarType? leaf = null;
        for (int i = 0; i < operands.Length; i++)
        {
            ScalarType? of = operands[i].Shape switch
            {
                SymbolicValue.Constant => null,
                SymbolicValue.Linear => site.Types[i].Scalar,
                int shape => _shapes[shape].Leaf,
            };
            if (of is not null && leaf is not null && of != leaf) throw new NotProvableException("the method takes one sum at several types");
            leaf = of ?? leaf;
            code[i] = operands[i].Shape switch
            {
                SymbolicValue.Constant => ConcreteOperations.Constant(site.Types[i], (long)operands[i].Bits),
                SymbolicValue.Linear => Leaves[(int)site.Types[i].Scalar],
                int shape => _shapes[shape].Body,
            };
        }

        _shapes.Add((ConcreteOperations.Build(site.Operation, code), leaf ?? ScalarType.Int32));
        return _known[key] = _shapes.Count - 1;

        static ulong Bits(SymbolicValue value) => value.Shape == SymbolicValue.Constant ? value.Bits : 0;
    }

    // Null for what is a function of one polynomial and nothing else yet known to be a maximum of several.
    private SymbolicValue? Maximum(ShapeSite site, SymbolicValue a, SymbolicValue b)
    {
        if (a.Shape == SymbolicValue.Constant) (a, b) = (b, a);
        if (a.Shape == SymbolicValue.Constant) return null;
        MaximumNode node = Node(a, site.Types[0], site.Small[0] || b.Shape == SymbolicValue.Constant && site.Small.Contains(true));
        if (b.Shape == SymbolicValue.Constant)
        {
            double constant = ConcreteOperations.Number(site.Types[0], b.Bits);
            // A limit inside the range makes a function: ReLU at zero. One at the end of int8 is where a search for the largest element starts.
            if (a.Shape != SymbolicValue.Largest && !(node.IsSmall && constant <= sbyte.MinValue)) return null;
            SymbolicMaximum limited = node.Members;
            limited.Add(constant);
            return new(0, SymbolicValue.Largest, node with { Members = limited, Least = Math.Max(node.Least, constant), IsSmall = node.IsSmall && constant >= sbyte.MinValue });
        }

        if (a.Shape != SymbolicValue.Largest && b.Shape != SymbolicValue.Largest && a.Bits == b.Bits) return null;
        MaximumNode other = Node(b, site.Types[1], site.Small[1]);
        SymbolicMaximum members = node.Members;
        members.Add(other.Members);
        return new(0, SymbolicValue.Largest, new(node.First, node.Count + other.Count, members, Math.Max(node.Least, other.Least), node.IsSmall && other.IsSmall));
    }

    private MaximumNode Node(SymbolicValue value, DataType type, bool small)
    {
        if (value.Maximum is { } node) return node;
        SymbolicMaximum members = new();
        members.Add(Close(value, type), points);
        return new(value, 1, members, double.NegativeInfinity, small);
    }

    // Elements of int8 stay what they are under conversion, and so does their maximum.
    private static SymbolicValue Beyond(ShapeSite site, MaximumNode node) =>
        site.Operation is Tree.Convert && node.IsSmall && !site.Operation.Type.IsFloat
            ? new(0, SymbolicValue.Largest, node)
            : throw new NotProvableException($"the method goes on computing with a maximum of several values ({Name(site.Operation)})");

    private static FunctionPrint Print(Code body, ScalarType leaf)
    {
        Code result = Code.Convert(body.Type == typeof(bool) ? Code.Condition(body, Code.Constant(1), Code.Constant(0)) : body, typeof(double));
        ParameterExpression parameter = Leaves[(int)leaf];
        return leaf switch
        {
            ScalarType.Int32 => FunctionPrint.OfInteger(Code.Lambda<Func<int, double>>(result, parameter).Compile()),
            ScalarType.Float32 => FunctionPrint.OfFloat(Code.Lambda<Func<float, double>>(result, parameter).Compile()),
            _ => throw new NotProvableException($"the method computes a function of a {leaf}"),
        };
    }

    private static string Name(Tree operation) => operation switch
    {
        Tree.Binary binary => binary.Operator.ToString(),
        Tree.Call call => call.Function.ToString(),
        _ => operation.GetType().Name,
    };
}
