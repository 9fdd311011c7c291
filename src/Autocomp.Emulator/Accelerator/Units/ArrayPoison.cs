using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Follows poison through the array: which lanes of which result rows depend on lanes that nothing has written.</summary>
/// <remarks>A product with a lane that is zero by definition hides poison for integers, but not for floats (NaN times zero).</remarks>
internal sealed class ArrayPoison(AcceleratorState state)
{
    private readonly ulong[] _weights = new ulong[state.Dim];
    private readonly ulong[] _sums = new ulong[state.Dim];
    private readonly ulong[] _results = new ulong[state.Dim];
    private readonly bool _zerosHide = state.Target.Element == ElementType.Int8;
    private bool _anyWeights;
    private bool _anySums;
    private int _sourceRow;
    private ulong _sourceLanes;

    /// <summary>Poison of the rows of the last results.</summary>
    public ulong[] Results => _results;

    /// <summary>Saves or loads the poison of what the array holds.</summary>
    public void Pass(StateStream state)
    {
        state.Array(_weights);
        state.Array(_sums);
        state.Field(ref _anyWeights);
        state.Field(ref _anySums);
    }

    /// <summary>The operand of a preload became the weights.</summary>
    public void LoadWeights(Operand b, bool transposed)
    {
        _anyWeights = false;
        if (!transposed && IsClean(b, state.Dim))
        {
            Array.Clear(_weights);
            return;
        }

        for (int k = 0; k < state.Dim; k++)
        {
            _weights[k] = Lanes(b, k, transposed, 1);
            _anyWeights |= _weights[k] != 0;
        }
    }

    /// <summary>The operand of a preload became the partial sums.</summary>
    public void LoadSums(Operand d)
    {
        _anySums = false;
        for (int i = 0; i < state.Dim; i++)
        {
            _sums[i] = Lanes(d, i, false, 1);
            _anySums |= _sums[i] != 0;
        }
    }

    /// <summary>Weight-stationary results: A times the weights, plus D.</summary>
    public bool Multiply(Operand a, int weightRows, Operand d, int rows, in ExecuteConfiguration configuration)
    {
        if (!_anyWeights && IsClean(a, rows, configuration) && IsClean(d, rows)) return false;
        ulong columns = _anyWeights ? Columns(_weights, _zerosHide && !a.IsGarbage ? Math.Min(a.Columns, weightRows) : state.Dim) : 0;
        if (_zerosHide && a.IsGarbage) columns = 0;
        ulong relevant = LocalMemory.FirstLanes(_zerosHide ? Math.Min(a.Columns, weightRows) : a.Columns);
        bool any = false;
        for (int i = 0; i < rows; i++)
        {
            ulong lanes = columns | Lanes(d, i, false, 1);
            if ((Lanes(a, i, configuration.TransposeA, configuration.AStride) & relevant) != 0) lanes = ulong.MaxValue;
            _results[i] = lanes;
            any |= lanes != 0;
        }

        return any;
    }

    /// <summary>Output-stationary sums: A times B is added.</summary>
    public bool Accumulate(Operand a, Operand b, in ExecuteConfiguration configuration)
    {
        int depth = Math.Min(a.Columns, b.Rows);
        ulong relevant = LocalMemory.FirstLanes(_zerosHide ? depth : a.Columns);
        ulong columns = 0;
        for (int k = 0; k < (_zerosHide ? depth : state.Dim); k++) columns |= Lanes(b, k, configuration.TransposeB, 1);
        for (int i = 0; i < state.Dim; i++)
        {
            if (i < a.Rows || !_zerosHide) _sums[i] |= columns;
            if ((Lanes(a, i, configuration.TransposeA, configuration.AStride) & relevant) != 0) _sums[i] = ulong.MaxValue;
            _results[i] = _sums[i];
            _anySums |= _sums[i] != 0;
        }

        return _anySums;
    }

    /// <summary>The results go to local rows.</summary>
    public void Write(LocalMemory memory, int first, int stride, int rows, ulong lanes, bool adds, bool anyPoison)
    {
        if (!anyPoison && memory.PoisonOf(first, stride, rows) == 0)
        {
            memory.NoteCleanWrite();
            return;
        }

        for (int i = 0; i < rows; i++)
        {
            int row = first + i * stride;
            ulong poison = anyPoison ? _results[i] & lanes : 0;
            if (poison != 0) memory.NoteSpread(row, _sourceRow, _sourceLanes, state.Scratchpad, state.Complaints.ProgramCounter);
            if (adds)
            {
                ulong held = memory.Poison[row] & lanes;
                if (held != 0) memory.NoteSpread(row, row, held, memory, state.Complaints.ProgramCounter);
                poison |= held;
            }

            memory.NoteWrite(row, lanes, poison);
        }
    }

    /// <summary>Whether A holds no poison at all, told quickly for the usual layout.</summary>
    private bool IsClean(Operand a, int rows, in ExecuteConfiguration configuration) =>
        a.IsGarbage || (!configuration.TransposeA && state.Scratchpad.PoisonOf(a.Row, configuration.AStride, Math.Min(rows, a.Rows)) == 0);

    private bool IsClean(Operand d, int rows) => d.IsGarbage || state.Scratchpad.PoisonOf(d.Row, 1, Math.Min(rows, d.Rows)) == 0;

    private static ulong Columns(ulong[] rows, int count)
    {
        ulong columns = 0;
        for (int k = 0; k < count; k++) columns |= rows[k];
        return columns;
    }

    /// <summary>Poison of one logical row of an operand.</summary>
    private ulong Lanes(Operand operand, int row, bool transposed, int stride)
    {
        if (operand.IsGarbage || row >= operand.Rows) return 0;
        ulong[] poison = state.Scratchpad.Poison;
        int source = operand.Row + (transposed ? 0 : row * stride);
        ulong lanes = 0;
        if (!transposed)
        {
            lanes = poison[source] & LocalMemory.FirstLanes(operand.Columns);
        }
        else
        {
            for (int k = 0; k < operand.Columns; k++)
            {
                if ((poison[operand.Row + k * stride] >> row & 1) == 0) continue;
                lanes |= 1UL << k;
                source = operand.Row + k * stride;
            }
        }

        if (lanes == 0) return 0;
        _sourceRow = source;
        _sourceLanes = transposed ? 1UL << row : lanes & (~lanes + 1);
        return lanes;
    }
}
