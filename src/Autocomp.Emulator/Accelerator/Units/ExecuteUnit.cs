using System.Runtime.CompilerServices;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>preload and compute: the systolic array in both dataflows.</summary>
internal sealed unsafe class ExecuteUnit
{
    private const uint ResultRowMask = 0x1FFF_FFFF;

    private readonly AcceleratorState _state;
    private readonly ExecuteChecks _checks;
    private readonly ArrayPoison _poison;
    private readonly HazardWindow _hazards;
    private readonly SystolicArray _array;
    private readonly int _rowBytes;
    private readonly byte[] _storage;
    private readonly byte* _results;
    private readonly byte* _sums;

    private Operand _stationary;
    private Operand _result;
    private bool _hasPreload;
    private bool _hasStationary;
    private bool _sumsWritten;
    private int _weightRows;
    private int _weightColumns;

    public ExecuteUnit(AcceleratorState state)
    {
        _state = state;
        _checks = new ExecuteChecks(state);
        _poison = new ArrayPoison(state);
        _hazards = new HazardWindow(state);
        _array = state.Target.Element == ElementType.Int8 ? new Int8Array(state.Dim) : new Float32Array(state.Dim);
        _rowBytes = state.Dim * sizeof(int);
        _storage = GC.AllocateArray<byte>(2 * state.Dim * _rowBytes + 64, pinned: true);
        _results = (byte*)(((nint)Unsafe.AsPointer(ref _storage[0]) + 63) & ~(nint)63);
        _sums = _results + state.Dim * _rowBytes;
    }

    /// <summary>Multiply-accumulates on valid rows and columns since reset.</summary>
    public long Macs { get; private set; }

    private int ResultRow => (int)(_result.Address.Bits & ResultRowMask);

    /// <summary>What the array holds means nothing to the next kernel.</summary>
    public void Forget()
    {
        _hasPreload = false;
        _hasStationary = false;
        _hazards.Drain();
    }

    public void Reset()
    {
        Forget();
        Macs = 0;
        _result = new Operand(uint.MaxValue, _state.Dim);
        _stationary = _result;
        _array.LoadB(null, 0, 0, 0, transposed: false);
        new Span<byte>(_sums, _state.Dim * _rowBytes).Clear();
    }

    /// <summary>Saves or loads what the array holds.</summary>
    public void Pass(StateStream state)
    {
        state.Field(ref _stationary);
        state.Field(ref _result);
        state.Field(ref _hasPreload);
        state.Field(ref _hasStationary);
        state.Field(ref _sumsWritten);
        state.Field(ref _weightRows);
        state.Field(ref _weightColumns);
        Macs = state.Value(Macs);
        state.Bytes(new Span<byte>(_sums, _state.Dim * _rowBytes));
        _array.Pass(state);
        _poison.Pass(state);
        _hazards.Pass(state);
    }

    /// <summary>A fence or config_ex waits until the array is empty.</summary>
    public void Drain() => _hazards.Drain();

    /// <summary>config_ex comes: between a preload and its compute it would change what the preload meant.</summary>
    public void Configure()
    {
        if (_hasPreload) _state.Complaints.Report(RevisionDifferences.WeightsChangedAfterPreload);
        Drain();
    }

    /// <summary>Rows are about to be written from main memory: those that a preload named must not change before its compute.</summary>
    public void CheckOverwrite(LocalMemory memory, int first, int last)
    {
        if (!_hasPreload || _stationary.IsGarbage || memory != _state.Scratchpad) return;
        if (first < _stationary.Row + _state.Dim && _stationary.Row <= last) _state.Complaints.Report(RevisionDifferences.WeightsChangedAfterPreload);
    }

    /// <summary>Executes preload.</summary>
    public void Preload(ulong rs1, ulong rs2)
    {
        _state.Need(ConfigurationGroup.Execute | ConfigurationGroup.ExecuteStrides);
        if (_hasPreload) _state.Complaints.Report(FaultKind.IllegalCommand, "follows a preload that no compute has used; issue the compute between them.");
        _stationary = new Operand(rs1, _state.Dim);
        _result = new Operand(rs2, _state.Dim);
        _hasPreload = true;
        _checks.Sizes(_stationary, "the preloaded operand");
        _checks.Sizes(_result, "the result");
    }

