using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>One of the two loops that the convolution unroller can hold (LoopConv.scala of 2023, with the fields of either revision).</summary>
/// <param name="revision">Which encodings the configuration commands have.</param>
internal sealed class LoopConvState(RtlRevision revision)
{
    private readonly LoopConvDecoder _decoder = new(revision);

    public int BatchSize, InRowDim, InColumnDim, InChannels, OutChannels, OutRowDim, OutColumnDim, PoolOutRowDim, PoolOutColumnDim, Stride, KernelDim, KernelDilation, PoolSize, PoolStride;

    /// <summary>Elements between pixels of input and output, and between rows of the weights.</summary>
    public int InElements, OutElements, WeightElements;
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
        if (command.Funct is < Funct7.LoopConv1 or > Funct7.LoopConv6)
        {
            Run(a, b, dim);
            Pc = command.Pc;
            return;
        }

        _decoder.Configure(command.Funct - Funct7.LoopConv1 + 1, a, b);
        ref readonly LoopConvConfiguration c = ref _decoder.Configuration;
        (BatchSize, InRowDim, InColumnDim, InChannels, InElements) = (c.BatchSize, c.InRowDim, c.InColDim, c.InChannels, c.InStride);
        (OutRowDim, OutColumnDim, OutChannels, OutElements, WeightElements) = (c.OutRowDim, c.OutColDim, c.OutChannels, c.OutStride, c.WeightStride);
        (PoolOutRowDim, PoolOutColumnDim, PoolSize, PoolStride) = (c.PoolOutRowDim, c.PoolOutColDim, c.PoolSize, c.PoolStride);
        (Stride, KernelDim, KernelDilation) = (c.Stride, c.KernelDim, c.KernelDilation);
        (Batches, PoolRows, PoolColumns, OutputChannels) = (c.Batches, c.PoolOutRows, c.PoolOutCols, c.TileOutChannels);
        (KernelRows, KernelColumns, KernelChannels) = (c.KernelRows, c.KernelCols, c.KernelChannels);
        (LeftPad, RightPad, UpPad, DownPad, PoolLeftPad, PoolUpPad) = (c.LeftPadding, c.RightPadding, c.UpperPadding, c.LowerPadding, c.PoolLeftPadding, c.PoolUpperPadding);
        (OutRows, OutColumns) = (c.OutRows, c.OutCols);
        (Weights, Output, Bias, Input) = (c.Weights, c.Output, c.Bias, c.Input);
    }

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
