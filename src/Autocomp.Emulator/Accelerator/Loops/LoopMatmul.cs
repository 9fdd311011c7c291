using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>loop_ws: one tiled matrix multiplication, block by block, weight-stationary.</summary>
/// <remarks>
/// Moves the same bytes as the hardware unroller (LoopMatmul.scala), one block a command and without its overlap. Where it keeps
/// blocks in local memory follows libgemmini; nothing may depend on that.
/// </remarks>
internal sealed class LoopMatmul(AcceleratorState state, PlainCommands commands)
{
    private const int LayerNorm = 2;
    private const int Softmax = 4;

    // Rows that share statistics registers; results do not depend on it.
    private const int StatisticsSets = 4;

    private LoopMatmulConfiguration _configuration;
    private Request _request;

    /// <summary>Whether a loop_ws adds two matrices instead of multiplying them.</summary>
    public static bool IsResidualAdd(TargetDescription target, ulong rs2) => target.Revision == RtlRevision.Rtl2025 && ((rs2 >> 2) & 1) != 0;

    public void ConfigureBounds(ulong rs1, ulong rs2)
    {
        _configuration.I = (int)rs2 & 0xFFFF;
        _configuration.J = (int)(rs2 >> 16) & 0xFFFF;
        _configuration.K = (int)(rs2 >> 32) & 0xFFFF;
        _configuration.PadI = (int)rs1 & 0xFFFF;
        _configuration.PadJ = (int)(rs1 >> 16) & 0xFFFF;
        _configuration.PadK = (int)(rs1 >> 32) & 0xFFFF;
        state.Set |= ConfigurationGroup.LoopBounds;
    }

    public void ConfigureAddressesAB(ulong rs1, ulong rs2)
    {
        (_configuration.A, _configuration.B) = (rs1, rs2);
        state.Set |= ConfigurationGroup.LoopAddressesAB;
    }

    public void ConfigureAddressesDC(ulong rs1, ulong rs2)
    {
        (_configuration.D, _configuration.C) = (rs1, rs2);
        state.Set |= ConfigurationGroup.LoopAddressesDC;
    }

    public void ConfigureStridesAB(ulong rs1, ulong rs2)
    {
        (_configuration.AStride, _configuration.BStride) = (rs1, rs2);
        state.Set |= ConfigurationGroup.LoopStridesAB;
    }

    public void ConfigureStridesDC(ulong rs1, ulong rs2)
    {
        (_configuration.DStride, _configuration.CStride) = (rs1, rs2);
        state.Set |= ConfigurationGroup.LoopStridesDC;
    }

    /// <summary>Saves or loads the configuration.</summary>
    public void Pass(StateStream state) => state.Field(ref _configuration);

    /// <summary>Executes the loop as configured. The loop fields must be set anew for the next: the RTL alternates between two sets.</summary>
    public void Run(ulong rs1, ulong rs2)
    {
        state.Need(ConfigurationGroup.LoopMatmul);
        if (state.Complaints.IsStrict) state.Set &= ~ConfigurationGroup.LoopMatmul;
        bool ids = state.Target.Revision == RtlRevision.Rtl2025;
        _request = new Request(
            ExAccumulate: (rs1 & 1) != 0,
            FullC: ((rs1 >> 1) & 1) != 0,
            LowD: ((rs1 >> 2) & 1) != 0,
            Activation: (int)(rs1 >> 8) & 7,
            TransposeA: (rs2 & 1) != 0,
            TransposeB: ((rs2 >> 1) & 1) != 0,
            ResidualAdd: IsResidualAdd(state.Target, rs2),
            AHalf: ids ? (int)(rs1 >> 18) & 3 : 0,
            BHalf: ids ? (int)(rs1 >> 16) & 3 : 0);
        ref LoopMatmulConfiguration c = ref _configuration;
        int half = state.Scratchpad.Rows / 2;
        long spadRows = ((long)c.I * c.K + (long)c.K * c.J) * state.Dim;
        if (spadRows > half || (long)c.I * c.J * state.Dim > state.Accumulator.Rows / 2)
        {
            state.Complaints.Report(RevisionDifferences.LoopTooLarge);
            return;
        }

        if (!_request.ResidualAdd) state.NeedWeightStationary();
        if (!_request.ResidualAdd && ((c.A == 0 && _request.AHalf == 0) || (c.B == 0 && _request.BHalf == 0))) state.Complaints.Report(RevisionDifferences.LoopReuseWithoutId);
        if (_request.ResidualAdd) AddMatrices();
        else Multiply();
    }

    private uint CBase => LocalAddress.AccumulatorBit | LocalAddress.AccumulateBit | (_request.FullC ? LocalAddress.FullWidthBit : 0);

    private int ElementBytes => state.Arithmetic.ElementBytes;

