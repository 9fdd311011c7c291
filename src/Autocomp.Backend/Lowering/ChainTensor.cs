using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lowering;

/// <summary>Rows of a tensor that lie in the scratchpad while a chain runs: blocks as wide as the array, one behind the other, each with all rows.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Coefficient">What its elements were multiplied by when they were loaded.</param>
/// <param name="Outer">How the repetitions around the chain move it.</param>
/// <param name="Offset">Element offset of the first row.</param>
/// <param name="Width">Elements of a row.</param>
/// <param name="RowStride">Elements from one row to the next in memory; 0 when one row is repeated.</param>
/// <param name="Rows">Rows.</param>
internal sealed record ChainTensor(KernelParameter Tensor, Coefficient Coefficient, ImmutableArray<long> Outer, long Offset, int Width, long RowStride, int Rows)
{
    /// <summary>Where its content comes from when the chain begins.</summary>
    public enum Origin
    {
        /// <summary>The chain computes all that it reads.</summary>
        Computed,

        /// <summary>It is loaded.</summary>
        Memory,

        /// <summary>It is zero, as a stack buffer that nothing has written.</summary>
        Zero,
    }

    /// <summary>Where its content comes from.</summary>
    public Origin From { get; init; }

    /// <summary>Whether results go to memory, too.</summary>
    public bool IsStored { get; init; }

    /// <summary>Whether they do at the end of the chain, because each iteration overwrites them; otherwise when they are complete.</summary>
    public bool IsStoredLast { get; init; }

    /// <summary>First local row.</summary>
    public int Local { get; init; }

    /// <summary>Local rows.</summary>
    /// <param name="dim">Elements of a local row.</param>
    public long LocalRows(int dim) => (long)(Width + dim - 1) / dim * Rows;
}
