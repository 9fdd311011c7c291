namespace Autocomp.Emulator.Tests.Accelerator.Reference;

/// <summary>A slow and obvious int8 accelerator: lane by lane, from the ISA's text. Commands become operations that can run in any legal order.</summary>
/// <param name="memoryBase">Address of the memory's first byte.</param>
/// <param name="memory">Its content.</param>
/// <param name="garbage">Seed of what an earlier kernel left behind: local rows, weights, configuration; null for zeros.</param>
internal sealed class ReferenceMachine(ulong memoryBase, byte[] memory, int? garbage = null)
{
    private const int Dim = 16;
    private const int AccumulatorBase = 1 << 20;
    private readonly Dictionary<int, int[]> _rows = [];
    private readonly List<List<ReferenceOperation>> _epochs = [[]];
    private readonly (long Stride, float Scale, int BlockStride, bool Shrunk)[] _load = garbage is null ? new (long, float, int, bool)[3] : [(17, 0.5f, 16, false), (33, 3f, 16, true), (7, 0.25f, 16, true)];
    private (long Stride, float Scale, bool Relu) _store = garbage is null ? default : (19, 0.37f, true);
    private (bool Weights, bool TransposeA, bool TransposeB, bool Relu, int AStride, int CStride, int Shift) _execute = garbage is null ? default : (false, false, false, true, 1, 1, 3);
    private readonly int[,] _array = Left(garbage);

    public byte[] Memory { get; } = (byte[])memory.Clone();

    /// <summary>Operations between fences.</summary>
    public IReadOnlyList<IReadOnlyList<ReferenceOperation>> Epochs => _epochs;

    public void Fence() => _epochs.Add([]);

    public void CoreAccess(ulong address, ulong value, int length, bool write)
    {
        var operation = new ReferenceOperation
        {
            Name = $"core {address:x}",
            Unit = ReferenceOperation.Core,
            Perform = () =>
            {
                for (int i = 0; write && i < length; i++) Memory[(int)(address - memoryBase) + i] = (byte)(value >> (8 * i));
            },
        };
        for (ulong i = 0; i < (ulong)length; i++) (write ? operation.MemoryWrites : operation.MemoryReads).Add(address + i);
        _epochs[^1].Add(operation);
    }

    public void ConfigLoad(int state, long stride, float scale, int blockStride, bool shrunk) => _load[state] = (stride, scale, blockStride, shrunk);

    public void ConfigStore(long stride, float scale, bool relu) => _store = (stride, scale, relu);

    public void ConfigExecute(bool weights, bool transposeA, bool transposeB, bool relu, int aStride, int cStride, int shift) =>
        _execute = (weights, transposeA, transposeB, relu, aStride, cStride, shift);

