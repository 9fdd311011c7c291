using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>One dimension cut into pieces of equal length, the last one possibly shorter.</summary>
/// <param name="Name">The loop variable over the pieces.</param>
/// <param name="Extent">Elements of the dimension.</param>
/// <param name="Piece">Elements of a whole piece, a multiple of <paramref name="Dim"/>.</param>
/// <param name="Dim">Elements of a block.</param>
public sealed record GemmAxis(string Name, int Extent, int Piece, int Dim)
{
    /// <summary>Pieces.</summary>
    public int Count => (Extent + Piece - 1) / Piece;

    /// <summary>Elements of the last piece.</summary>
    public int Last => Extent - (Count - 1) * Piece;

    /// <summary>Elements of the longest piece.</summary>
    public int Longest => Math.Min(Piece, Extent);

    /// <summary>Whether all pieces have one length.</summary>
    public bool Even => Last == Longest;

    /// <summary>Whether every block is whole.</summary>
    public bool WholeBlocks => Extent % Dim == 0;

    /// <summary>The index of the current piece as C#.</summary>
    public string Index => Count == 1 ? "0" : Name;

    /// <summary>The index of the piece of the next visit as C#.</summary>
    public string NextIndex => Count == 1 ? "0" : "next" + char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>Elements of a piece as C#.</summary>
    /// <param name="index">Its index as C#.</param>
    /// <returns>A constant, or the smaller of a whole piece and what is left.</returns>
    public string Length(string index) => Even
        ? Longest.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"Math.Min({Piece}, {Extent} - {index} * {Piece})");
}