    private void AddMatrices()
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        for (int i = 0; i < c.I; i++)
        {
            for (int j = 0; j < c.J; j++)
            {
                uint row = (uint)((i * c.J + j) * state.Dim);
                ulong size = Size(Rows(i), Columns(j));
                commands.Step(Funct7.Mvin, Block(c.A, c.AStride, i, j, ElementBytes), size | LocalAddress.AccumulatorBit | row);
                commands.Step(Funct7.Mvin2, Block(c.B, c.BStride, i, j, ElementBytes), size | LocalAddress.AccumulatorBit | LocalAddress.AccumulateBit | row);
                if (c.C != 0) commands.Step(Funct7.Mvout, Block(c.C, c.CStride, i, j, CBytes), size | CBase | row);
            }
        }
    }

    private void Multiply()
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        LoadBias();
        for (int k = 0; k < c.K; k++)
        {
            for (int j = 0; j < c.J; j++)
            {
                for (int i = 0; i < c.I; i++)
                {
                    if (j == 0 && c.A != 0) LoadA(i, k);
                    if (i == 0 && c.B != 0) LoadB(k, j);
                    MultiplyBlock(i, j, k);
                    if (c.C != 0 && k == c.K - 1) Store(i, j);
                }
            }
        }
    }

    private void LoadBias()
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        if (c.D == 0) return;
        int laneBytes = _request.LowD ? ElementBytes : RowArithmetic.AccumulatorBytes;
        for (int i = 0; i < c.I; i++)
        {
            for (int j = 0; j < c.J; j++)
            {
                commands.Step(Funct7.Mvin3, Block(c.D, c.DStride, i, j, laneBytes), Size(Rows(i), Columns(j)) | LocalAddress.AccumulatorBit | (uint)((i * c.J + j) * state.Dim));
            }
        }
    }

    private void LoadA(int i, int k)
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        if (_request.TransposeA) commands.Step(Funct7.Mvin, Block(c.A, c.AStride, k, i, ElementBytes), Size(Depth(k), Rows(i)) | ARow(i, k));
        else commands.Step(Funct7.Mvin, Block(c.A, c.AStride, i, k, ElementBytes), Size(Rows(i), Depth(k)) | ARow(i, k));
    }

    private void LoadB(int k, int j)
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        if (_request.TransposeB) commands.Step(Funct7.Mvin2, Block(c.B, c.BStride, j, k, ElementBytes), Size(Columns(j), Depth(k)) | BRow(k, j));
        else commands.Step(Funct7.Mvin2, Block(c.B, c.BStride, k, j, ElementBytes), Size(Depth(k), Columns(j)) | BRow(k, j));
    }

    private void MultiplyBlock(int i, int j, int k)
    {
        uint result = CBase | CRow(i, j);
        if (k == 0 && !_request.ExAccumulate) result &= ~LocalAddress.AccumulateBit;
        uint weights = i == 0 ? BRow(k, j) : LocalAddress.Garbage.Bits;
        commands.Step(Funct7.Preload, Size(Depth(k), Columns(j)) | weights, Size(Rows(i), Columns(j)) | result);
        commands.Step(
            i == 0 ? Funct7.ComputePreloaded : Funct7.ComputeAccumulated,
            Size(Rows(i), Depth(k)) | ARow(i, k),
            Size(state.Dim, state.Dim) | LocalAddress.Garbage.Bits);
    }

    private void Store(int i, int j)
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        if (_request.Activation is not LayerNorm and not Softmax)
        {
            commands.Step(Funct7.Mvout, Block(c.C, c.CStride, i, j, CBytes), Size(Rows(i), Columns(j)) | CBase | CRow(i, j));
        }
        else if (j == c.J - 1)
        {
            StoreNormalized(i);
        }
    }

    /// <summary>Three passes over each row: two collect statistics, the last stores.</summary>
    private void StoreNormalized(int i)
    {
        ref LoopMatmulConfiguration c = ref _configuration;
        ReadOnlySpan<(uint Inner, uint Last)> passes = _request.Activation == LayerNorm ? [(1, 2), (3, 4), (0, 0)] : [(5, 5), (6, 7), (0, 0)];
        int rows = Rows(i);
        for (int row = 0; row < rows; row += StatisticsSets)
        {
            foreach ((uint inner, uint last) in passes)
            {
                for (int id = 0; id < Math.Min(StatisticsSets, rows - row); id++)
                {
                    commands.Step(Funct7.Config, (1UL << 17) | ((ulong)id << 8) | 3, 0);
                    for (int j = 0; j < c.J; j++)
                    {
                        uint source = CBase | (CRow(i, j) + (uint)(row + id)) | (j == c.J - 1 ? last : inner) << 26;
                        ulong destination = Block(c.C, c.CStride, i, j, CBytes) + (ulong)(row + id) * c.CStride * (ulong)CBytes;
                        commands.Step(Funct7.Mvout, destination, Size(1, Columns(j)) | source);
                    }
                }
            }
        }
    }

    private int CBytes => _request.FullC ? RowArithmetic.AccumulatorBytes : ElementBytes;

    private uint ARow(int i, int k)
    {
        int block = _request.TransposeA ? k * _configuration.I + i : i * _configuration.K + k;
        return (uint)((_request.AHalf == 2 ? state.Scratchpad.Rows / 2 : 0) + block * state.Dim);
    }

    private uint BRow(int k, int j)
    {
        int block = _request.TransposeB ? j * _configuration.K + k : k * _configuration.J + j;
        int end = _request.BHalf == 2 ? state.Scratchpad.Rows : state.Scratchpad.Rows / 2;
        return (uint)(end + (block - _configuration.K * _configuration.J) * state.Dim);
    }

    private uint CRow(int i, int j) => (uint)((i * _configuration.J + j) * state.Dim);

    private int Rows(int i) => state.Dim - (i == _configuration.I - 1 ? _configuration.PadI : 0);

    private int Columns(int j) => state.Dim - (j == _configuration.J - 1 ? _configuration.PadJ : 0);

    private int Depth(int k) => state.Dim - (k == _configuration.K - 1 ? _configuration.PadK : 0);

    private ulong Block(ulong address, ulong stride, int row, int column, int laneBytes) =>
        address + ((ulong)row * stride + (ulong)column) * (ulong)(state.Dim * laneBytes);

    private static ulong Size(int rows, int columns) => (ulong)(ushort)rows << 48 | (ulong)(ushort)columns << 32;

    private readonly record struct Request(
        bool ExAccumulate,
        bool FullC,
        bool LowD,
        int Activation,
        bool TransposeA,
        bool TransposeB,
        bool ResidualAdd,
        int AHalf,
        int BHalf);
}
