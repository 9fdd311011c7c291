namespace Autocomp.Search.Projects;

/// <summary>Where a build took a kernel's schedule from.</summary>
internal enum ScheduleSource
{
    /// <summary>Nowhere: the kernel failed.</summary>
    None,

    /// <summary>A committed entry.</summary>
    Stored,

    /// <summary>A full search just now, stored in the schedule folder.</summary>
    Tuned,

    /// <summary>A bounded search, now or in an earlier build, kept under <c>obj</c>.</summary>
    Filled,

    /// <summary>A place where machines share schedules.</summary>
    Shared,

    /// <summary>The starting schedule.</summary>
    Start,
}
