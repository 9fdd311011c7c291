namespace Autocomp.Search.Evaluation;

/// <summary>What one candidate may be and use. Time and memory are limits of the child process.</summary>
public sealed record EvaluationLimits
{
    /// <summary>Longest schedule text, in characters. Default 256 Ki: the longest that people write have some tens of thousands.</summary>
    public int MaxSourceCharacters { get; init; } = 256 << 10;

    /// <summary>Most core instructions of one call. Default 400 million.</summary>
    public long MaxInstructions { get; init; } = 400_000_000;
}
