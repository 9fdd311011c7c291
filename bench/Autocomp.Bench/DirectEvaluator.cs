using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;

namespace Autocomp.Bench;

/// <summary>Compiles and runs schedules of one workload in this process: one random trial against plain C#, timed.</summary>
internal sealed class DirectEvaluator : IEvaluator, IDisposable
{
    private readonly KernelInfo kernel;
    private readonly TargetDescription target;
    private readonly KernelRunner runner;
    private readonly WorkloadData data;

    public DirectEvaluator(WorkloadData data, KernelInfo kernel, TargetDescription target)
    {
        this.kernel = kernel;
        this.target = target;
        this.data = data;
        runner = new KernelRunner(target);
    }

    public Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<EvaluationResult>>([.. requests.Select(r => Evaluate(r, listing: false, out _))]);

    public EvaluationResult Evaluate(EvaluationRequest request, bool listing, out string assembly)
    {
        assembly = "";
        ScheduleResult parsed = ScheduleFrontend.Analyze(request.ScheduleText, "schedule.cs", kernel);
        if (parsed.Tree is not { } tree) return new(request.CandidateId, EvaluationStage.Frontend, string.Join('\n', parsed.Diagnostics));
        CompileResult compiled = ScheduleCompiler.Compile(tree, target, new() { Listing = listing });
        if (compiled.Schedule is not { } schedule) return new(request.CandidateId, EvaluationStage.CodeGeneration, compiled.Error ?? "");
        assembly = schedule.Assembly;
        var output = new KernelArgument.Tensor(new byte[data.Expected.Length], TensorAccess.Out);
        List<KernelArgument> arguments = [.. data.Inputs.Select(input => input is null ? output : new KernelArgument.Tensor(input, TensorAccess.In))];
        KernelRunResult run = runner.Run(
            schedule.Elf.AsMemory(),
            schedule.Symbol,
            arguments,
            new() { Timed = request.Timed, MemoryState = request.MemoryState, MaxCycles = request.MaxCycles });
        if (run.Fault is { Kind: FaultKind.CycleLimit }) return new(request.CandidateId, EvaluationStage.Slow, "stopped");
        if (run.Fault is { } fault) return new(request.CandidateId, EvaluationStage.Execution, $"{fault.Kind}: {fault.Message} {fault.Line}");
        if (!output.Data.AsSpan().SequenceEqual(data.Expected)) return new(request.CandidateId, EvaluationStage.Values, "values differ");
        return new(request.CandidateId, EvaluationStage.Accepted, "", tree.Text, null, run.Profile?.Cycles ?? 0, run.Profile, [$"{run.Instructions} instructions, {run.Commands} commands"]);
    }

    public void Dispose() => runner.Dispose();
}
