namespace Autocomp.Emulator.Timing;

/// <summary>One of the two loops that the convolution unroller can hold (LoopConv.scala of 2023: square images).</summary>
internal sealed class LoopConvState
{
    public int BatchSize, InDim, InChannels, OutChannels, OutDim, PoolOutDim, Stride, KernelDim, KernelDilation, PoolSize, PoolStride;
    public int Batches, PoolRows, PoolColumns, OutputChannels, KernelRows, KernelColumns, KernelChannels;
    public int LeftPad, RightPad, UpPad, DownPad, PoolLeftPad, PoolUpPad, OutRows, OutColumns;
    public ulong Bias, Weights, Input, Output;
    public bool NoBias, Rotated, NoPool, Downsamples, InputDilated, TransposedOutput, TransposedWeights1203, TransposedWeights0132, TransposedInput, Depthwise;
    public int Activation, PixelsPerRow;
    public bool Configured, Running;
    public ulong Pc;

    // Derived when the loop starts.
    public int InRows, InColumns, InRowsUnpadded, InColumnsUnpadded, BiasStride, InputStride, WeightStride, WeightRows;

    /// <summary>Started, by engine: bias, input, weights, execute, store.</summary>
    public bool[] Started { get; } = new bool[5];

    /// <summary>Finished, by engine.</summary>
    public bool[] Finished { get; } = new bool[5];

    public int AStart { get; init; }

    public int BEnd { get; init; }

    public bool AllFinished => Finished[0] && Finished[1] && Finished[2] && Finished[3] && Finished[4];

    public bool LoadsFinished => Finished[0] && Finished[1] && Finished[2];

    public int Undilated(int value) => InputDilated ? (value + 1) >> 1 : value;

    public int Downsampled(int value) => Downsamples ? value >> 1 : value;

    public void Clear()
    {
        Configured = Running = false;
        Array.Clear(Started);
        Array.Clear(Finished);
    }

    public void Configure(in AcceleratorCommand command, int dim)
    {
        ulong a = command.Rs1, b = command.Rs2;
        switch (command.Funct)
        {
            case 16:
                (OutChannels, InChannels, InDim, BatchSize) = (Field(a, 3), Field(a, 2), Field(a, 1), Field(a, 0));
                (Stride, PoolOutDim, OutDim) = (Field(b, 2), Field(b, 1), Field(b, 0));
                break;
            case 17:
                (KernelDim, PoolSize, PoolStride) = (Field(a, 3), Field(a, 2), Field(a, 1));
                (Batches, PoolRows, PoolColumns, OutputChannels) = (Field(b, 3), Field(b, 2), Field(b, 1), Field(b, 0));
                break;
            case 18:
                (KernelRows, KernelColumns, KernelChannels, LeftPad) = (Field(a, 3), Field(a, 2), Field(a, 1), Field(a, 0));
                (RightPad, UpPad, DownPad, PoolLeftPad) = (Field(b, 3), Field(b, 2), Field(b, 1), Field(b, 0));
                break;
            case 19:
                (OutRows, PoolUpPad) = (Field(a, 3), Field(a, 1));
                (OutColumns, KernelDilation) = (Field(b, 0), Field(b, 1));
                break;
            case 20:
                (Weights, Output) = (a, b);
                break;
            case 21:
                (Bias, Input) = (a, b);
                break;
            default:
                Run(a, b, dim);
                Pc = command.Pc;
                break;
        }
    }

    private static int Field(ulong operand, int index) => (int)(operand >> (16 * index)) & 0xFFFF;

    private void Run(ulong a, ulong b, int dim)
    {
        (NoBias, Rotated, TransposedOutput) = ((a & 1) != 0, (a & 2) != 0, (a & 4) != 0);
        (TransposedWeights1203, TransposedWeights0132, TransposedInput, Depthwise) = ((a & 8) != 0, (a & 16) != 0, (a & 32) != 0, (a & 64) != 0);
        PixelsPerRow = Math.Max((int)(a >> 8) & 0xFF, 1);
        (NoPool, Downsamples, InputDilated, Activation) = ((b & 1) != 0, (b & 2) != 0, (b & 4) != 0, (int)(b >> 3) & 3);
        var rows = (OutRows * Stride) + KernelRows + ((KernelDilation - 1) * (KernelRows - 1)) - 1;
        var columns = (OutColumns * Stride) + KernelColumns + ((KernelDilation - 1) * (KernelColumns - 1)) - 1;
        InRowsUnpadded = Undilated(rows - UpPad - DownPad);
        InColumnsUnpadded = Undilated(columns - LeftPad - RightPad);
        InRows = InputDilated ? InRowsUnpadded + Undilated(UpPad) + Undilated(DownPad) : rows;
        InColumns = InputDilated ? InColumnsUnpadded + Undilated(LeftPad) + Undilated(RightPad) : columns;
        BiasStride = Batches * OutRows * OutColumns;
        InputStride = (TransposedInput ? KernelChannels : Batches) * Downsampled(InRows) * Downsampled(InColumns);
        WeightStride = KernelRows * KernelColumns * (TransposedWeights0132 ? OutputChannels : KernelChannels);
        var blocks = ((TransposedWeights0132 ? KernelChannels : OutputChannels) + dim - 1) / dim;
        WeightRows = blocks * WeightStride;
        Configured = true;
    }
}
