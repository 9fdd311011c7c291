namespace Autocomp.Search.Processes;

/// <summary>What a child process may use. Passing a limit ends the child and is the failure of what it was working on.</summary>
public sealed record ChildLimits
{
    /// <summary>Most processor time for one request, so that a busy machine fails nobody; ten times as much may pass on the clock. Default 60 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most memory of the process (resident set, native code included). Default 3 GiB.</summary>
    public long MemoryBytes { get; init; } = 3L << 30;
}
