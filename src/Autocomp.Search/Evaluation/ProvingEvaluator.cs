using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Verification;
using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Evaluation;

/// <summary>After acceptance, proves what can be proved: the method is run symbolically here, where its body is; each accepted schedule in a child at the same point.</summary>
/// <remarks>The point depends on the schedules, so it is chosen after them. Candidates of a search cost nothing more.</remarks>
/// <param name="inner">Evaluates.</param>
/// <param name="kernel">The kernel with its body.</param>
/// <param name="context">What the children know of it.</param>
public sealed class ProvingEvaluator(IEvaluator inner, KernelInfo kernel, EvaluationContext context) : IEvaluator
{
    /// <summary>Most multiplications of a kernel that is proved: the symbolic runs take some seconds of one core for these.</summary>
    public const long MostMacs = 1L << 30;

    /// <inheritdoc/>
    public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation)
    {
        ImmutableArray<EvaluationResult> results = await inner.EvaluateAsync(requests, cancellation).ConfigureAwait(false);
        int[] accepted = [.. Enumerable.Range(0, requests.Length).Where(i => requests[i].Trials == TrialPlan.Acceptance && results[i].Stage == EvaluationStage.Accepted)];
        if (accepted.Length == 0 || context.Operation is not { IsOblivious: true } operation) return results;
        if (operation.Macs > MostMacs)
            return Add(string.Create(CultureInfo.InvariantCulture, $"{ProofRun.NotProved}{operation.Macs} multiplications are more than the {MostMacs} that a symbolic run is made for"));

        ulong seed = Seed(accepted.Select(i => results[i].CanonicalText!));
        string file = SymbolicExpectation.PathOf(context.TrialFolder, seed);
        try
        {
            await Task.Run(() => SymbolicExpectation.Write(file, Expect(seed, cancellation)), cancellation).ConfigureAwait(false);
            ImmutableArray<EvaluationResult> proofs = await inner.EvaluateAsync(
                [.. accepted.Select(i => requests[i] with { ScheduleText = results[i].CanonicalText!, Trials = TrialPlan.Proof, Timed = false, SymbolicSeed = seed })], cancellation).ConfigureAwait(false);
            return [.. results.Select((result, i) => Array.IndexOf(accepted, i) is >= 0 and int n ? Join(result, proofs[n]) : result)];
        }
        catch (NotProvableException reason)
        {
            return Add(ProofRun.NotProved + reason.Message);
        }
        finally
        {
            File.Delete(file);
        }

        ImmutableArray<EvaluationResult> Add(string evidence) => [.. results.Select((result, i) => accepted.Contains(i) ? With(result, [evidence]) : result)];
    }

    private SymbolicResult Expect(ulong seed, CancellationToken cancellation)
    {
        ImmutableArray<KernelArgument> arguments = TrialData.Create(kernel.AbiParameters, context.Operation, ProofRun.Scalars);
        return SymbolicMethod.Run(kernel, arguments, new SymbolicPoints(seed), cancellation);
    }

    // A proof that cannot be made says nothing; one that shows a difference rejects what all trials had passed.
    private static EvaluationResult Join(EvaluationResult accepted, EvaluationResult proof) => proof.Stage switch
    {
        EvaluationStage.Accepted => With(accepted, proof.Evidence),
        EvaluationStage.Process => With(accepted, [ProofRun.NotProved + proof.Message]),
        _ => proof with { CandidateId = accepted.CandidateId, CanonicalText = accepted.CanonicalText },
    };

    private static EvaluationResult With(EvaluationResult result, ImmutableArray<string> evidence) =>
        result with { Evidence = [.. result.Evidence.Concat(evidence).Order(StringComparer.Ordinal)] };

    private static ulong Seed(IEnumerable<string> schedules) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', schedules))));
}
