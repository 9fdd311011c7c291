namespace Autocomp.Search.Proposer;

/// <summary>Which operand the outer tile loop holds still while the other one streams past.</summary>
public enum StationaryOperand
{
    /// <summary>Column panels outside, row tiles inside: a panel of B serves all rows of A.</summary>
    B,

    /// <summary>Row panels outside, column tiles inside: a panel of A serves all columns of B.</summary>
    A,
}
