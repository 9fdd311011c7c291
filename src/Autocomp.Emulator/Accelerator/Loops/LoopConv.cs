using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>loop_conv_ws: one tiled convolution, weight-stationary.</summary>
/// <remarks>Moves the same bytes as the hardware unroller (LoopConv.scala). Where it keeps data in local memory follows libgemmini; nothing may depend on that.</remarks>
internal sealed class LoopConv(AcceleratorState state, PlainCommands commands)
{
    private readonly LoopConvDecoder _decoder = new(state.Target.Revision);
    private LoopConvTile _tile = null!;
    private int _biasHalf;
    private int _outputHalf;

    /// <summary>Executes loop_conv_ws_config 1 to 6.</summary>
    public void Configure(int part, ulong rs1, ulong rs2)
    {
        _decoder.Configure(part, rs1, rs2);
        state.Set |= (ConfigurationGroup)((int)ConfigurationGroup.Conv1 << (part - 1));
    }

    /// <summary>Saves or loads the configuration.</summary>
    public void Pass(StateStream state)
    {
        _decoder.Pass(state);
        state.Field(ref _biasHalf);
        state.Field(ref _outputHalf);
    }

    public void Reset()
    {
        _decoder.Reset();
        (_biasHalf, _outputHalf) = (0, 0);
    }

    /// <summary>Executes the loop as configured. The loop fields must be set anew for the next: the RTL alternates between two sets.</summary>
    public void Run(ulong rs1, ulong rs2)
    {
        state.Need(ConfigurationGroup.LoopConv);
        state.NeedWeightStationary();
        if (state.Complaints.IsStrict) state.Set &= ~ConfigurationGroup.LoopConv;
        if (((rs2 >> 3) & 3) > 1) state.Complaints.Report(RevisionDifferences.ConvActivation);
        _tile = new LoopConvTile(state, _decoder.Configuration, rs1, rs2, _biasHalf, _outputHalf);
        ref readonly LoopConvConfiguration c = ref _decoder.Configuration;
        if ((c.Input == 0 && _tile.InputHalf == 0) || (c.Weights == 0 && _tile.WeightHalf == 0)) state.Complaints.Report(RevisionDifferences.LoopReuseWithoutId);
        bool fits = _tile.InputRows + _tile.WeightRows <= state.Scratchpad.Rows / 2 && _tile.OutputRows <= state.Accumulator.Rows / 2;
        if (!fits && state.Complaints.IsStrict) state.Complaints.Report(RevisionDifferences.LoopTooLarge);

        int half = state.Accumulator.Rows / 2;
        if (c.Bias != 0) _biasHalf = (_biasHalf + half) % state.Accumulator.Rows;
        if (c.Output != 0) _outputHalf = (_outputHalf + half) % state.Accumulator.Rows;
        if (c.Bias != 0) LoadBias(c);
        if (c.Input != 0) LoadInput(c);
        if (c.Weights != 0) LoadWeights(c);
        Multiply(c);
        if (c.Output == 0) return;
        if (_tile.NoPool) StoreRows(c);
        else StorePooled(c);
    }

    private void LoadBias(in LoopConvConfiguration c)
    {
        int dim = state.Dim;
        int most = state.Target.MaxBlockLengthAccumulator * dim;
        ConfigureLoad(2, 0, c.Batches * c.OutRows * c.OutCols, 1);
        for (int b = 0; b < c.Batches; b++)
        {
            for (int row = 0; row < c.OutRows; row++)
            {
                for (int column = 0; column < c.OutCols; column += dim)
                {
                    for (int channel = 0; channel < c.TileOutChannels; channel += most)
                    {
                        ulong source = _tile.NoBias ? 0 : c.Bias + (ulong)(channel * RowArithmetic.AccumulatorBytes);
                        ulong size = Size(Math.Min(dim, c.OutCols - column), Math.Min(most, c.TileOutChannels - channel));
                        commands.Step(Funct7.Mvin3, source, size | _tile.BiasRow(channel, b, row, column));
                    }
                }
            }
        }
    }

