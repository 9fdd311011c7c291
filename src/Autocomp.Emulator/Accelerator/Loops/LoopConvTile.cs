using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Sizes and addresses of one convolution tile: where pixels and weights are in main memory and in local memory.</summary>
/// <remarks>Layouts as in LoopConv.scala: channels in blocks of DIM, then batch, row, column. Rows and columns of the input include padding.</remarks>
internal sealed class LoopConvTile
{
    private readonly LoopConvConfiguration _c;
    private readonly int _dim;
    private readonly int _elementBytes;
    private readonly int _rows;
    private readonly int _cols;
    private readonly int _weightBase;
    private readonly int _inputBase;
    private readonly uint _biasBase;
    private readonly uint _outputBase;
    private readonly bool _transposeOutput;
    private readonly bool _transposeWeights1203;
    private readonly bool _depthwise;

    public LoopConvTile(AcceleratorState state, in LoopConvConfiguration configuration, ulong rs1, ulong rs2, int biasHalf, int outputHalf)
    {
        _c = configuration;
        _dim = state.Dim;
        _elementBytes = state.Arithmetic.ElementBytes;
        NoBias = (rs1 & 1) != 0;
        Rotate = ((rs1 >> 1) & 1) != 0;
        _transposeOutput = ((rs1 >> 2) & 1) != 0;
        _transposeWeights1203 = ((rs1 >> 3) & 1) != 0;
        TransposeWeights0132 = ((rs1 >> 4) & 1) != 0;
        TransposeInput = ((rs1 >> 5) & 1) != 0;
        _depthwise = ((rs1 >> 6) & 1) != 0;
        MaxPixelsPerRow = Math.Max(1, (int)(rs1 >> 8) & 0xFF);
        bool ids = state.Target.Revision == RtlRevision.Rtl2025;
        WeightHalf = ids ? (int)(rs1 >> 16) & 3 : 0;
        InputHalf = ids ? (int)(rs1 >> 18) & 3 : 0;
        NoPool = (rs2 & 1) != 0;
        Shift = (int)(rs2 >> 1) & 1;
        Dilation = (int)(rs2 >> 2) & 1;
        Relu = ((rs2 >> 3) & 3) != 0;

        UpperPadding = Undilated(_c.UpperPadding);
        LowerPadding = Undilated(_c.LowerPadding);
        LeftPadding = Undilated(_c.LeftPadding);
        RightPadding = Undilated(_c.RightPadding);
        int spanRows = _c.OutRows * _c.Stride + Spread(_c.KernelRows) - 1;
        int spanCols = _c.OutCols * _c.Stride + Spread(_c.KernelCols) - 1;
        ImageRows = Undilated(spanRows - _c.UpperPadding - _c.LowerPadding);
        ImageCols = Undilated(spanCols - _c.LeftPadding - _c.RightPadding);
        _rows = Dilation == 0 ? spanRows : ImageRows + UpperPadding + LowerPadding;
        _cols = Dilation == 0 ? spanCols : ImageCols + LeftPadding + RightPadding;

        int half = state.Scratchpad.Rows / 2;
        _inputBase = InputHalf == 2 ? half : 0;
        _weightBase = (WeightHalf == 2 ? 2 * half : half) - WeightRows;
        _biasBase = LocalAddress.AccumulatorBit + (uint)biasHalf;
        _outputBase = (LocalAddress.AccumulatorBit | LocalAddress.AccumulateBit) + (uint)outputHalf;
    }

    public bool NoBias { get; }

    public bool NoPool { get; }

    public bool Relu { get; }

    public bool Rotate { get; }

    public bool TransposeInput { get; }

    public bool TransposeWeights0132 { get; }

    public int MaxPixelsPerRow { get; }

    public int WeightHalf { get; }

    public int InputHalf { get; }

    /// <summary>1 when every second pixel is loaded only.</summary>
    public int Shift { get; }

    /// <summary>1 when the input has a zero between each two pixels.</summary>
    public int Dilation { get; }

    /// <summary>Rows of the tile's image in main memory, without padding.</summary>
    public int ImageRows { get; }

    /// <summary>Columns of the tile's image in main memory, without padding.</summary>
    public int ImageCols { get; }

    public int UpperPadding { get; }

    public int LowerPadding { get; }

    public int LeftPadding { get; }

    public int RightPadding { get; }

    /// <summary>Pixels of one channel block of the padded image.</summary>
    public int PaddedPixels => _rows * _cols;

    /// <summary>Local rows between channel blocks (batch blocks when transposed) of the input.</summary>
    public int InputBlockStride => (TransposeInput ? _c.KernelChannels : _c.Batches) * LocalPixels;

    /// <summary>Local rows between blocks of the weights.</summary>
    public int WeightBlockStride => _c.KernelRows * _c.KernelCols * (TransposeWeights0132 ? _c.TileOutChannels : _c.KernelChannels);

    /// <summary>Scratchpad rows of the input.</summary>
    public int InputRows => Blocks(TransposeInput ? _c.Batches : _c.KernelChannels) * InputBlockStride;

