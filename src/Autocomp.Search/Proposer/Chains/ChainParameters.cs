using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>One point of the space of chain schedules: everything stays in the scratchpad, one fence at the end.</summary>
public sealed record ChainParameters : SchedulePoint
{
    /// <summary>Value of <see cref="Lead"/> for all loads at the start, in the order in which they are needed.</summary>
    public const int AllFirst = int.MaxValue;

    /// <summary>Value of <see cref="Lead"/> for all loads at the start, tensor by tensor.</summary>
    public const int ByTensor = int.MaxValue - 1;

    /// <summary>Whether sums of several products grow in the array instead of in the scratchpad.</summary>
    public bool OutputStationary { get; init; }

    /// <summary>Whether a vector lies in the scratchpad as a column, so that a matrix streams as it is in memory, instead of as a row.</summary>
    public bool Columns { get; init; }

    /// <summary>Whether rows of one tensor that stand in a regular distance are moved by one command.</summary>
    public bool MergeTransfers { get; init; }

    /// <summary>Whether each operation runs through all steps in time before the next one does, where what it needs allows that.</summary>
    public bool Distribute { get; init; }

    /// <summary>Sums of each operation that begin before all that they need is there.</summary>
    public int Split { get; init; }

    /// <summary>Steps that the order of products assumes between a product and the use of its result; 0 keeps the order of the source.</summary>
    public int Latency { get; init; }

    /// <summary>How many products ahead of its first use an operand is loaded, or <see cref="AllFirst"/> or <see cref="ByTensor"/>.</summary>
    public int Lead { get; init; }

    /// <summary>Whether a result is stored as soon as it is complete instead of at the end.</summary>
    public bool EarlyStores { get; init; }

    /// <summary>Whether operands of one product lie in banks of their own.</summary>
    public bool SpreadBanks { get; init; }

    /// <summary>Steps in one pass of a loop where commands repeat; 0 for no loops.</summary>
    public int Unroll { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[]
    {
        "all operands resident, one fence",
        OutputStationary ? "sums in the array" : "",
        Columns ? "vectors as columns" : "",
        MergeTransfers ? "merged transfers" : "",
        Latency > 0 ? Text($"order for a latency of {Latency} products") : Distribute ? "operation by operation" : "order of the source",
        Split > 0 ? Text($"{Split} sums begun early") : "",
        Lead switch { AllFirst => "loads first", ByTensor => "loads first by tensor", 0 => "loads before use", var n => Text($"loads {n} products ahead") },
        EarlyStores ? "stores when ready" : "stores last",
        SpreadBanks ? "operands in separate banks" : "",
        Unroll switch { 0 => "no loops", 1 => "loops", var n => Text($"loops of {n} steps") },
    }.Where(t => t.Length > 0));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
