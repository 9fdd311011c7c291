using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Executes the accelerator commands of one call on values of a <see cref="SymbolicPoints"/> instead of numbers. Follows a run on the emulator, which has checked each command, its configuration, its rows and all races.</summary>
/// <remarks>Sums and products of int32 wrap in the accelerator as in C#: polynomials that are equal over the integers are equal modulo 2^32 too, so no range is needed.</remarks>
internal sealed class SymbolicAccelerator : ICommandObserver
{
    private const int Mvin2 = 1, Mvin = 2, Mvout = 3, ComputePreloaded = 4, ComputeAccumulated = 5, Preload = 6, Config = 0, Mvin3 = 14;
    private const uint RowMask = 0x1FFF_FFFF;
    private const int AccumulatorBytes = 4;
    private readonly TargetDescription _target;
    private readonly SymbolicPoints _points;
    private readonly ImmutableArray<KernelParameter> _parameters;
    private readonly SymbolicMemory _memory;
    private readonly AcceleratorFunctions _functions;
    private readonly SymbolicConfiguration _configuration = new();
    private readonly SymbolicRows _scratchpad;
    private readonly SymbolicRows _accumulator;
    private readonly SymbolicArray _array;
    private readonly SymbolicStore _store;
    private readonly int _elementBytes;
    private readonly ulong[] _sums;
    private readonly ulong[] _stationarySums;
    private SymbolicOperand _stationary;
    private SymbolicOperand _result;
    private IReadOnlyList<ulong> _addresses = [];

    /// <summary>An accelerator whose memories hold nothing known.</summary>
    /// <param name="target">The machine.</param>
    /// <param name="parameters">Parameters of the call: all but dimensions.</param>
    /// <param name="points">Where to evaluate.</param>
    public SymbolicAccelerator(TargetDescription target, ImmutableArray<KernelParameter> parameters, SymbolicPoints points)
    {
        (_target, _parameters, _points) = (target, parameters, points);
        _memory = new SymbolicMemory(points);
        _functions = new AcceleratorFunctions(target.Element == ElementType.Int8, points);
        _scratchpad = new SymbolicRows(100, target.ScratchpadRows, target.Dim, points);
        _accumulator = new SymbolicRows(101, target.AccumulatorRows, target.Dim, points);
        _array = new SymbolicArray(target.Dim);
        _elementBytes = target.Element == ElementType.Int8 ? 1 : 4;
        _store = new SymbolicStore(target.Dim, _elementBytes, _configuration, _scratchpad, _accumulator, _memory, _functions, points);
        _sums = new ulong[target.Dim * target.Dim];
        _stationarySums = new ulong[target.Dim * target.Dim];
    }

    /// <summary>The machine.</summary>
    public TargetDescription Target => _target;

    /// <summary>Main memory.</summary>
    public SymbolicMemory Memory => _memory;

    /// <summary>The functions that were applied where the accelerator is not linear.</summary>
    public IEnumerable<FunctionPrint> Functions => _functions.Used;

    /// <summary>Whether a factor was no small number, so that it is equal to nothing but itself.</summary>
    public bool UsesAtoms => _functions.UsesAtoms;

