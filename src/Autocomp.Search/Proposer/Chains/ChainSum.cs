namespace Autocomp.Search.Proposer;

/// <summary>One block of a result.</summary>
/// <param name="Number">Its number in the order of the source.</param>
/// <param name="Result">Where it stands.</param>
/// <param name="Addend">What the sum starts with, or null.</param>
/// <param name="Operation">The operation that it belongs to, numbered in the order of the source.</param>
/// <param name="Visit">How many operations ran before, repetitions counted.</param>
internal sealed record ChainSum(int Number, ChainBlock Result, ChainBlock? Addend, int Operation, int Visit)
{
    /// <summary>Its products in the order of the source.</summary>
    public List<ChainProduct> Products { get; } = [];

    /// <inheritdoc/>
    public bool Equals(ChainSum? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Number;
}
