namespace Autocomp.Search.Reference;

/// <summary>How a run of the user's method ended.</summary>
public enum ReferenceOutcome
{
    /// <summary>It returned.</summary>
    Returned,

    /// <summary>It threw an exception.</summary>
    Threw,

    /// <summary>It did not end within the time limit.</summary>
    TimedOut,

    /// <summary>It passed the memory limit.</summary>
    OutOfMemory,

    /// <summary>The process that ran it died.</summary>
    Crashed,
}