    private void LoadInput(in LoopConvConfiguration c)
    {
        LoopConvTile t = _tile;
        int most = state.Target.MaxBlockLength * state.Dim;
        int lanes = Math.Min(most, t.TransposeInput ? c.Batches : c.KernelChannels);
        ulong stride = (ulong)((t.TransposeInput ? c.BatchSize : c.InStride) * state.Arithmetic.ElementBytes);
        ConfigureLoad(0, stride << t.Shift, t.InputBlockStride, t.MaxPixelsPerRow);
        int batchStep = t.TransposeInput ? lanes : 1;
        int channelStep = t.TransposeInput ? 1 : lanes;
        for (int b = 0; b < c.Batches; b += batchStep)
        {
            for (int row = -t.UpperPadding; row < t.ImageRows + t.LowerPadding; row += 1 << t.Shift)
            {
                for (int column = -t.LeftPadding; column < t.ImageCols + t.RightPadding;)
                {
                    int pixels = t.PixelsAt(column);
                    for (int channel = 0; channel < c.KernelChannels; channel += channelStep)
                    {
                        int width = Math.Min(lanes, t.TransposeInput ? c.Batches - b : c.KernelChannels - channel);
                        ulong size = Size(pixels >> t.Shift, width);
                        if (pixels >> t.Shift == 0) continue;
                        commands.Step(Funct7.Mvin, t.InputAddress(b, row, column, channel), size | t.InputRow(b, row + t.UpperPadding, column + t.LeftPadding, channel));
                    }

                    column += pixels;
                }
            }
        }
    }

    private void LoadWeights(in LoopConvConfiguration c)
    {
        LoopConvTile t = _tile;
        int dim = state.Dim;
        int most = state.Target.MaxBlockLength * dim;
        bool transposed = t.TransposeWeights0132;
        ConfigureLoad(1, t.WeightMemoryStride, t.WeightBlockStride, 1);
        int outStep = transposed ? dim : Math.Min(most, c.TileOutChannels);
        int inStep = transposed ? Math.Min(most, c.KernelChannels) : dim;
        for (int och = 0; och < c.TileOutChannels; och += outStep)
        {
            for (int pixel = 0; pixel < c.KernelRows * c.KernelCols; pixel++)
            {
                int row = pixel / c.KernelCols;
                int column = pixel % c.KernelCols;
                for (int ich = 0; ich < c.KernelChannels; ich += inStep)
                {
                    int outs = Math.Min(outStep, c.TileOutChannels - och);
                    int ins = Math.Min(inStep, c.KernelChannels - ich);
                    ulong size = transposed ? Size(outs, ins) : Size(ins, outs);
                    commands.Step(Funct7.Mvin2, t.WeightAddress(row, column, ich, och), size | t.WeightRow(row, column, ich, och));
                }
            }
        }
    }

    private void Multiply(in LoopConvConfiguration c)
    {
        LoopConvTile t = _tile;
        int dim = state.Dim;
        if (t.TransposeInput)
        {
            ulong strides = (ulong)(ushort)t.PaddedPixels << 16 | 1 << 7;
            commands.Step(Funct7.Config, strides, (ulong)(ushort)(c.OutRows * c.OutCols) << 48);
        }

        for (int och = 0; och < c.TileOutChannels; och += dim)
        {
            for (int row = 0; row < c.KernelRows; row++)
            {
                for (int column = 0; column < c.KernelCols; column += t.MaxPixelsPerRow)
                {
                    for (int ich = 0; ich < c.KernelChannels; ich += dim) MultiplyWeights(c, och, row, column, ich);
                }
            }
        }
    }

