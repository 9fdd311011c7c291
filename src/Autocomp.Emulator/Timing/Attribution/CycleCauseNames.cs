using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>What causes are called in prompts, reports and records.</summary>
public static class CycleCauseNames
{
    private static readonly ImmutableArray<string> s_labels =
    [
        "array busy", "preload alone", "bank conflict", "array full", "operand hazard", "configuration drain", "flush",
        "waiting for loads", "waiting for stores", "accumulator port", "command path", "issue from the core", "fence", "hang",
    ];

    /// <summary>All labels, in the order of <see cref="CycleCause"/>.</summary>
    public static ImmutableArray<string> All => s_labels;

    /// <summary>The cause in lower-case words, for example <c>waiting for loads</c>.</summary>
    /// <param name="cause">The cause.</param>
    public static string Label(this CycleCause cause) => s_labels[(int)cause];
}
