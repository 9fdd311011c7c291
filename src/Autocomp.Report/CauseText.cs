using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Report;

/// <summary>What causes of cycles mean to a reader, and what usually helps.</summary>
internal static class CauseText
{
    private static readonly ImmutableDictionary<string, (string Means, string Helps)> s_texts = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [CycleLosses.Useful] = ("operand rows flow into the array, as many as the kernel's multiplications need at its full rate", "nothing: this is what a schedule is for"),
        [CycleLosses.PartlyFilled] = (
            "the array is fed, but with blocks only partly filled, or more often than the kernel's multiplications need",
            "sizes in multiples of the array's side, several small dimensions packed into one block (columns of a filter with its channels), tiles of as many rows as the array's side"),
        ["array busy"] = ("operand rows flow into the array", "fewer, fuller blocks; how many are needed is not known for this kernel"),
        ["preload alone"] = ("weights go into the array with no product beside them", "more rows a preload, so that the next weights enter while the last are used"),
        ["bank conflict"] = ("an operand's bank is being written or read by somebody else", "put data that is loaded and data that is used into different banks"),
        ["array full"] = ("the array's results have nowhere to go", "let results rest in the accumulator longer, store in larger blocks"),
        ["operand hazard"] = ("an operand is a result that is still being computed", "put independent tiles between a result and its use"),
        ["configuration drain"] = ("a configuration waits until the array is empty", "set configurations once, outside of loops"),
        ["flush"] = ("results are pushed out of the array", "weight-stationary order, or longer sums before a flush"),
        ["waiting for loads"] = ("the array waits for data from memory", "load earlier (double buffering), load each byte once, in wider blocks"),
        ["waiting for stores"] = ("the array waits until results have left", "store tile by tile beside the products, in wider blocks"),
        ["accumulator port"] = ("stores and products compete for the accumulator", "store from a bank that no product writes"),
        ["command path"] = ("commands are on their way to the array", "fewer, larger commands"),
        ["issue from the core"] = ("the core computes addresses or branches, and the accelerator has nothing to do", "hoist address arithmetic, unroll, use larger commands"),
        ["fence"] = ("the core waits at the end until everything has landed", "spread stores over the run; fence once"),
        ["hang"] = ("the accelerator waits for something that never comes", "the schedule is wrong"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What the cause means.</summary>
    public static string Means(string cause) => s_texts.TryGetValue(cause, out (string Means, string Helps) text) ? text.Means : cause;

    /// <summary>What usually helps.</summary>
    public static string Helps(string cause) => s_texts.TryGetValue(cause, out (string Means, string Helps) text) ? text.Helps : "";

    /// <summary>The style class of a cause's colour.</summary>
    public static string Class(string cause) => cause switch
    {
        CycleLosses.Useful => "k0",
        CycleLosses.PartlyFilled => FormattableString.Invariant($"k{CycleCauseNames.All.Length}"),
        _ => FormattableString.Invariant($"k{CycleCauseNames.All.IndexOf(cause)}"),
    };
}
