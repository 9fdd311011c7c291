namespace Autocomp.Emulator;

/// <summary>Results that may still be in the array when the next operand is read from the scratchpad.</summary>
/// <remarks>
/// The execute controller compares start addresses of operands and of results in flight (ExecuteController.scala:212-226),
/// so an operand that overlaps a result without beginning at the same row would be read too early.
/// </remarks>
internal sealed class HazardWindow(AcceleratorState state)
{
    // Results in flight: the tag queue of the mesh, MeshWithDelays.scala; 6 for the int8 array, 16 for fp32.
    private const int Depth = 16;
    private readonly (int First, int Last, long Step)[] _results = new (int, int, long)[Depth];
    private long _step;
    private int _count;

    /// <summary>A compute begins.</summary>
    public void Step() => _step++;

    /// <summary>The current compute writes these scratchpad rows.</summary>
    public void Add(int first, int last) => _results[_count++ % Depth] = (first, last, _step);

    /// <summary>Nothing is in flight.</summary>
    public void Drain() => _count = 0;

    /// <summary>Saves or loads the results in flight.</summary>
    public void Pass(StateStream state)
    {
        state.Field(ref _step);
        state.Field(ref _count);
        for (int i = Math.Max(0, _count - Depth); i < _count; i++)
        {
            ref (int First, int Last, long Step) result = ref _results[i % Depth];
            result = (state.Value(result.First), state.Value(result.Last), state.Value(result.Step));
        }
    }

    /// <summary>Faults when an operand would be read too early.</summary>
    public void Check(int first, int last)
    {
        for (int i = Math.Max(0, _count - Depth); i < _count; i++)
        {
            (int from, int to, long step) = _results[i % Depth];
            if (_step - step < Depth && first <= to && from <= last && first != from)
            {
                state.Complaints.Report(RevisionDifferences.OperandStillInArray);
                return;
            }
        }
    }
}
