namespace Autocomp.Search.Proposer;

/// <summary>One product of two blocks that is added to a result block.</summary>
/// <param name="Result">The sum that it belongs to.</param>
/// <param name="Left">Rows that stream through the array.</param>
/// <param name="Right">What the array holds.</param>
/// <param name="IsLeftTransposed">Whether the array turns the left block.</param>
/// <param name="IsRightTransposed">Whether the array turns the right block.</param>
internal sealed record ChainProduct(ChainSum Result, ChainBlock Left, ChainBlock Right, bool IsLeftTransposed, bool IsRightTransposed)
{
    /// <summary>Rows of the left block as the product sees it.</summary>
    public int LeftRows => IsLeftTransposed ? Left.Columns : Left.Rows;

    /// <summary>The inner dimension.</summary>
    public int Depth => IsLeftTransposed ? Left.Rows : Left.Columns;

    /// <summary>Columns of the right block as the product sees it.</summary>
    public int RightColumns => IsRightTransposed ? Right.Rows : Right.Columns;
}