    /// <summary>Commands followed, loops unrolled.</summary>
    public long Commands { get; private set; }

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<ulong> tensors)
    {
        _addresses = tensors;
        for (int i = 0; i < _parameters.Length; i++)
        {
            KernelParameter parameter = _parameters[i];
            if (parameter.Kind != ParameterKind.Tensor || parameter.Direction == ParameterDirection.Out) continue;
            int bytes = new DataType(parameter.Scalar).ScalarSize;
            for (long element = 0; element < parameter.Elements; element++) _memory.Write(tensors[i] + (ulong)(element * bytes), bytes, _points.Element(i, element));
        }
    }

    /// <summary>What a tensor holds now.</summary>
    /// <param name="index">Position among the parameters of the call.</param>
    /// <param name="element">Position of the element.</param>
    public ulong Read(int index, long element)
    {
        int bytes = new DataType(_parameters[index].Scalar).ScalarSize;
        return _memory.Read(_addresses[index] + (ulong)(element * bytes), bytes);
    }

    /// <inheritdoc/>
    public void Executed(int funct7, ulong rs1, ulong rs2)
    {
        Commands++;
        switch (funct7)
        {
            case Config:
                _configuration.Set(rs1, rs2);
                break;
            case Mvin:
                Load(_configuration.Loads[0], rs1, rs2);
                break;
            case Mvin2:
                Load(_configuration.Loads[1], rs1, rs2);
                break;
            case Mvin3:
                Load(_configuration.Loads[2], rs1, rs2);
                break;
            case Mvout:
                _store.Execute(rs1, rs2);
                break;
            case Preload:
                _stationary = new SymbolicOperand(rs1, _target.Dim);
                _result = new SymbolicOperand(rs2, _target.Dim);
                break;
            case ComputePreloaded:
            case ComputeAccumulated:
                Compute(funct7 == ComputePreloaded, new SymbolicOperand(rs1, _target.Dim), new SymbolicOperand(rs2, _target.Dim));
                break;
            default:
                throw new NotProvableException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"command {funct7} has no symbolic meaning"));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(SymbolicConfiguration.Load configuration, ulong source, ulong operand)
    {
        var local = new LocalAddress((uint)operand);
        int columns = (int)(operand >> 32) & 0xFFFF, rows = (int)(operand >> 48), first = (int)(local.Bits & RowMask);
        bool narrow = !local.IsAccumulator || configuration.Shrunk;
        int bytes = narrow ? _elementBytes : AccumulatorBytes;
        SymbolicRows memory = local.IsAccumulator ? _accumulator : _scratchpad;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ulong value = source == 0 ? 0 : _memory.Read(source + (ulong)row * configuration.Stride + (ulong)(column * bytes), bytes);
                if (source != 0 && narrow) value = _functions.Load(value, configuration.Scale);
                else if (!narrow && _target.ScalesAccumulatorLoads) value = _functions.Times(value, configuration.Scale);
                if (local.IsAccumulator && narrow && _elementBytes == 1) _functions.NoteElement(value);
                int at = first + row + column / _target.Dim * configuration.BlockStride, lane = column % _target.Dim;
                for (int pixel = 0; pixel < configuration.PixelRepeats && pixel <= at && lane + pixel * columns < _target.Dim; pixel++)
                {
                    ref ulong place = ref memory[at - pixel][lane + pixel * columns];
                    place = local.Accumulates ? PrimeField.Add(place, value) : value;
                }
            }
        }
    }

    private void Compute(bool preloaded, SymbolicOperand a, SymbolicOperand d)
    {
        bool weights = _configuration.WeightStationary;
        if (preloaded)
        {
            if (weights) _array.LoadB(_scratchpad, _stationary, _configuration.TransposeB);
            else LoadRows(_stationary, _stationarySums, _target.Dim);
        }

        if (weights)
        {
            if (_result.IsGarbage) return;
            LoadRows(d, _sums, _result.Rows);
            _array.Multiply(_scratchpad, a, _configuration.AStride, _configuration.TransposeA, _sums, _result.Rows);
            Write(_sums, shift: 0);
            return;
        }

        _array.LoadB(_scratchpad, d, _configuration.TransposeB);
        _array.Multiply(_scratchpad, a, _configuration.AStride, _configuration.TransposeA, _stationarySums, _target.Dim);
        if (!_result.IsGarbage) Write(_stationarySums, _configuration.Shift);
    }

    private void LoadRows(SymbolicOperand operand, ulong[] sums, int rows)
    {
        Array.Clear(sums);
        if (operand.IsGarbage) return;
        for (int i = 0; i < Math.Min(rows, operand.Rows); i++) _scratchpad[operand.Row + i][..operand.Columns].CopyTo(sums.AsSpan(i * _target.Dim));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(ulong[] sums, int shift)
    {
        bool accumulates = _result.Address.Accumulates;
        for (int i = 0; i < _result.Rows; i++)
        {
            int row = (int)(_result.Address.Bits & RowMask) + i * _configuration.CStride;
            Span<ulong> target = (_result.Address.IsAccumulator ? _accumulator : _scratchpad)[row];
            for (int j = 0; j < _result.Columns; j++)
            {
                ulong value = sums[i * _target.Dim + j];
                target[j] = !_result.Address.IsAccumulator ? _functions.Shift(value, shift, _configuration.ExecuteRelu)
                    : accumulates ? PrimeField.Add(target[j], value)
                    : value;
            }
        }
    }
}
