using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Autocomp.Backend.Lift;
using Autocomp.Isa;

namespace Autocomp.Search.Prompts;

/// <summary>Which commands and fields a prompt lists: those that the rules allow and that this kernel can have a use for.</summary>
/// <remarks>What the current schedule names is listed in any case, so that a prompt never hides what it shows. Loop commands come as families.</remarks>
public sealed partial class UsableCommands
{
    private static readonly FrozenSet<string> Never = FrozenSet.Create("Flush", "Counter");
    private static readonly FrozenSet<string> ForConvolution = FrozenSet.Create("ConfigExStrides", "pixelRepeats");
    private static readonly FrozenSet<string> ForPooling =
        FrozenSet.Create("poolStride", "poolSize", "upperPadding", "leftPadding", "poolOutDim", "poolOutRows", "poolOutCols", "outRows", "outCols");

    private static readonly FrozenSet<string> ForOutputStationary = FrozenSet.Create("inShift");
    private static readonly FrozenSet<string> ForAccumulatorOperands = FrozenSet.Create("accumulatorScale");

    private readonly TensorOperation? operation;
    private readonly TargetDescription target;
    private readonly HashSet<string> named;

    /// <summary>What may be used for one kernel from one schedule.</summary>
    /// <param name="operation">What the kernel computes, or null.</param>
    /// <param name="target">The machine.</param>
    /// <param name="schedule">The schedule that the prompt shows.</param>
    public UsableCommands(TensorOperation? operation, TargetDescription target, string schedule)
    {
        (this.operation, this.target) = (operation, target);
        named = [.. Words().Matches(schedule).Select(word => word.Value)];
    }

    /// <summary>Whether a command (no field), or a field of it, is listed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="field">One of its fields, or null for the command itself.</param>
    /// <returns>True when it is.</returns>
    public bool Shows(Command command, CommandField? field) => field is null ? Shows(command) : command.Unit == CommandUnit.Loop || Shows(field.Name);

    private bool Shows(Command command) =>
        command.Intrinsic.StartsWith("LoopConvWs", StringComparison.Ordinal) ? named.Contains("LoopConvWs")
        : command.Unit == CommandUnit.Loop ? named.Contains("LoopWs")
        : !Never.Contains(command.Intrinsic) && Shows(command.Intrinsic);

    private bool Shows(string name) => named.Contains(name)
        || (ForConvolution.Contains(name) ? Holds<TensorOperation.Convolution>()
            : ForPooling.Contains(name) ? Holds<TensorOperation.MaxPool>()
            : ForOutputStationary.Contains(name) ? operation is null or TensorOperation.Sequence or TensorOperation.Repeat
            : !ForAccumulatorOperands.Contains(name) || target.Revision != RtlRevision.Rtl2023);

    /// <summary>Whether the kernel holds an operation of a kind; one that nothing is known of may.</summary>
    private bool Holds<T>()
        where T : TensorOperation => operation is null || operation.Leaves.Any(leaf => leaf is T);

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
