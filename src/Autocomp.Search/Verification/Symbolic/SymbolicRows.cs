namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The scratchpad or the accumulator of a symbolic run: rows of values.</summary>
internal sealed class SymbolicRows
{
    private readonly ulong[] _values;
    private readonly int _lanes;

    /// <summary>Rows that hold nothing known.</summary>
    /// <param name="place">Tells the memories apart.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="lanes">Values of a row.</param>
    /// <param name="points">Gives the first values.</param>
    public SymbolicRows(int place, int rows, int lanes, SymbolicPoints points)
    {
        _lanes = lanes;
        _values = new ulong[rows * lanes];
        for (int i = 0; i < _values.Length; i++) _values[i] = points.Unknown(place, i);
    }

    /// <summary>A row.</summary>
    /// <param name="row">Its number, within the memory: the emulator has executed the command.</param>
    public Span<ulong> this[int row] => _values.AsSpan(row * _lanes, _lanes);
}
