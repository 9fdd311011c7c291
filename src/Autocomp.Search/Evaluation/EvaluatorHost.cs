using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Processes;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Evaluation;

/// <summary>The child's side of evaluation: the hidden command <c>autocomp evaluator</c>. Serves one request at a time and remembers the last few contexts.</summary>
public static class EvaluatorHost
{
    private const int MaxContexts = 4;

    /// <summary>Answers requests until the input ends.</summary>
    /// <param name="input">Framed requests.</param>
    /// <param name="output">Framed replies; nothing else may write to it.</param>
    /// <param name="cancellation">Ends the loop.</param>
    public static async Task RunAsync(Stream input, Stream output, CancellationToken cancellation = default)
    {
        var contexts = new List<(string Key, CandidateEvaluation Evaluation)>();
        CompiledCandidate? kept = null;
        try
        {
            while (await Frames.ReadAsync<EvaluatorMessage>(input, cancellation).ConfigureAwait(false) is { } message)
            {
                EvaluatorReply reply;
                if (message.Compile is { } request)
                {
                    (kept, EvaluationResult? failure) = Find(contexts, message).Compile(request);
                    reply = new(failure, kept?.CanonicalText, kept?.ObjectHash);
                }
                else if (message.Run is { } run)
                {
                    reply = new(Find(contexts, message).Run(run, kept!, cancellation), null, null);
                }
                else
                {
                    WarmUp();
                    reply = new(null, null, null);
                }
                await Frames.WriteAsync(output, reply, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach ((_, CandidateEvaluation evaluation) in contexts) evaluation.Dispose();
        }
    }

    // Takes a small kernel down the whole road, so that the first candidate does not wait for the compiler, LLVM and the emulator to be loaded and jitted.
    private static void WarmUp()
    {
        if (LlvmLibrary.Locate(new LlvmSearch(null, AppContext.BaseDirectory)).Error is not null) return;
        using var runner = new KernelRunner(TargetPresets.Int8);
        Polluter.For(TargetPresets.Int8).Run(runner, new KernelRunOptions { Timed = true }, CancellationToken.None);
    }

    private static CandidateEvaluation Find(List<(string Key, CandidateEvaluation Evaluation)> contexts, EvaluatorMessage message)
    {
        int index = contexts.FindIndex(c => c.Key == message.ContextKey);
        (string, CandidateEvaluation Evaluation) found = index >= 0
            ? contexts[index]
            : (message.ContextKey, new CandidateEvaluation(message.Context ?? throw new InvalidDataException("The context is unknown.")));
        if (index >= 0) contexts.RemoveAt(index);
        contexts.Add(found);
        if (contexts.Count > MaxContexts)
        {
            contexts[0].Evaluation.Dispose();
            contexts.RemoveAt(0);
        }
        return found.Evaluation;
    }
}
