namespace Autocomp.Emulator.Timing;

/// <summary>A range of local rows as the reservation station compares it: a bounding box that may wrap.</summary>
/// <param name="Start">First row.</param>
/// <param name="End">Row behind the last, modulo the memory.</param>
/// <param name="Accumulator">Which memory.</param>
/// <param name="Wraps">The range passes the end of the memory.</param>
/// <param name="Valid">False for garbage addresses and absent operands.</param>
internal readonly record struct RowRange(uint Start, uint End, bool Accumulator, bool Wraps, bool Valid)
{
    public bool Overlaps(in RowRange other) =>
        Valid && other.Valid && Accumulator == other.Accumulator &&
        ((other.Start <= Start && (Start < other.End || other.Wraps)) ||
         (Start <= other.Start && (other.Start < End || Wraps)));
}
