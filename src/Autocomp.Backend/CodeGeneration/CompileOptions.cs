namespace Autocomp.Backend.CodeGeneration;

/// <summary>How a schedule is compiled. The object depends on the schedule, the target and <see cref="SourcePath"/> only.</summary>
public sealed record CompileOptions
{
    /// <summary>The path of the schedule's text in the line table, relative to the project. Default: the kernel's symbol with <c>.schedule.cs</c>.</summary>
    public string? SourcePath { get; init; }

    /// <summary>Whether the listing is produced as well. Default false: candidates of a search need none.</summary>
    public bool Listing { get; init; }

    /// <summary>Most nodes of the tree. Default 50,000: a schedule that people can read has some hundred.</summary>
    public int MaxNodes { get; init; } = 50_000;

    /// <summary>Most bytes of the object. Default 4 MiB.</summary>
    public int MaxObjectBytes { get; init; } = 4 << 20;
}
