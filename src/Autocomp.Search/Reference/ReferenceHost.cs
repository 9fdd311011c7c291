using Autocomp.Frontend.Kernels;
using Autocomp.Search.Processes;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Reference;

/// <summary>The child's side of a reference run: the hidden command <c>autocomp reference</c>.</summary>
public static class ReferenceHost
{
    /// <summary>Answers requests until the input ends.</summary>
    /// <param name="input">Framed requests.</param>
    /// <param name="output">Framed replies; nothing else may write to it.</param>
    /// <param name="cancellation">Ends the loop.</param>
    public static async Task RunAsync(Stream input, Stream output, CancellationToken cancellation = default)
    {
        (string Path, ReferenceProgram Program)? loaded = null;
        while (await Frames.ReadAsync<ReferenceRequest>(input, cancellation).ConfigureAwait(false) is { } request)
        {
            if (loaded?.Path != request.AssemblyPath)
                loaded = (request.AssemblyPath, ReferenceProgram.Load(request.AssemblyPath, request.Libraries));
            await Frames.WriteAsync(output, Run(loaded.Value.Program, request), cancellation).ConfigureAwait(false);
        }
    }

    private static ReferenceReply Run(ReferenceProgram program, ReferenceRequest request)
    {
        KernelParameter[] parameters = [.. request.Kernel.AbiParameters()];
        var arguments = TrialData.Create(parameters, request.Operation, request.Trial, request.Poison);
        ReferenceReply reply = program.Run(arguments);
        return reply.Outcome == ReferenceOutcome.Returned ? reply with { Outputs = TrialOutputs.Join(arguments) } : reply;
    }
}
