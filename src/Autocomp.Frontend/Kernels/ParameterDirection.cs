namespace Autocomp.Frontend.Kernels;

/// <summary>What the kernel does with a tensor parameter.</summary>
public enum ParameterDirection
{
    /// <summary>Read only (<c>ReadOnlySpan</c> and the like); must be unchanged.</summary>
    In,

    /// <summary><c>[Output]</c>: every element is written, earlier content is unspecified.</summary>
    Out,

    /// <summary>Any other writable tensor: earlier content counts, unwritten elements keep theirs.</summary>
    InOut,
}
