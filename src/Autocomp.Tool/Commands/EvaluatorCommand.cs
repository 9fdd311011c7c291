using System.CommandLine;
using Autocomp.Search.Evaluation;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp evaluator</c>: a child that evaluates candidates over its standard streams.</summary>
internal static class EvaluatorCommand
{
    /// <summary>What the worker calls it by.</summary>
    public const string Name = "evaluator";

    /// <summary>Declares the hidden command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Command command = new(Name, "Evaluate candidates for a worker (internal).") { Hidden = true };
        command.SetAction((_, cancellation) =>
        {
            (Stream input, Stream output) = ProtocolStreams.Take();
            return EvaluatorHost.RunAsync(input, output, cancellation);
        });
        return command;
    }
}
