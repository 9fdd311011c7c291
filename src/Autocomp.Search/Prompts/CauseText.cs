using System.Collections.Frozen;
using Autocomp.Emulator;

namespace Autocomp.Search.Prompts;

/// <summary>What the causes of cycles mean, for prompts.</summary>
public static class CauseText
{
    private static readonly FrozenDictionary<string, string> Meanings = new Dictionary<CycleCause, string>
    {
        [CycleCause.ArrayBusy] = "rows of computes go to the array",
        [CycleCause.PreloadAlone] = "weights go to the array with no compute beside them: the pair behind came too late",
        [CycleCause.BankConflict] = "an operand's scratchpad bank is written, or read by another operand",
        [CycleCause.ArrayFull] = "too few rows an operation, or results that wait",
        [CycleCause.OperandHazard] = "an operand is a result that the array still computes",
        [CycleCause.ConfigurationDrain] = "ConfigEx waits until the array is empty",
        [CycleCause.Flush] = "output-stationary results are pushed out",
        [CycleCause.WaitingForLoads] = "the next pair needs rows of the load named, or a full queue of loads, the one named its oldest, stops the core",
        [CycleCause.WaitingForStores] = "the next pair needs rows of the store named, or a full queue of stores stops the core",
        [CycleCause.AccumulatorPort] = "the store that is waited for cannot read its accumulator bank because sums are added there",
        [CycleCause.CommandPath] = "the next pair is on its way through the queues",
        [CycleCause.IssueFromCore] = "the array has nothing to do and the core is still on its way to the command named",
        [CycleCause.Fence] = "nothing for the array is left, the fence waits for results and stores",
    }.ToFrozenDictionary(pair => pair.Key.Label(), pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The meaning of a cause.</summary>
    /// <param name="cause">A label of <see cref="CycleCauseNames"/>.</param>
    /// <returns>A clause, or empty for an unknown one.</returns>
    public static string Of(string cause) => Meanings.GetValueOrDefault(cause, "");
}
