namespace Autocomp.Emulator;

/// <summary>Local rows of one preload with its compute, with the accumulator behind the scratchpad.</summary>
/// <param name="Before">How many mvins and mvouts since the last fence came before it.</param>
/// <param name="A">Rows of A.</param>
/// <param name="Stationary">Rows of the preloaded operand.</param>
/// <param name="D">Rows of the compute's second operand.</param>
/// <param name="Result">Rows of the result.</param>
internal readonly record struct ExecuteRecord(int Before, RowRange A, RowRange Stationary, RowRange D, RowRange Result);

/// <summary>Local rows from the first to the last, gaps included, as the reservation station compares them; empty when the last is below the first.</summary>
internal readonly record struct RowRange(int First, int Last)
{
    /// <summary>No row.</summary>
    public static RowRange None => new(0, -1);

    /// <summary>Whether some row is in both.</summary>
    public bool Meets(RowRange other) => First <= other.Last && other.First <= Last;
}
