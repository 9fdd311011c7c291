namespace Autocomp.Search.Proposer;

/// <summary>The loops of a point and where its operands lie in the scratchpad; exists only when everything fits.</summary>
/// <remarks>
/// Loops: panels of output channels outside, then groups of images, then tiles of rows; one pass is a visit. In a visit each block of output
/// channels takes a turn. Input pixels of one block of channels make up a plane; the weights of a step lie together for all blocks of the panel.
/// </remarks>
/// <param name="Panels">Panels of output channels.</param>
/// <param name="ImageGroups">Groups of images.</param>
/// <param name="Tiles">Tiles of rows.</param>
/// <param name="PlaneRows">Local rows of one block of input channels of a tile.</param>
/// <param name="Input">First local row of the input of even visits.</param>
/// <param name="OtherInput">Same of odd visits.</param>
/// <param name="Weights">First local row of the weights of even panels.</param>
/// <param name="OtherWeights">Same of odd panels.</param>
/// <param name="AccumulatorStep">Accumulator rows between successive turns; 0 without ping-pong.</param>
public sealed record ConvLayout(int Panels, int ImageGroups, int Tiles, int PlaneRows, int Input, int OtherInput, int Weights, int OtherWeights, int AccumulatorStep)
{
    // Stores begin one step into a turn and the next bias two steps later.
    private const int FewestSteps = 4;

    /// <summary>Lays a point out, or gives null when it does not fit.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="parameters">The point.</param>
    public static ConvLayout? TryCreate(ConvShape shape, ConvParameters parameters)
    {
        if (parameters.TileImages > shape.Convolution.Batch || parameters.TileRows > shape.Rows || parameters.PanelBlocks > shape.OutputBlocks) return null;
        int step = parameters.PingPong ? shape.Target.AccumulatorRows / 2 : 0;
        int pixels = parameters.TileImages * parameters.TileRows * shape.Columns;
        if (pixels > (parameters.PingPong ? step : shape.Target.AccumulatorRows)) return null;
        if (parameters.PingPong && shape.Steps < FewestSteps) return null;
        if (parameters.TileImages > 1 && (parameters.TileRows != shape.Rows || !shape.AreImagesLinear)) return null;

        int panels = Pieces(shape.OutputBlocks, parameters.PanelBlocks), groups = Pieces(shape.Convolution.Batch, parameters.TileImages), tiles = Pieces(shape.Rows, parameters.TileRows);
        int plane = parameters.TileImages * shape.InputRows(parameters.TileRows) * shape.Width;
        long input = (long)plane * shape.InputBlocks, weights = (long)shape.Steps * parameters.PanelBlocks * shape.Dim;
        int inputs = parameters.DoubleBuffer && (long)groups * tiles > 1 ? 2 : 1, panelsKept = parameters.DoubleBuffer && panels > 1 ? 2 : 1;
        if (input * inputs + weights * panelsKept > shape.Target.ScratchpadRows || plane > ushort.MaxValue) return null;
        ConvLayout packed = new(panels, groups, tiles, plane, 0, 0, 0, 0, step);
        return parameters.SpreadBanks
            ? packed.Spread(shape, (int)input, inputs, (int)weights, panelsKept)
            : packed.Place(0, (int)input * (inputs - 1), (int)input * inputs, (int)(input * inputs + weights * (panelsKept - 1)));
    }

    /// <summary>Weights at both ends, inputs in the middle: reads of the array and writes of loads rarely meet in a bank.</summary>
    private ConvLayout? Spread(ConvShape shape, int input, int inputs, int weights, int panelsKept)
    {
        int rows = shape.Target.ScratchpadRows, half = rows / 2, bank = shape.Target.ScratchpadBankRows;
        if (panelsKept == 2) return input + weights > half ? null : Place(half - input, inputs == 2 ? half : half - input, 0, rows - weights);
        int second = inputs == 1 ? rows - input : input <= bank ? rows - bank : rows - input;
        int first = inputs == 1 ? second : weights <= rows - 2 * bank && input <= bank ? rows - 2 * bank : second - input;
        return first < weights ? null : Place(first, second, 0, 0);
    }

    private ConvLayout Place(int input, int otherInput, int weights, int otherWeights) =>
        this with { Input = input, OtherInput = otherInput, Weights = weights, OtherWeights = otherWeights };

    private static int Pieces(int extent, int piece) => (extent + piece - 1) / piece;
}
