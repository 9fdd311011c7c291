using System.Collections.Immutable;
using System.Numerics;
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
    private readonly byte[] a;
    private readonly byte[] b;
    private readonly byte[] bias;
    private readonly byte[] expected;

    public DirectEvaluator(GemmWorkload workload, KernelInfo kernel, TargetDescription target)
    {
        this.kernel = kernel;
        this.target = target;
        runner = new KernelRunner(target);
        var random = new Random(7);
        a = new byte[workload.I * workload.K];
        b = new byte[workload.K * workload.J];
        random.NextBytes(a);
        random.NextBytes(b);
        bias = new byte[workload.HasBias ? workload.J * 4 : 0];
        for (int j = 0; 4 * j < bias.Length; j++) BitConverter.TryWriteBytes(bias.AsSpan(4 * j), random.Next(-4000, 4000));
        expected = Multiply(workload, a, b, bias);
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
        var c = new KernelArgument.Tensor(new byte[expected.Length], TensorAccess.Out);
        List<KernelArgument> arguments = [new KernelArgument.Tensor(a, TensorAccess.In), new KernelArgument.Tensor(b, TensorAccess.In), c];
        if (bias.Length > 0) arguments.Add(new KernelArgument.Tensor(bias, TensorAccess.In));
        KernelRunResult run = runner.Run(
            schedule.Elf.AsMemory(),
            schedule.Symbol,
            arguments,
            new() { Timed = request.Timed, MemoryState = request.MemoryState });
        if (run.Fault is { } fault) return new(request.CandidateId, EvaluationStage.Execution, $"{fault.Kind}: {fault.Message} {fault.Line}");
        if (!c.Data.AsSpan().SequenceEqual(expected)) return new(request.CandidateId, EvaluationStage.Values, "values differ");
        return new(request.CandidateId, EvaluationStage.Accepted, "", tree.Text, null, run.Profile?.Cycles ?? 0, run.Profile, [$"{run.Instructions} instructions, {run.Commands} commands"]);
    }

    public void Dispose() => runner.Dispose();

    private static byte[] Multiply(GemmWorkload w, byte[] a, byte[] b, byte[] bias)
    {
        var c = new byte[w.I * w.J];
        var wide = new int[w.K * w.J];
        for (int n = 0; n < wide.Length; n++) wide[n] = (sbyte)b[n];
        var sums = new int[w.J];
        for (int i = 0; i < w.I; i++)
        {
            Array.Clear(sums);
            Buffer.BlockCopy(bias, 0, sums, 0, bias.Length);
            for (int k = 0; k < w.K; k++)
            {
                var x = new Vector<int>((sbyte)a[i * w.K + k]);
                int j = 0;
                for (; j + Vector<int>.Count <= w.J; j += Vector<int>.Count) (new Vector<int>(sums, j) + x * new Vector<int>(wide, k * w.J + j)).CopyTo(sums, j);
                for (; j < w.J; j++) sums[j] += (sbyte)a[i * w.K + k] * wide[k * w.J + j];
            }

            for (int j = 0; j < w.J; j++) c[i * w.J + j] = (byte)(sbyte)Math.Clamp(MathF.Round(sums[j] * w.Scale), -128f, 127f);
        }

        return c;
    }
}