    /// <summary>All pixels that meet one block of weights.</summary>
    private void MultiplyWeights(in LoopConvConfiguration c, int och, int row, int column, int ich)
    {
        LoopConvTile t = _tile;
        int dim = state.Dim;
        int outs = Math.Min(dim, c.TileOutChannels - och);
        int depth = Math.Min(t.MaxPixelsPerRow, c.KernelCols - column) * Math.Min(dim, c.KernelChannels - ich);
        uint weights = t.WeightRow(t.Rotate ? c.KernelRows - row - 1 : row, t.Rotate ? c.KernelCols - column - 1 : column, ich, och);
        bool fresh = true;
        for (int b = 0; b < c.Batches; b += t.TransposeInput ? dim : 1)
        {
            for (int outRow = 0; outRow < c.OutRows; outRow++)
            {
                if (t.SkipsDilated(row * c.KernelDilation + outRow - c.UpperPadding)) continue;
                for (int outColumn = 0; outColumn < c.OutCols;)
                {
                    if (t.SkipsDilated(column * c.KernelDilation + outColumn - c.LeftPadding))
                    {
                        outColumn++;
                        continue;
                    }

                    int rows = t.TransposeInput ? Math.Min(dim, c.Batches - b) : t.Undilated(Math.Min(dim << t.Dilation, c.OutCols - outColumn));
                    uint a = t.InputRow(b, t.Undilated(outRow * c.Stride + row * c.KernelDilation), t.Undilated(outColumn * c.Stride + column * c.KernelDilation), ich);
                    commands.Step(Funct7.Preload, Size(depth, outs) | (fresh ? weights : LocalAddress.Garbage.Bits), Size(rows, outs) | t.OutputRow(och, b, outRow, outColumn));
                    commands.Step(fresh ? Funct7.ComputePreloaded : Funct7.ComputeAccumulated, Size(rows, depth) | a, Size(rows, outs) | LocalAddress.Garbage.Bits);
                    fresh = false;
                    outColumn += t.TransposeInput ? 1 : dim << t.Dilation;
                }
            }
        }
    }

    private void StoreRows(in LoopConvConfiguration c)
    {
        int dim = state.Dim;
        for (int b = 0; b < c.Batches; b++)
        {
            for (int row = 0; row < c.OutRows; row++)
            {
                for (int column = 0; column < c.OutCols; column += dim)
                {
                    for (int och = 0; och < c.TileOutChannels; och += dim)
                    {
                        ulong size = Size(Math.Min(dim, c.OutCols - column), Math.Min(dim, c.TileOutChannels - och));
                        commands.Step(Funct7.Mvout, _tile.OutputAddress(b, row, column, och), size | _tile.OutputRow(och, b, row, column));
                    }
                }
            }
        }
    }

    private void StorePooled(in LoopConvConfiguration c)
    {
        ulong pixel = (ulong)(c.OutStride * state.Arithmetic.ElementBytes);
        ulong rs2 = (ulong)BitConverter.SingleToUInt32Bits(state.Store.Scale) << 32 | pixel;
        ulong rs1 = (_tile.Relu ? 1UL << 2 : 0) | 2;
        ulong pooling = (ulong)(c.OutCols & 0xFF) << 56 | (ulong)(c.OutRows & 0xFF) << 48 | (ulong)(c.PoolOutCols & 0xFF) << 40 | (ulong)(c.PoolOutRows & 0xFF) << 32
            | (ulong)(c.PoolOutColDim & 0xFF) << 24 | (ulong)(c.PoolLeftPadding & 3) << 10 | (ulong)(c.PoolUpperPadding & 3) << 8
            | (ulong)(c.PoolSize & 3) << 6 | (ulong)(c.PoolStride & 3) << 4;
        commands.Step(Funct7.Config, rs1 | pooling, rs2);
        for (int b = 0; b < c.Batches; b++)
        {
            for (int och = 0; och < c.TileOutChannels; och += state.Dim)
            {
                ulong destination = c.Output + (ulong)(b * c.PoolOutRowDim * c.PoolOutColDim) * pixel + (ulong)(och * state.Arithmetic.ElementBytes);
                commands.Step(Funct7.Mvout, destination, Size(0, Math.Min(state.Dim, c.TileOutChannels - och)) | _tile.OutputRow(och, b, 0, 0));
            }
        }

        commands.Step(Funct7.Config, rs1, rs2);
    }

    private void ConfigureLoad(int id, ulong stride, int blockStride, int pixels)
    {
        ulong one = (ulong)BitConverter.SingleToUInt32Bits(1f) << 32;
        commands.Step(Funct7.Config, one | (ulong)(ushort)blockStride << 16 | (ulong)pixels << 8 | (ulong)id << 3 | 1, stride);
    }

    private static ulong Size(int rows, int columns) => (ulong)(ushort)rows << 48 | (ulong)(ushort)columns << 32;
}
