using Autocomp.Isa;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>A matrix operand of preload or compute, cut to the array's size.</summary>
internal readonly struct SymbolicOperand
{
    /// <summary>Reads an operand register.</summary>
    /// <param name="bits">The register.</param>
    /// <param name="dim">DIM.</param>
    public SymbolicOperand(ulong bits, int dim)
    {
        Address = new LocalAddress((uint)bits);
        Columns = Math.Min((int)(bits >> 32) & 0xFFFF, dim);
        Rows = Math.Min((int)(bits >> 48), dim);
    }

    /// <summary>The address with its flags.</summary>
    public LocalAddress Address { get; }

    /// <summary>Columns.</summary>
    public int Columns { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Whether there is no operand.</summary>
    public bool IsGarbage => Address.IsGarbage;

    /// <summary>The first row; reading from the accumulator has no meaning here.</summary>
    public int Row => Address.Row;
}
