namespace Autocomp.Search.Verification;

/// <summary>What a value of a schedule depends on besides constants.</summary>
[Flags]
internal enum Taint
{
    /// <summary>Constants and loop variables only.</summary>
    None = 0,

    /// <summary>A runtime scalar parameter.</summary>
    Scalar = 1,

    /// <summary>The numeric value of an address.</summary>
    Pointer = 2,

    /// <summary>Something loaded from memory.</summary>
    Data = 4,

    /// <summary>What an accelerator command returned.</summary>
    CommandResult = 8,
}
