namespace Autocomp.Emulator.Timing;

/// <summary>Unrolls the loads of D or the stores of C: rows of blocks, i innermost (LoopMatmul.scala, LdD and StC).</summary>
/// <param name="isStore">Stores of C, or loads of D.</param>
/// <param name="dim">Rows and columns of a block.</param>
/// <param name="maxBlocks">Most blocks of one narrow transfer.</param>
/// <param name="maxWideBlocks">Most blocks of one accumulator-typed transfer.</param>
/// <param name="elementBytes">Bytes of an element.</param>
internal sealed class LoopMatmulBlocks(bool isStore, int dim, int maxBlocks, int maxWideBlocks, int elementBytes) : LoopEngine
{
    private LoopMatmulState _loop = null!;
    private int _local;
    private int _blocks;
    private bool _wide;

    public int I { get; private set; }

    public int J { get; private set; }

    public bool Skips => (isStore ? _loop.C : _loop.D) == 0;

    /// <summary>Blocks of the next transfer.</summary>
    public int Blocks => J + _blocks <= _loop.J ? _blocks : _loop.J - J;

    public LoopMatmulState Loop => _loop;

    public void Start(LoopMatmulState loop, int id, int local)
    {
        (_loop, LoopId, IsIdle, I, J, _local) = (loop, id, false, 0, 0, local);
        _wide = isStore ? loop.FullC : !loop.LowD;
        _blocks = Math.Min(loop.J, isStore && _wide ? 1 : _wide ? maxWideBlocks : maxBlocks);
    }

    public AcceleratorCommand Command()
    {
        var blocks = Blocks;
        var columns = (blocks * dim) - (J + blocks >= _loop.J ? _loop.PadJ : 0);
        var rows = dim - (I == _loop.I - 1 ? _loop.PadI : 0);
        var stride = isStore ? _loop.CStride : _loop.DStride;
        var offset = (((ulong)I * stride) + (ulong)J) * (ulong)(dim * (_wide ? 4 : elementBytes));
        var local = 0x8000_0000u | (isStore && _wide ? 0x2000_0000u : 0) | (uint)(_local + (((I * _loop.J) + J) * dim));
        return new AcceleratorCommand(
            isStore ? AcceleratorCommand.Store : AcceleratorCommand.Load3,
            (isStore ? _loop.C : _loop.D) + (offset & 0xFFFF_FFFF),
            Operand(rows, columns, local),
            CommandOrigin.LoopMatmul);
    }

    public void Advance()
    {
        I = FloorAdd(I, 1, _loop.I);
        if (I == 0)
        {
            J = FloorAdd(J, _blocks, _loop.J);
            IsIdle = J == 0;
        }
    }

    public void Stop() => IsIdle = true;
}
