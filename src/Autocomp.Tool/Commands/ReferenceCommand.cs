using System.CommandLine;
using Autocomp.Search.Reference;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp reference</c>: a child that runs users' kernels over its standard streams.</summary>
internal static class ReferenceCommand
{
    /// <summary>What the worker calls it by.</summary>
    public const string Name = "reference";

    /// <summary>Declares the hidden command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Command command = new(Name, "Run a kernel's C# method for a worker (internal).") { Hidden = true };
        command.SetAction((_, cancellation) =>
        {
            (Stream input, Stream output) = ProtocolStreams.Take();
            return ReferenceHost.RunAsync(input, output, cancellation);
        });
        return command;
    }
}
