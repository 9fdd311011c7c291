namespace Autocomp.Emulator;

/// <summary>Performance counters. Their values are not part of any contract.</summary>
/// <remarks>
/// libgemmini adds random numbers below 512 at each command after a first one, until a reset or flush; this model adds their
/// mean. So programs that check that counters rise, freeze and clear see what they expect.
/// </remarks>
internal sealed class CounterFile(AcceleratorState state)
{
    private const int Count = 8;
    private const uint Increment = 256;
    private const uint External = 8;
    private readonly uint[] _values = new uint[Count];
    private readonly uint[] _snapshot = new uint[Count];
    private readonly bool[] _external = new bool[Count];
    private bool _inProgress;
    private bool _frozen;

    /// <summary>A command of any kind begins.</summary>
    public void Step(int funct7)
    {
        if (_inProgress)
        {
            for (int i = 0; i < Count; i++) _values[i] += Increment;
        }

        if (funct7 != Funct7.Counter) _inProgress = funct7 != Funct7.Flush;
    }

    /// <summary>Executes one counter command and gives the value of rd.</summary>
    public ulong Execute(ulong rs1)
    {
        state.Complaints.Report(RevisionDifferences.CounterValue);
        int index = (int)(rs1 >> 4) & (Count - 1);
        if ((rs1 & 1) != 0)
        {
            _values.AsSpan().Clear();
            _inProgress = false;
        }

        if ((rs1 & 2) != 0) _frozen = false;
        if ((rs1 & 4) != 0)
        {
            _frozen = true;
            for (int i = 0; i < Count; i++) _snapshot[i] = Value(i);
        }

        if ((rs1 & 8) != 0)
        {
            _values[index] = 0;
            _external[index] = ((rs1 >> 31) & 1) != 0;
        }

        return _frozen ? _snapshot[index] : Value(index);
    }

    public void Pass(StateStream state)
    {
        state.Array(_values);
        state.Array(_snapshot);
        state.Array(_external);
        state.Field(ref _inProgress);
        state.Field(ref _frozen);
    }

    public void Reset()
    {
        _inProgress = false;
        _frozen = false;
        _values.AsSpan().Clear();
        _external.AsSpan().Clear();
    }

    private uint Value(int index) => _external[index] && _values[index] != 0 ? External : _values[index];
}