    /// <summary>Executes compute.preloaded or compute.accumulated.</summary>
    public void Compute(bool preloaded, ulong rs1, ulong rs2)
    {
        _state.Need(ConfigurationGroup.Execute | ConfigurationGroup.ExecuteStrides);
        ref ExecuteConfiguration configuration = ref _state.Execute;
        var a = new Operand(rs1, _state.Dim);
        var d = new Operand(rs2, _state.Dim);
        bool weights = configuration.WeightStationary;
        _checks.Compute(preloaded, _hasPreload, _hasStationary, _sumsWritten, a, _result.IsGarbage);
        _checks.Sizes(a, "A");
        _checks.Sizes(d, weights ? "D" : "B");
        _hasPreload = false;
        _hazards.Step();
        if (preloaded && !LoadStationary(weights)) return;
        if (!Check(a, configuration.TransposeA, configuration.AStride, "A")) return;
        if (!Check(d, !weights && configuration.TransposeB, 1, weights ? "D" : "B")) return;
        NoteRows(a, d, configuration);
        if (weights) ComputeWeightStationary(a, d, configuration);
        else ComputeOutputStationary(a, d, configuration);
    }

    private void ComputeWeightStationary(Operand a, Operand d, in ExecuteConfiguration configuration)
    {
        if (_result.IsGarbage) return;
        LocalMemory memory = _result.Address.IsAccumulator ? _state.Accumulator : _state.Scratchpad;
        int rows = _result.Rows;
        if (!CheckResult(memory, configuration.CStride)) return;
        CountMacs(a, rows, _result.Columns, _weightRows, _weightColumns);
        bool poison = _poison.Multiply(a, _weightRows, d, rows, configuration);

        // Integer sums may be added in any order, so whole rows of the accumulator are worked on where they are.
        bool inPlace = memory == _state.Accumulator && d.IsGarbage && _result.Columns == _state.Dim && _state.Target.Element == ElementType.Int8;
        byte* sums = inPlace ? memory.Row(ResultRow) : _results;
        int stride = inPlace ? _rowBytes * configuration.CStride : _rowBytes;
        if (!inPlace) LoadRows(d, _results, rows);
        else if (!_result.Address.Accumulates) Clear(sums, stride, rows);
        _array.Multiply(Source(a), RowStride(a, configuration), a.Rows, a.Columns, configuration.TransposeA, sums, stride, rows);
        if (!inPlace) Write(memory, _results, configuration, shift: 0);
        NoteWrite(memory, configuration.CStride, poison);
    }

    private void ComputeOutputStationary(Operand a, Operand b, in ExecuteConfiguration configuration)
    {
        _array.LoadB(Source(b), _state.Scratchpad.RowBytes, b.Rows, b.Columns, configuration.TransposeB);
        _array.Multiply(Source(a), RowStride(a, configuration), a.Rows, a.Columns, configuration.TransposeA, _sums, _rowBytes, _state.Dim);
        bool discarded = _result.IsGarbage;
        CountMacs(a, discarded ? a.Rows : _result.Rows, discarded ? b.Columns : _result.Columns, b.Rows, b.Columns);
        bool poison = _poison.Accumulate(a, b, configuration);
        _sumsWritten = !discarded;
        if (discarded) return;
        LocalMemory memory = _result.Address.IsAccumulator ? _state.Accumulator : _state.Scratchpad;
        if (!CheckResult(memory, configuration.CStride)) return;
        _checks.OutputStationary(memory, _sums, _result.Rows, _result.Columns);
        Write(memory, _sums, configuration, configuration.InShift);
        NoteWrite(memory, configuration.CStride, poison);
    }

    /// <summary>Takes the operand of the last preload into the array.</summary>
    private bool LoadStationary(bool weights)
    {
        bool transposed = weights && _state.Execute.TransposeB;
        if (!Check(_stationary, transposed, 1, weights ? "B" : "D")) return false;
        _hasStationary = true;
        _sumsWritten = false;
        if (!weights)
        {
            LoadRows(_stationary, _sums, _state.Dim);
            _poison.LoadSums(_stationary);
            return true;
        }

        _weightRows = _stationary.IsGarbage ? 0 : _stationary.Rows;
        _weightColumns = _stationary.Columns;
        _array.LoadB(Source(_stationary), _state.Scratchpad.RowBytes, _stationary.Rows, _weightColumns, transposed);
        _poison.LoadWeights(_stationary, transposed);
        return true;
    }

