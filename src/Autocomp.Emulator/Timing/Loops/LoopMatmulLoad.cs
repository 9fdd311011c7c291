namespace Autocomp.Emulator.Timing;

/// <summary>Unrolls the loads of A or B: blocks in the order k, then the other index (LoopMatmul.scala, LdA and LdB).</summary>
/// <param name="isB">Which operand.</param>
/// <param name="dim">Rows and columns of a block.</param>
/// <param name="maxBlocks">Most blocks of one mvin.</param>
/// <param name="elementBytes">Bytes of an element.</param>
internal sealed class LoopMatmulLoad(bool isB, int dim, int maxBlocks, int elementBytes) : LoopEngine
{
    private LoopMatmulState _loop = null!;
    private bool _kIsColumn;
    private int _rows;
    private int _columns;
    private int _rowPad;
    private int _columnPad;
    private int _blocks;

    /// <summary>The reduction index reached.</summary>
    public int K { get; private set; }

    /// <summary>The row (A) or column (B) index reached.</summary>
    public int Other { get; private set; }

    public void Start(LoopMatmulState loop, int id)
    {
        (_loop, LoopId, IsIdle, K, Other) = (loop, id, false, 0, 0);
        _kIsColumn = isB ? loop.BTransposed : !loop.ATransposed;
        int other = isB ? loop.J : loop.I, otherPad = isB ? loop.PadJ : loop.PadI;
        (_rows, _columns) = _kIsColumn ? (other, loop.K) : (loop.K, other);
        (_rowPad, _columnPad) = _kIsColumn ? (otherPad, loop.PadK) : (loop.PadK, otherPad);
        _blocks = Math.Min(_columns, maxBlocks);
    }

    public AcceleratorCommand Command()
    {
        var (row, column) = _kIsColumn ? (Other, K) : (K, Other);
        var blocks = column + _blocks <= _columns ? _blocks : _columns - column;
        var columns = (blocks * dim) - (column + blocks >= _columns ? _columnPad : 0);

        // The RTL compares the wrong signal for B, so its last block row is always loaded whole.
        var rows = dim - (!isB && row == _rows - 1 ? _rowPad : 0);
        var stride = isB ? _loop.BStride : _loop.AStride;
        var offset = (((ulong)row * stride) + (ulong)column) * (ulong)(dim * elementBytes);
        var start = isB ? _loop.BEnd - (_loop.K * _loop.J * dim) : _loop.AStart;
        var local = (uint)(start + (((row * _columns) + column) * dim)) & 0x3FFF;
        return new AcceleratorCommand(
            isB ? AcceleratorCommand.Load2 : AcceleratorCommand.Load,
            (isB ? _loop.B : _loop.A) + (offset & 0xFFFF_FFFF),
            Operand(rows, columns, local),
            CommandOrigin.LoopMatmul);
    }

    public void Advance()
    {
        var other = isB ? _loop.J : _loop.I;
        Other = FloorAdd(Other, _kIsColumn ? 1 : _blocks, other);
        if (Other == 0)
        {
            K = FloorAdd(K, _kIsColumn ? _blocks : 1, _loop.K);
            IsIdle = K == 0;
        }
    }

    public override void Reset()
    {
        base.Reset();
        (K, Other) = (0, 0);
    }
}
