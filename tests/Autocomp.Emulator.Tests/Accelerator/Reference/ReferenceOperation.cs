namespace Autocomp.Emulator.Tests.Accelerator.Reference;

/// <summary>
/// One mvin, one mvout, or one preload with its compute. The effect is split: <see cref="Perform"/> happens when the accelerator
/// gets to it; <see cref="Commit"/>, the memory writes of an mvout, at any later time up to the next fence.
/// </summary>
internal sealed class ReferenceOperation
{
    public required string Name { get; init; }

    /// <summary>0 load, 1 execute, 2 store.</summary>
    public required int Unit { get; init; }

    public HashSet<int> LocalReads { get; } = [];

    public HashSet<int> LocalWrites { get; } = [];

    public HashSet<ulong> MemoryReads { get; } = [];

    public HashSet<ulong> MemoryWrites { get; } = [];

    public required Action Perform { get; init; }

    public Action? Commit { get; init; }

    /// <summary>Whether this one waits for an older one: only shared local rows and the order of the execute unit count.</summary>
    public bool WaitsFor(ReferenceOperation older) =>
        (Unit == 1 && older.Unit == 1)
        || LocalReads.Overlaps(older.LocalWrites)
        || LocalWrites.Overlaps(older.LocalReads)
        || LocalWrites.Overlaps(older.LocalWrites);

    /// <summary>Whether the two share bytes of main memory that one writes, and nothing says which comes first.</summary>
    public bool RacesWith(ReferenceOperation older)
    {
        if (MemoryReads.Overlaps(older.MemoryWrites) || MemoryWrites.Overlaps(older.MemoryWrites)) return true;
        bool overwrites = MemoryWrites.Overlaps(older.MemoryReads);
        return overwrites && !LocalReads.Overlaps(older.LocalWrites);
    }
}