    private void LoadRows(Operand operand, byte* destination, int rows)
    {
        Clear(destination, _rowBytes, rows);
        if (operand.IsGarbage) return;
        for (int i = 0; i < Math.Min(rows, operand.Rows); i++)
        {
            _state.Arithmetic.Widen(_state.Scratchpad.Row(operand.Row + i), destination + i * _rowBytes, operand.Columns);
        }
    }

    private void Write(LocalMemory memory, byte* values, in ExecuteConfiguration configuration, int shift)
    {
        int columns = _result.Columns;
        for (int i = 0; i < _result.Rows; i++, values += _rowBytes)
        {
            byte* row = memory.Row(ResultRow + i * configuration.CStride);
            if (memory == _state.Scratchpad) _state.Arithmetic.Shift(values, row, columns, shift, configuration.Activation == ActivationFunction.Relu);
            else if (_result.Address.Accumulates) _state.Arithmetic.Add(row, values, columns);
            else Buffer.MemoryCopy(values, row, columns * sizeof(int), columns * sizeof(int));
        }
    }

    private void NoteWrite(LocalMemory memory, int stride, bool poison)
    {
        if (_result.Rows == 0) return;
        bool adds = memory == _state.Accumulator && _result.Address.Accumulates;
        _poison.Write(memory, ResultRow, stride, _result.Rows, LocalMemory.FirstLanes(_result.Columns), adds, poison);
        if (memory == _state.Scratchpad) _hazards.Add(ResultRow, ResultRow + (_result.Rows - 1) * stride);
    }

    private bool Check(Operand operand, bool transposed, int stride, string name)
    {
        if (!_checks.Rows(operand, transposed, stride, name)) return false;
        if (!operand.IsGarbage) _hazards.Check(operand.Row, operand.Row + (operand.StoredRows(transposed) - 1) * stride);
        return true;
    }

    /// <summary>What waits for what, seen by the reservation station. What loops unroll stands elsewhere in the hardware.</summary>
    private void NoteRows(Operand a, Operand d, in ExecuteConfiguration configuration)
    {
        if (_state.Complaints.Loop != 0) return;
        int offset = _result.Address.IsAccumulator ? _state.Scratchpad.Rows : 0;
        _state.Races.Note(
            Range(a, configuration.TransposeA, configuration.AStride),
            Range(_stationary, configuration.WeightStationary && configuration.TransposeB, 1),
            Range(d, !configuration.WeightStationary && configuration.TransposeB, 1),
            _result.IsGarbage || _result.Rows == 0 ? RowRange.None : new RowRange(offset + ResultRow, offset + ResultRow + (_result.Rows - 1) * configuration.CStride));
    }

    private static RowRange Range(Operand operand, bool transposed, int stride) =>
        operand.IsGarbage ? RowRange.None : new RowRange(operand.Row, operand.Row + (operand.StoredRows(transposed) - 1) * stride);

    private bool CheckResult(LocalMemory memory, int stride) =>
        _result.Rows == 0 || _state.CheckRows(memory, ResultRow, ResultRow + (long)(_result.Rows - 1) * stride, "the result");

    private byte* Source(Operand operand) => operand.IsGarbage ? null : _state.Scratchpad.Row(operand.Row);

    private nint RowStride(Operand a, in ExecuteConfiguration configuration) => (nint)_state.Scratchpad.RowBytes * configuration.AStride;

    private void CountMacs(Operand a, int rows, int columns, int weightRows, int weightColumns)
    {
        if (a.IsGarbage) return;
        Macs += (long)Math.Min(a.Rows, rows) * Math.Min(weightColumns, columns) * Math.Min(a.Columns, weightRows);
    }

    private void Clear(byte* rows, int stride, int count)
    {
        for (int i = 0; i < count; i++) Unsafe.InitBlock(rows + (nint)i * stride, 0, (uint)_rowBytes);
    }
}
