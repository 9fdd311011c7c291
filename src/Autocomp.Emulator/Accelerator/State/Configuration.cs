using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

/// <summary>What config_ld sets for one of the three mvins.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct LoadConfiguration
{
    public ulong Stride;
    public float Scale;
    public int BlockStride;
    public int PixelRepeats;
    public bool Shrunk;
}

/// <summary>What config_st sets.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct StoreConfiguration
{
    public ulong Stride;
    public float Scale;
    public ActivationFunction Activation;
    public int PoolStride;
    public int PoolSize;
    public int UpperPadding;
    public int LeftPadding;
    public int PoolOutDim;
    public int PoolOutRows;
    public int PoolOutCols;
    public int OutRows;
    public int OutCols;
}

/// <summary>What config_ex sets.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct ExecuteConfiguration
{
    public bool WeightStationary;
    public bool TransposeA;
    public bool TransposeB;
    public ActivationFunction Activation;
    public int AStride;
    public int CStride;
    public int InShift;
}

/// <summary>What the loop_ws_config commands set.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct LoopMatmulConfiguration
{
    public int I;
    public int J;
    public int K;
    public int PadI;
    public int PadJ;
    public int PadK;
    public ulong A;
    public ulong B;
    public ulong C;
    public ulong D;
    public ulong AStride;
    public ulong BStride;
    public ulong CStride;
    public ulong DStride;
}

/// <summary>What the loop_conv_ws_config commands set, of either revision.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct LoopConvConfiguration
{
    public int BatchSize;
    public int InRowDim;
    public int InColDim;
    public int InChannels;
    public int OutChannels;
    public int OutRowDim;
    public int OutColDim;
    public int PoolOutRowDim;
    public int PoolOutColDim;
    public int Stride;
    public int KernelDim;
    public int KernelDilation;
    public int PoolSize;
    public int PoolStride;
    public int Batches;
    public int PoolOutRows;
    public int PoolOutCols;
    public int TileOutChannels;
    public int KernelRows;
    public int KernelCols;
    public int KernelChannels;
    public int LeftPadding;
    public int RightPadding;
    public int UpperPadding;
    public int LowerPadding;
    public int PoolLeftPadding;
    public int PoolUpperPadding;
    public int OutRows;
    public int OutCols;
    public int InStride;
    public int OutStride;
    public int WeightStride;
    public ulong Weights;
    public ulong Output;
    public ulong Bias;
    public ulong Input;
}
