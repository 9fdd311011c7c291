namespace Autocomp.Emulator;

/// <summary>Performance counters. Their values are not part of any contract: this model counts commands.</summary>
internal sealed class CounterFile(AcceleratorState state)
{
    private const int Count = 8;
    private readonly uint[] _start = new uint[Count];
    private readonly uint[] _snapshot = new uint[Count];
    private uint _commands;
    private bool _frozen;

    /// <summary>A command went by.</summary>
    public void Step() => _commands++;

    /// <summary>Executes one counter command and gives the value of rd.</summary>
    public ulong Execute(ulong rs1)
    {
        state.Complaints.Report(RevisionDifferences.CounterValue);
        int index = (int)(rs1 >> 4) & (Count - 1);
        if ((rs1 & 1) != 0) _start.AsSpan().Fill(_commands);
        if ((rs1 & 2) != 0) _frozen = false;
        if ((rs1 & 4) != 0)
        {
            _frozen = true;
            for (int i = 0; i < Count; i++) _snapshot[i] = _commands - _start[i];
        }

        if ((rs1 & 8) != 0) _start[index] = _commands;
        return _frozen ? _snapshot[index] : _commands - _start[index];
    }

    public void Reset()
    {
        _commands = 0;
        _frozen = false;
        _start.AsSpan().Clear();
    }
}