    public void Mvin(int state, ulong source, uint local, int cols, int rows)
    {
        (long stride, float scale, int blockStride, bool shrunk) = _load[state];
        bool accumulator = local >> 31 == 1;
        bool wide = accumulator && !shrunk;
        var moves = new List<(int Row, int Lane, ulong Address)>();
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < cols; c++)
            {
                int row = Key(local) + r + c / Dim * blockStride;
                moves.Add((row, c % Dim, source + (ulong)(r * stride + c * (wide ? 4 : 1))));
            }
        }

        var operation = new ReferenceOperation
        {
            Name = $"mvin {source:x} -> {local:x}",
            Unit = 0,
            Perform = () =>
            {
                foreach ((int row, int lane, ulong address) in moves)
                {
                    int value = wide ? ReadWord(address) : Round((sbyte)Memory[address - memoryBase] * scale);
                    bool adds = accumulator && (local >> 30 & 1) == 1;
                    Row(row)[lane] = adds ? Row(row)[lane] + value : value;
                }
            },
        };
        AddBox(operation.LocalWrites, moves.Min(move => move.Row), moves.Max(move => move.Row));
        foreach ((_, _, ulong address) in moves)
        {
            for (ulong i = 0; i < (wide ? 4UL : 1); i++) operation.MemoryReads.Add(address + i);
        }

        _epochs[^1].Add(operation);
    }

    public void Mvout(ulong destination, uint local, int cols, int rows)
    {
        (long stride, float scale, bool relu) = _store;
        bool accumulator = local >> 31 == 1;
        bool full = accumulator && (local >> 29 & 1) == 1;
        var written = new List<(ulong Address, byte Value)>();
        var operation = new ReferenceOperation
        {
            Name = $"mvout {local:x} -> {destination:x}",
            Unit = 2,
            Perform = () =>
            {
                written.Clear();
                for (int r = 0; r < rows; r++)
                {
                    for (int c = 0; c < cols; c++)
                    {
                        int value = Row(Key(local) + r + c / Dim * Dim)[c % Dim];
                        ulong address = destination + (ulong)(r * stride + c * (full ? 4 : 1));
                        if (full)
                        {
                            for (int i = 0; i < 4; i++) written.Add((address + (ulong)i, (byte)(value >> (8 * i))));
                            continue;
                        }

                        if (accumulator) value = Round(value * scale);
                        if (accumulator && relu) value = Math.Max(0, value);
                        written.Add((address, (byte)value));
                    }
                }
            },
            Commit = () => written.ForEach(each => Memory[each.Address - memoryBase] = each.Value),
        };
        AddBox(operation.LocalReads, Key(local), Key(local) + rows - 1 + (cols - 1) / Dim * Dim);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < cols; c++)
            {
                for (ulong i = 0; i < (full ? 4UL : 1); i++) operation.MemoryWrites.Add(destination + (ulong)(r * stride + c * (full ? 4 : 1)) + i);
            }
        }

        _epochs[^1].Add(operation);
    }

    /// <summary>A preload and its compute. Row null stands for garbage.</summary>
    public void Compute(bool preloaded, int? stationary, uint? result, int a, int? second, int m, int n, int k)
    {
        var execute = _execute;
        int? d = second;
        var operation = new ReferenceOperation
        {
            Name = $"compute {a:x}, {stationary:x} -> {result:x}",
            Unit = 1,
            Perform = () => Multiply(execute, preloaded, stationary, result, a, d, m, n, k),
        };
        AddBox(operation.LocalReads, a, a + ((execute.TransposeA ? k : m) - 1) * execute.AStride);
        int stationaryRows = execute.Weights ? (execute.TransposeB ? n : k) : m;
        int secondRows = execute.Weights ? m : execute.TransposeB ? n : k;
        for (int i = 0; stationary is { } b && i < stationaryRows; i++) operation.LocalReads.Add(b + i);
        for (int i = 0; d is { } row && i < secondRows; i++) operation.LocalReads.Add(row + i);
        if (result is { } c)
        {
            AddBox(operation.LocalWrites, Key(c), Key(c) + (m - 1) * execute.CStride);
            AddBox(operation.LocalReads, Key(c), Key(c) + (m - 1) * execute.CStride);
        }

        _epochs[^1].Add(operation);
    }

    private void Multiply(
        (bool Weights, bool TransposeA, bool TransposeB, bool Relu, int AStride, int CStride, int Shift) x,
        bool preloaded, int? stationary, uint? result, int a, int? second, int m, int n, int k)
    {
        if (preloaded)
        {
            for (int i = 0; i < Dim; i++)
            {
                for (int j = 0; j < Dim; j++)
                {
                    bool inside = x.Weights ? i < k && j < n : i < m && j < n;
                    bool transposed = x.Weights && x.TransposeB;
                    _array[i, j] = stationary is { } b && inside ? (transposed ? Row(b + j)[i] : Row(b + i)[j]) : 0;
                }
            }
        }

        var sums = new int[Dim, Dim];
        for (int i = 0; i < Dim; i++)
        {
            for (int j = 0; j < Dim; j++)
            {
                int sum = x.Weights ? (second is { } d && i < m && j < n ? Row(d + i)[j] : 0) : _array[i, j];
                for (int p = 0; p < k; p++)
                {
                    int left = i < m ? (x.TransposeA ? Row(a + p * x.AStride)[i] : Row(a + i * x.AStride)[p]) : 0;
                    int right = x.Weights ? _array[p, j] : second is { } b && j < n ? (x.TransposeB ? Row(b + j)[p] : Row(b + p)[j]) : 0;
                    sum += left * right;
                }

                sums[i, j] = sum;
                if (!x.Weights) _array[i, j] = sum;
            }
        }

        if (result is not { } c) return;
        for (int i = 0; i < m; i++)
        {
            int[] row = Row(Key(c) + i * x.CStride);
            for (int j = 0; j < n; j++)
            {
                if (c >> 31 == 1) row[j] = (c >> 30 & 1) == 1 ? row[j] + sums[i, j] : sums[i, j];
                else row[j] = Math.Max(Saturate(x.Weights ? sums[i, j] : Shift(sums[i, j], x.Shift)), x.Relu ? 0 : sbyte.MinValue);
            }
        }
    }

    // The reservation station compares ranges from the first to the last row, gaps included.
    private static void AddBox(HashSet<int> rows, int first, int last)
    {
        for (int row = first; row <= last; row++) rows.Add(row);
    }

    private int ReadWord(ulong address) => BitConverter.ToInt32(Memory, (int)(address - memoryBase));

    private int[] Row(int key)
    {
        if (!_rows.TryGetValue(key, out int[]? row))
        {
            _rows.Add(key, row = new int[Dim]);
            if (garbage is { } seed)
            {
                var random = new Random(HashCode(seed, key));
                for (int lane = 0; lane < Dim; lane++) row[lane] = random.Next(-128, 128);
            }
        }

        return row;
    }

    private static int HashCode(int seed, int key) => unchecked(seed * 31 + key * 7919);

    private static int[,] Left(int? garbage)
    {
        var array = new int[Dim, Dim];
        if (garbage is not { } seed) return array;
        var random = new Random(seed);
        for (int i = 0; i < Dim; i++)
        {
            for (int j = 0; j < Dim; j++) array[i, j] = random.Next(-128, 128);
        }

        return array;
    }

    private static int Key(uint local) => (int)(local & 0x3FF_FFFF) + (local >> 31 == 1 ? AccumulatorBase : 0);

    private static int Round(float value) => (int)Math.Clamp((double)MathF.Round(value, MidpointRounding.ToEven), -128, 127);

    private static int Saturate(double value) => (int)Math.Clamp(value, -128, 127);

    private static double Shift(int value, int shift) => Math.Round(value / Math.Pow(2, shift), MidpointRounding.ToEven);
}
