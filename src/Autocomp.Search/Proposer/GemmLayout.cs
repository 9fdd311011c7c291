namespace Autocomp.Search.Proposer;

/// <summary>Where the chunks of one operand lie in the scratchpad, in rows.</summary>
/// <param name="Base">First row.</param>
/// <param name="ChunkRows">Rows of one chunk.</param>
/// <param name="Parity">Rows between chunks of even and odd number.</param>
/// <param name="Pair">Rows between successive pairs of chunks.</param>
public readonly record struct OperandPlace(int Base, int ChunkRows, int Parity, int Pair);

/// <summary>Local memory use of a point of the space; exists only when everything fits.</summary>
/// <param name="A">Place of A.</param>
/// <param name="B">Place of B.</param>
/// <param name="AccumulatorStep">Rows between the accumulator halves of successive tiles; 0 without ping-pong.</param>
public sealed record GemmLayout(OperandPlace A, OperandPlace B, int AccumulatorStep)
{
    /// <summary>Lays a point out, or gives null when it does not fit.</summary>
    /// <param name="shape">The operation.</param>
    /// <param name="tiling">Its loops.</param>
    /// <returns>The places of operands and sums.</returns>
    public static GemmLayout? TryCreate(GemmShape shape, GemmTiling tiling)
    {
        GemmParameters parameters = tiling.Parameters;
        int step = parameters.PingPong ? shape.Target.AccumulatorRows / 2 : 0;
        int sums = parameters.TileRows * parameters.TileColumns * shape.Dim;
        if (sums > (parameters.PingPong ? step : shape.Target.AccumulatorRows)) return null;

        int rowsA = parameters.TileRows * parameters.TileDepth * shape.Dim;
        int rowsB = parameters.TileColumns * parameters.TileDepth * shape.Dim;
        int chunksA = tiling.ChunksKept(StationaryOperand.A);
        int chunksB = tiling.ChunksKept(StationaryOperand.B);
        if (!parameters.SpreadBanks)
        {
            if (rowsA * chunksA + rowsB * chunksB > shape.Target.ScratchpadRows) return null;
            return new(Packed(0, rowsA), Packed(rowsA * chunksA, rowsB), step);
        }

        int bank = shape.Target.ScratchpadBankRows;
        int banksEach = shape.Target.ScratchpadBanks / 2;
        if (banksEach < 2 || (chunksA + 1) / 2 * rowsA > bank || (chunksB + 1) / 2 * rowsB > bank) return null;
        return new(new(0, rowsA, bank, rowsA), new(banksEach * bank, rowsB, bank, rowsB), step);
    }

    private static OperandPlace Packed(int first, int rows) => new(first, rows, rows, 2 * rows);
}
