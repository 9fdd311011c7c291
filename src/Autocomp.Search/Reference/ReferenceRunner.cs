using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Reference;

/// <summary>Runs users' methods in children under limits and keeps what they gave. Children are shared by all kernels and end with the runner.</summary>
/// <param name="launch">Starts <c>autocomp reference</c>.</param>
/// <param name="limits">Limits of one run.</param>
/// <param name="children">Most children at once.</param>
public sealed class ReferenceRunner(EvaluatorLaunch launch, ChildLimits limits, int children) : IDisposable
{
    private const int MaxReplacements = 3;
    private readonly ConcurrentBag<ChildProcess> _idle = [];
    private readonly SemaphoreSlim _slots = new(children);

    /// <summary>Makes sure that the folder holds the expectations of every trial of a plan.</summary>
    /// <param name="job">The kernel.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Ends the work; children are killed.</param>
    public async Task<ReferenceResult> PrepareAsync(ReferenceJob job, TrialPlan plan, CancellationToken cancellation)
    {
        if (job.Assembly.Error is { } error) return new(error, []);
        var folder = new TrialFolder(job.TrialFolder);
        ImmutableArray<Trial> known = folder.Trials(plan);
        if (!known.IsEmpty && known.All(t => folder.Expected(t) is not null)) return new(null, known);

        string assembly = Path.Combine(job.TrialFolder, "reference.dll");
        AtomicFile.Write(assembly, job.Assembly.Image.AsSpan());
        ImmutableArray<Trial> wanted = TrialPlans.For(plan, job.Kernel.AbiParameters());
        // The first trial tells whether the method works at all, before all cores are spent on it.
        (Trial first, ReferenceReply reply) = await FirstAsync(job, folder, assembly, wanted[0], cancellation).ConfigureAwait(false);
        if (reply.Outcome != ReferenceOutcome.Returned)
            return new($"the kernel {reply.Message} (inputs of trial {first.Name})", []);
        if (await UnwrittenAsync(job, folder, assembly, first, reply, cancellation).ConfigureAwait(false) is { } unwritten)
            return new(unwritten, []);
        Task<(Trial Trial, ReferenceReply Reply)>[] others =
            [.. wanted.Skip(1).Select(t => VariedAsync(job, folder, assembly, t, cancellation))];
        (Trial Trial, ReferenceReply Reply)[] results = await Task.WhenAll(others).ConfigureAwait(false);
        foreach ((Trial trial, ReferenceReply other) in results)
        {
            // An exception on extreme inputs is part of the meaning: the machine code has to trap there too.
            if (other.Outcome is not (ReferenceOutcome.Returned or ReferenceOutcome.Threw))
                return new($"the kernel {other.Message} (inputs of trial {trial.Name})", []);
        }
        ImmutableArray<Trial> trials = [first, .. results.Select(r => r.Trial)];
        folder.Write(plan, trials);
        return new(null, trials);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out ChildProcess? child)) child.Dispose();
        _slots.Dispose();
    }

    private Task<(Trial Trial, ReferenceReply Reply)> FirstAsync(
        ReferenceJob job, TrialFolder folder, string assembly, Trial trial, CancellationToken cancellation) =>
        VariedAsync(job, folder, assembly, trial, cancellation);

    // The trial, or the first of its kin whose outputs are not all the same.
    private async Task<(Trial Trial, ReferenceReply Reply)> VariedAsync(
        ReferenceJob job, TrialFolder folder, string assembly, Trial trial, CancellationToken cancellation)
    {
        ImmutableArray<(int, int)> tensors =
        [
            .. job.Kernel.AbiParameters()
                .Where(p => p.Kind == ParameterKind.Tensor && p.Direction != ParameterDirection.In)
                .Select(p => (checked((int)p.Bytes), new DataType(p.Scalar).ScalarSize)),
        ];
        ReferenceReply reply = await KnownOrRunAsync(job, folder, assembly, trial, cancellation).ConfigureAwait(false);
        Trial chosen = trial;
        for (int i = 0; i < MaxReplacements && trial.ShouldVary && IsConstant(reply); i++)
        {
            Trial next = chosen.Another();
            ReferenceReply another = await KnownOrRunAsync(job, folder, assembly, next, cancellation).ConfigureAwait(false);
            (chosen, reply) = (next, another);
        }
        return (chosen, reply);

        bool IsConstant(ReferenceReply r) => r.Outcome == ReferenceOutcome.Returned && r.Outputs.Length > 1 && TrialOutputs.AreConstant(r.Outputs, tensors);
    }

    private async Task<ReferenceReply> KnownOrRunAsync(
        ReferenceJob job, TrialFolder folder, string assembly, Trial trial, CancellationToken cancellation)
    {
        if (folder.Expected(trial) is { } known) return known;
        ReferenceReply reply = await RunAsync(job, assembly, trial, poison: 1, cancellation).ConfigureAwait(false);
        // Only what the method itself does is kept: limits depend on the machine.
        if (reply.Outcome is ReferenceOutcome.Returned or ReferenceOutcome.Threw) folder.Write(trial, reply);
        return reply;
    }

    // Outputs that follow the poison were never written.
    private async Task<string?> UnwrittenAsync(
        ReferenceJob job, TrialFolder folder, string assembly, Trial trial, ReferenceReply reply, CancellationToken cancellation)
    {
        KernelParameter[] written = [.. job.Kernel.AbiParameters().Where(p => p.Kind == ParameterKind.Tensor && p.Direction != ParameterDirection.In)];
        if (written.All(p => p.Direction != ParameterDirection.Out) || !folder.Trials(TrialPlan.Search).IsEmpty) return null;
        ReferenceReply second = await RunAsync(job, assembly, trial, poison: 2, cancellation).ConfigureAwait(false);
        int offset = 0;
        foreach (KernelParameter parameter in written)
        {
            int length = checked((int)parameter.Bytes);
            int differs = second.Outputs.Length == reply.Outputs.Length
                ? reply.Outputs.AsSpan(offset, length).CommonPrefixLength(second.Outputs.AsSpan(offset, length))
                : 0;
            if (differs < length)
            {
                return $"the kernel leaves element {differs / new DataType(parameter.Scalar).ScalarSize} of its [Output] parameter '{parameter.Name}' unwritten or reads it before writing; "
                    + "write every element, or drop [Output] to make it in-out";
            }
            offset += length;
        }
        return null;
    }

    private async Task<ReferenceReply> RunAsync(ReferenceJob job, string assembly, Trial trial, ulong poison, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ChildProcess child = _idle.TryTake(out ChildProcess? warm) ? warm : ChildProcess.Start(launch, limits);
            var request = new ReferenceRequest(assembly, job.Assembly.Libraries, job.Kernel, job.Operation, trial, poison);
            ChildReply<ReferenceReply> reply = await child.AskAsync<ReferenceRequest, ReferenceReply>(request, cancellation).ConfigureAwait(false);
            if (child.IsAlive) _idle.Add(child);
            else child.Dispose();
            return reply.Message ?? reply.Failure switch
            {
                ChildFailure.TimedOut => new(ReferenceOutcome.TimedOut, $"did not end within {Seconds()} s", []),
                ChildFailure.OutOfMemory => new(ReferenceOutcome.OutOfMemory, "ran out of memory: " + reply.Reason, []),
                ChildFailure.Died => new(ReferenceOutcome.Crashed, "crashed its process: " + reply.Reason, []),
                _ => throw new UnreachableException(),
            };
        }
        finally
        {
            _slots.Release();
        }
    }

    private string Seconds() => limits.Time.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
