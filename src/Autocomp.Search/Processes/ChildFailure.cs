namespace Autocomp.Search.Processes;

/// <summary>Why a child gave no reply.</summary>
public enum ChildFailure
{
    /// <summary>The process ended by itself: a crash, a native abort, a stack overflow.</summary>
    Died,

    /// <summary>No reply within the time limit; it was killed.</summary>
    TimedOut,

    /// <summary>It passed the memory limit; it was killed.</summary>
    OutOfMemory,
}
