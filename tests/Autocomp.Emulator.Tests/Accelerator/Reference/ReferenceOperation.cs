namespace Autocomp.Emulator.Tests.Accelerator.Reference;

/// <summary>
/// One mvin, one mvout, one preload with its compute, or one access of the core. The effect is split: <see cref="Perform"/> happens when the accelerator
/// gets to it; <see cref="Commit"/>, the memory writes of an mvout, at any later time up to the next fence.
/// </summary>
internal sealed class ReferenceOperation
{
    public const int Core = 3;

    public required string Name { get; init; }

    /// <summary>0 load, 1 execute, 2 store, 3 the core itself.</summary>
    public required int Unit { get; init; }

    public HashSet<int> LocalReads { get; } = [];

    public HashSet<int> LocalWrites { get; } = [];

    public HashSet<ulong> MemoryReads { get; } = [];

    public HashSet<ulong> MemoryWrites { get; } = [];

    public required Action Perform { get; init; }

    public Action? Commit { get; init; }

    /// <summary>Whether this one waits for an older one: only shared local rows and the order of the execute unit count, and that the core issues in order.</summary>
    public bool WaitsFor(ReferenceOperation older) =>
        older.Unit == Core
        || (Unit == 1 && older.Unit == 1)
        || LocalReads.Overlaps(older.LocalWrites)
        || LocalWrites.Overlaps(older.LocalReads)
        || LocalWrites.Overlaps(older.LocalWrites);

    /// <summary>Whether the hardware certainly finishes the older one's reads first. Two loads wait for nothing: both are in flight at once.</summary>
    public bool SurelyWaitsFor(ReferenceOperation older) => (Unit != 0 || older.Unit != 0) && WaitsFor(older);

    /// <summary>Whether the two share bytes of main memory that one writes, and nothing says which comes first.</summary>
    /// <param name="older">An operation before this one, with no fence between.</param>
    /// <param name="follows">Whether this one waits for the older one, also by way of others.</param>
    public bool RacesWith(ReferenceOperation older, bool follows) =>
        older.Unit != Core
        && (MemoryReads.Overlaps(older.MemoryWrites) || MemoryWrites.Overlaps(older.MemoryWrites) || (!follows && MemoryWrites.Overlaps(older.MemoryReads)));
}
