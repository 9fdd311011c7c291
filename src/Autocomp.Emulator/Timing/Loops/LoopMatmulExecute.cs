namespace Autocomp.Emulator.Timing;

/// <summary>Unrolls preloads and computes in the order k, j, i (LoopMatmul.scala, Execute).</summary>
/// <param name="dim">Rows and columns of a block.</param>
internal sealed class LoopMatmulExecute(int dim) : LoopEngine
{
    private LoopMatmulState _loop = null!;
    private int _c;
    private bool _computes;

    public int I { get; private set; }

    public int J { get; private set; }

    public int K { get; private set; }

    public void Start(LoopMatmulState loop, int id, int c)
    {
        (_loop, LoopId, IsIdle, I, J, K) = (loop, id, false, 0, 0, 0);
        (_c, _computes) = (c, false);
    }

    public AcceleratorCommand Command() => _computes ? Compute() : Preload();

    public void Advance()
    {
        _computes = !_computes;
        if (_computes)
        {
            return;
        }

        I = FloorAdd(I, 1, _loop.I);
        if (I == 0)
        {
            J = FloorAdd(J, 1, _loop.J);
            if (J == 0)
            {
                K = FloorAdd(K, 1, _loop.K);
                IsIdle = K == 0;
            }
        }
    }

    public override void Reset()
    {
        base.Reset();
        (I, J, K) = (0, 0, 0);
    }

    private AcceleratorCommand Preload()
    {
        var (row, column) = _loop.BTransposed ? (J, K) : (K, J);
        var columns = _loop.BTransposed ? _loop.K : _loop.J;
        var b = (uint)(_loop.BEnd - (_loop.K * _loop.J * dim) + (((row * columns) + column) * dim)) & 0x3FFF;
        var c = 0x8000_0000u | (_loop.Accumulates || K != 0 ? 0x4000_0000u : 0) | (uint)(_c + (((I * _loop.J) + J) * dim));
        return new AcceleratorCommand(
            AcceleratorCommand.Preload,
            Operand(Size(K, _loop.K, _loop.PadK), Size(J, _loop.J, _loop.PadJ), I == 0 ? b : uint.MaxValue),
            Operand(Size(I, _loop.I, _loop.PadI), Size(J, _loop.J, _loop.PadJ), c),
            CommandOrigin.LoopMatmul);
    }

    private AcceleratorCommand Compute()
    {
        var (row, column) = _loop.ATransposed ? (K, I) : (I, K);
        var columns = _loop.ATransposed ? _loop.I : _loop.K;
        var a = (uint)(_loop.AStart + (((row * columns) + column) * dim)) & 0x3FFF;
        return new AcceleratorCommand(
            I == 0 ? AcceleratorCommand.ComputeFlip : AcceleratorCommand.ComputeStay,
            Operand(Size(I, _loop.I, _loop.PadI), Size(K, _loop.K, _loop.PadK), a),
            Operand(dim, dim, uint.MaxValue),
            CommandOrigin.LoopMatmul);
    }

    private int Size(int index, int count, int pad) => dim - (index == count - 1 ? pad : 0);
}
