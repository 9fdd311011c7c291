namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The maximum of values and constants, in any order. Members are told apart by position, so one that comes twice counts twice.</summary>
internal struct SymbolicMaximum
{
    private ulong _members;
    private ulong _only;
    private int _count;
    private bool _anyNotNegative;
    private double _least = double.NegativeInfinity;

    /// <summary>The maximum of nothing.</summary>
    public SymbolicMaximum()
    {
    }

    /// <summary>Adds a value.</summary>
    public void Add(ulong value, SymbolicPoints points)
    {
        if (points.NumberOf(value) is { } number)
        {
            Add(number);
            return;
        }

        _count++;
        _only = value;
        _anyNotNegative |= points.IsNotNegative(value);
        _members = PrimeField.Add(_members, points.Member(value));
    }

    /// <summary>Adds a constant.</summary>
    public void Add(double constant) => _least = Math.Max(_least, constant);

    /// <summary>Adds the members and constants of another.</summary>
    public void Add(in SymbolicMaximum other)
    {
        _only = _count == 0 ? other._only : _only;
        _count += other._count;
        _anyNotNegative |= other._anyNotNegative;
        _members = PrimeField.Add(_members, other._members);
        _least = Math.Max(_least, other._least);
    }

    /// <summary>The value of the maximum.</summary>
    /// <param name="points">Gives values.</param>
    /// <param name="lowest">The least value that members can have: a constant at or below it changes nothing.</param>
    public readonly ulong Value(SymbolicPoints points, double lowest = sbyte.MinValue)
    {
        if (_count == 0) return points.Constant(_least);
        bool counts = _least > lowest && !(_anyNotNegative && _least <= 0);
        return _count == 1 && !counts ? _only : points.Maximum(_members, counts ? _least : null);
    }
}
