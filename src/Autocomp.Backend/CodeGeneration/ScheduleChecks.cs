using Autocomp.Backend.Analysis;
using Autocomp.Backend.CodeGeneration.Emission;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>What can't be compiled for a target, found before anything is emitted.</summary>
internal sealed class ScheduleChecks : TreeWalker
{
    private readonly TargetDescription target;
    private readonly int maxNodes;
    private int nodes;
    private string? error;

    private ScheduleChecks(TargetDescription target, int maxNodes)
    {
        this.target = target;
        this.maxNodes = maxNodes;
    }

    /// <summary>Checks a body. Returns the first error, or null.</summary>
    /// <param name="body">The body.</param>
    /// <param name="target">The machine.</param>
    /// <param name="maxNodes">Most nodes of the tree.</param>
    public static string? Check(Statement body, TargetDescription target, int maxNodes)
    {
        ScheduleChecks checks = new(target, maxNodes);
        checks.Visit(body);
        return checks.error;
    }

    public override void Visit(Statement statement)
    {
        if (!Count())
        {
            return;
        }

        if (statement is Statement.Intrinsic intrinsic && intrinsic.Name != IntrinsicEmitter.Fence)
        {
            error ??= Check(intrinsic);
        }

        base.Visit(statement);
    }

    public override void Visit(Expression expression)
    {
        if (Count())
        {
            base.Visit(expression);
        }
    }

    private bool Count()
    {
        if (++nodes > maxNodes)
        {
            error ??= $"The schedule has more than {maxNodes} operations; use loops instead of repeating code.";
        }

        return error is null;
    }

    private string? Check(Statement.Intrinsic intrinsic)
    {
        string place = intrinsic.Span is { } span ? $"line {span.StartLine}: " : "";
        if (CommandTable.FindIntrinsic(intrinsic.Name, target.Revision) is not { } command)
        {
            return $"{place}Gemmini.{intrinsic.Name} is no command of target {target.Name}.";
        }

        foreach (IntrinsicArgument argument in intrinsic.Arguments.Where(argument => command.Field(argument.Parameter) is null))
        {
            if (DefaultElsewhere(intrinsic.Name, argument.Parameter) is not { } bits)
            {
                return $"{place}Gemmini.{intrinsic.Name} has no parameter '{argument.Parameter}'.";
            }

            if (argument.Value is not Expression.Constant constant || (ulong)constant.Bits != bits)
            {
                return $"{place}'{argument.Parameter}' of Gemmini.{intrinsic.Name} does not exist on target {target.Name}; leave it out.";
            }
        }

        CommandField? missing = command.Fields.FirstOrDefault(
            field => field.Default is null && intrinsic.Arguments.All(argument => argument.Parameter != field.Name));
        return missing is null ? null : $"{place}Gemmini.{intrinsic.Name} needs '{missing.Name}'.";
    }

    /// <summary>The default of a parameter that another revision's row has.</summary>
    private ulong? DefaultElsewhere(string intrinsic, string parameter) => CommandTable.All
        .Where(command => command.Intrinsic == intrinsic)
        .Select(command => command.Field(parameter)?.DefaultBits(target.Dim))
        .FirstOrDefault(bits => bits is not null);
}