    /// <summary>Scratchpad rows of the weights.</summary>
    public int WeightRows => Blocks(TransposeWeights0132 ? _c.KernelChannels : _c.TileOutChannels) * WeightBlockStride;

    /// <summary>Accumulator rows of the output.</summary>
    public int OutputRows => Blocks(_c.TileOutChannels) * _c.Batches * _c.OutRows * _c.OutCols;

    /// <summary>Bytes between rows of a weight block in main memory.</summary>
    public ulong WeightMemoryStride => (ulong)_elementBytes * (ulong)(
        _depthwise ? 1
        : _transposeWeights1203 ? _c.KernelDim * _c.KernelDim * _c.OutChannels
        : TransposeWeights0132 ? _c.InChannels
        : _c.WeightStride);

    /// <summary>Input pixels per input-dilated pixel count.</summary>
    public int Undilated(int pixels) => (pixels + Dilation) >> Dilation;

    /// <summary>Whether a position falls on a dilation zero.</summary>
    public bool SkipsDilated(int position) => Dilation != 0 && (position & 1) != 0;

    /// <summary>Pixels that one mvin takes from a column on: it ends at the border of padding and image.</summary>
    public int PixelsAt(int column)
    {
        if (column < 0) return Math.Min(_dim, -column);
        if (column >= ImageCols) return Math.Min(_dim, ImageCols + RightPadding - column);
        return Math.Min(_dim << Shift, ImageCols - column);
    }

    /// <summary>Where a pixel is in main memory; 0 for padding.</summary>
    public ulong InputAddress(int batch, int row, int column, int channel)
    {
        if (row < 0 || row >= ImageRows || column < 0 || column >= ImageCols) return 0;
        long index = TransposeInput
            ? ((long)channel * _c.InRowDim * _c.InColDim + row * _c.InColDim + column) * _c.BatchSize + batch
            : ((long)batch * _c.InRowDim * _c.InColDim + row * _c.InColDim + column) * _c.InStride + channel;
        return _c.Input + (ulong)(index * _elementBytes);
    }

    /// <summary>Where a weight is in main memory.</summary>
    public ulong WeightAddress(int row, int column, int inChannel, int outChannel)
    {
        long pixel = (long)row * _c.KernelDim + column;
        long index =
            _depthwise ? pixel
            : _transposeWeights1203 ? ((long)inChannel * _c.KernelDim * _c.KernelDim + pixel) * _c.OutChannels + outChannel
            : TransposeWeights0132 ? (pixel * _c.OutChannels + outChannel) * _c.InChannels + inChannel
            : (pixel * _c.InChannels + inChannel) * _c.WeightStride + outChannel;
        return _c.Weights + (ulong)(index * _elementBytes);
    }

    /// <summary>Where an output pixel is in main memory.</summary>
    public ulong OutputAddress(int batch, int row, int column, int channel)
    {
        long index = _transposeOutput
            ? ((long)row * _c.OutColDim * _c.BatchSize + column * _c.BatchSize + batch) * _c.OutChannels + channel
            : ((long)batch * _c.OutRowDim * _c.OutColDim + row * _c.OutColDim + column) * _c.OutStride + channel;
        return _c.Output + (ulong)(index * _elementBytes);
    }

    /// <summary>The scratchpad row of a pixel of the padded image.</summary>
    public uint InputRow(int batch, int row, int column, int channel)
    {
        (int block, int inner) = TransposeInput ? (batch, channel) : (channel, batch);
        return (uint)(_inputBase + block / _dim * InputBlockStride + inner * LocalPixels + (row >> Shift) * (_cols >> Shift) + (column >> Shift));
    }

    /// <summary>The scratchpad row of a weight.</summary>
    public uint WeightRow(int row, int column, int inChannel, int outChannel)
    {
        (int block, int inner) = TransposeWeights0132 ? (inChannel, outChannel) : (outChannel, inChannel);
        int count = TransposeWeights0132 ? _c.TileOutChannels : _c.KernelChannels;
        return (uint)(_weightBase + block / _dim * WeightBlockStride + (row * _c.KernelCols + column) * count + inner);
    }

    /// <summary>The accumulator row that the bias of an output pixel goes to.</summary>
    public uint BiasRow(int channel, int batch, int row, int column) => _biasBase + OutputOffset(channel, batch, row, column);

    /// <summary>The accumulator row of an output pixel, added to.</summary>
    public uint OutputRow(int channel, int batch, int row, int column) => _outputBase + OutputOffset(channel, batch, row, column);

    private int LocalPixels => (_rows >> Shift) * (_cols >> Shift);

    private uint OutputOffset(int channel, int batch, int row, int column) =>
        (uint)(((channel / _dim * _c.Batches + batch) * _c.OutRows + row) * _c.OutCols + column);

    private int Blocks(int lanes) => (lanes + _dim - 1) / _dim;

    private int Spread(int kernel) => kernel + (_c.KernelDilation - 1) * (kernel - 1);
}
