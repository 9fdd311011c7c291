using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Takes the six loop_conv_ws_config commands apart, in the encodings of either revision.</summary>
internal sealed class LoopConvDecoder(RtlRevision revision)
{
    private LoopConvConfiguration _configuration;

    /// <summary>What was configured last.</summary>
    public ref readonly LoopConvConfiguration Configuration => ref _configuration;

    /// <summary>Executes configuration command 1 to 6.</summary>
    public void Configure(int part, ulong rs1, ulong rs2)
    {
        ref LoopConvConfiguration c = ref _configuration;
        bool square = revision == RtlRevision.Rtl2023;
        switch (part)
        {
            case 1:
                c.BatchSize = Half(rs1, 0);
                c.InRowDim = Half(rs1, 16);
                c.InChannels = Half(rs1, 32);
                c.OutChannels = Half(rs1, 48);
                c.OutRowDim = Half(rs2, 0);
                c.PoolOutRowDim = Half(rs2, 16);
                c.OutColDim = square ? c.OutRowDim : Half(rs2, 32);
                c.Stride = square ? Half(rs2, 32) : (int)(rs2 >> 48) & 0xFF;
                if (square) (c.InColDim, c.PoolOutColDim, c.InStride, c.OutStride, c.WeightStride) = (c.InRowDim, c.PoolOutRowDim, c.InChannels, c.OutChannels, c.OutChannels);
                break;
            case 2:
                c.KernelDim = Half(rs1, 48);
                if (!square) c.PoolOutColDim = Half(rs1, 32);
                c.PoolSize = Half(rs1, square ? 32 : 16);
                c.PoolStride = square ? Half(rs1, 16) : (int)(rs1 >> 8) & 0xFF;
                c.Batches = Half(rs2, 48);
                c.PoolOutRows = Half(rs2, 32);
                c.PoolOutCols = Half(rs2, 16);
                c.TileOutChannels = Half(rs2, 0);
                break;
            case 3:
                c.KernelRows = Half(rs1, 48);
                c.KernelCols = Half(rs1, 32);
                c.KernelChannels = Half(rs1, 16);
                c.LeftPadding = Half(rs1, 0);
                c.RightPadding = Half(rs2, 48);
                c.UpperPadding = Half(rs2, 32);
                c.LowerPadding = square ? Half(rs2, 16) : (int)(rs2 >> 24) & 0xFF;
                c.PoolLeftPadding = square ? Half(rs2, 0) : (int)(rs2 >> 16) & 0xFF;
                if (!square) c.InColDim = Half(rs2, 0);
                break;
            case 4:
                c.OutRows = Half(rs1, 48);
                c.PoolUpperPadding = square ? Half(rs1, 16) : (int)(rs1 >> 21) & 0xFF;
                c.KernelDilation = square ? Half(rs2, 16) : (int)rs1 & 0xFF;
                c.OutCols = Half(rs2, 0);
                if (!square) (c.InStride, c.WeightStride, c.OutStride) = (Half(rs2, 48), Half(rs2, 32), Half(rs2, 16));
                break;
            case 5:
                (c.Weights, c.Output) = (rs1, rs2);
                break;
            default:
                (c.Bias, c.Input) = (rs1, rs2);
                break;
        }
    }

    /// <summary>Saves or loads what was configured.</summary>
    public void Pass(StateStream state) => state.Field(ref _configuration);

    public void Reset() => _configuration = default;

    private static int Half(ulong operand, int bit) => (int)(operand >> bit) & 0xFFFF;
}
