using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Strategies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Bench;

/// <summary>The passes of TinyMPC on the fp32 array: the plain start, a schedule by hand with an expert's structure, and the built-in search.</summary>
internal static class TinyMpcBench
{
    /// <summary>Runs both passes: <c>tinympc [text]</c>, or measures one schedule: <c>tinympc pass file</c>.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is [var only, var path]) return One(only, File.Exists(path) ? await File.ReadAllTextAsync(path).ConfigureAwait(false) : Text(path));
        bool slower = false;
        Console.WriteLine("| pass | schedule | cold | steady | core instructions | commands | over the hand schedule, cold, steady |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string pass, double bar) in new[] { ("forward", 1.3), ("backward", 1.0) })
        {
            KernelInfo kernel = Kernel(Text(pass + ".kernel"));
            LiftResult lift = Lifter.Lift(kernel, TargetPresets.Fp32);
            using var evaluator = new Evaluator(pass, kernel);
            (long Cold, long Steady) hand = Row(pass, "hand", evaluator.Both(Text(pass + ".hand")), null);
            Row(pass, "start", evaluator.Both(ScheduleLowering.Lower(lift, kernel, TargetPresets.Fp32)), hand);
            foreach (MemoryState state in new[] { MemoryState.Steady, MemoryState.Cold })
            {
                var problem = new SearchProblem(kernel, lift.Operation, TargetPresets.Fp32, [Text(pass + ".hand")], evaluator, 60, state, 1, null);
                SearchOutcome outcome = await new BuiltInSearch().SearchAsync(problem, CancellationToken.None).ConfigureAwait(false);
                if (lift.Operation is null || outcome.Best is not { Origin: "builtin" } best)
                {
                    Console.WriteLine($"{pass}: {outcome.StoppedBecause}; {lift.Operation?.Description}; {outcome.Candidates.FirstOrDefault(c => c.Origin == "builtin" && c.Result.Stage != EvaluationStage.Accepted)?.Result.Message}");
                    slower = true;
                    continue;
                }

                if (arguments.Contains("text"))
                {
                    Console.WriteLine(best.Text);
                    foreach (Candidate candidate in outcome.Candidates.Where(c => c.Origin == "builtin").OrderBy(c => c.Result.Cycles)) Console.WriteLine($"{candidate.Result.Cycles} {candidate.Result.Stage} {candidate.Plan}");
                    foreach ((string cause, long cycles) in best.Result.Profile!.Causes.OrderByDescending(c => c.Value).Where(c => c.Value > 0)) Console.WriteLine($"  {cause,-40} {cycles,10}");
                }

                (long Cold, long Steady) found = Row(pass, $"built-in for {(state == MemoryState.Cold ? "cold" : "steady")} runs, {outcome.Evaluations} evaluations, 95 % of the final speed after {Curve.NearlyDone(outcome.Candidates)}: {best.Plan}", evaluator.Both(best.Text), hand);
                slower |= state == MemoryState.Cold ? hand.Cold < bar * found.Cold : hand.Steady < bar * found.Steady;
            }
        }

        return slower ? 1 : 0;
    }

    /// <summary>Measures one schedule and says where its cycles go.</summary>
    private static int One(string pass, string text)
    {
        using var evaluator = new Evaluator(pass, Kernel(Text(pass + ".kernel")));
        (EvaluationResult Cold, EvaluationResult Steady) run = evaluator.Both(text);
        Row(pass, "given", run, null);
        Console.WriteLine(evaluator.Listing);
        foreach ((string name, EvaluationResult result) in new[] { ("cold", run.Cold), ("steady", run.Steady) })
        {
            if (result.Profile is not { } profile) continue;
            Console.WriteLine($"{name}: {string.Join(", ", profile.Causes.OrderByDescending(c => c.Value).Where(c => c.Value > 0).Select(c => $"{c.Key} {c.Value}"))}");
        }

        return run.Cold.Stage == EvaluationStage.Accepted ? 0 : 1;
    }

    private static (long Cold, long Steady) Row(string pass, string name, (EvaluationResult Cold, EvaluationResult Steady) run, (long Cold, long Steady)? hand)
    {
        if (run.Steady.Stage != EvaluationStage.Accepted) Console.WriteLine($"| {pass} | {name} | {run.Steady.Stage}: {run.Steady.Message} |");
        else
        {
            string over = hand is { } h ? string.Create(CultureInfo.InvariantCulture, $"{(double)h.Cold / run.Cold.Cycles:F2}x, {(double)h.Steady / run.Steady.Cycles:F2}x") : "";
            Console.WriteLine($"| {pass} | {name} | {run.Cold.Cycles} | {run.Steady.Cycles} | {run.Steady.Evidence[0]} | {run.Steady.Evidence[1]} | {over} |");
        }

        return (run.Cold.Cycles, run.Steady.Cycles);
    }

    private static string Text(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Autocomp.Bench.TinyMpc.{name}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static KernelInfo Kernel(string source)
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll" or "Autocomp.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        CSharpCompilation compilation = CSharpCompilation.Create("Bench", [CSharpSyntaxTree.ParseText(source)], references, new(OutputKind.DynamicallyLinkedLibrary));
        FrontendResult result = KernelFrontend.Analyze(compilation, CancellationToken.None);
        return result.Kernels.Length == 1 ? result.Kernels[0].Info : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    /// <summary>Compares with the pass computed here, exactly on small integers.</summary>
    private sealed class Evaluator(string pass, KernelInfo kernel) : IEvaluator, IDisposable
    {
        private readonly KernelRunner runner = new(TargetPresets.Fp32);

        /// <summary>The listing of the schedule that was compiled last.</summary>
        public string Listing { get; private set; } = "";

        public Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
            Task.FromResult<ImmutableArray<EvaluationResult>>([.. requests.Select(r => Evaluate(r.CandidateId, r.ScheduleText, r.MemoryState))]);

        public (EvaluationResult Cold, EvaluationResult Steady) Both(string text) => (Evaluate(0, text, MemoryState.Cold), Evaluate(0, text, MemoryState.Steady));

        public void Dispose() => runner.Dispose();

        private EvaluationResult Evaluate(int id, string text, MemoryState state)
        {
            ScheduleResult parsed = ScheduleFrontend.Analyze(text, "schedule.cs", kernel);
            if (parsed.Tree is not { } tree) return new(id, EvaluationStage.Frontend, string.Join('\n', parsed.Diagnostics.Take(3)));
            CompileResult compiled = ScheduleCompiler.Compile(tree, TargetPresets.Fp32, new() { Listing = true });
            if (compiled.Schedule is not { } schedule) return new(id, EvaluationStage.CodeGeneration, compiled.Error ?? "");
            Listing = schedule.Assembly;
            var random = new Random(5);
            float[][] tensors = [.. kernel.AbiParameters.Select(p => Enumerable.Range(0, (int)p.Elements).Select(_ => (float)random.Next(-1, 2)).ToArray())];
            float[][] expected = [.. tensors.Select(t => (float[])t.Clone())];
            if (pass == "forward") Forward(expected);
            else Backward(expected);
            KernelArgument.Tensor[] passed = [.. kernel.AbiParameters.Select((p, n) => new KernelArgument.Tensor(Bytes(tensors[n]), p.Direction switch
            {
                ParameterDirection.In => TensorAccess.In,
                ParameterDirection.Out => TensorAccess.Out,
                _ => TensorAccess.InOut,
            }))];
            KernelRunResult run = runner.Run(schedule.Elf.AsMemory(), schedule.Symbol, [.. passed], new() { Timed = true, MemoryState = state });
            if (run.Fault is { } fault) return new(id, EvaluationStage.Execution, $"{fault.Kind}: {fault.Message} {fault.Line}");
            for (int n = 0; n < passed.Length; n++)
            {
                if (!passed[n].Data.AsSpan().SequenceEqual(Bytes(expected[n]))) return new(id, EvaluationStage.Values, "values differ");
            }

            return new(id, EvaluationStage.Accepted, "", tree.Text, null, run.Profile!.Cycles, run.Profile, [run.Instructions.ToString(CultureInfo.InvariantCulture), run.Commands.ToString(CultureInfo.InvariantCulture)]);
        }

        private static byte[] Bytes(float[] values)
        {
            var bytes = new byte[4 * values.Length];
            Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
            return bytes;
        }

        private static void Forward(float[][] v)
        {
            (float[] a, float[] b, float[] k, float[] d, float[] u, float[] x) = (v[0], v[1], v[2], v[3], v[4], v[5]);
            for (int t = 0; t < 5; t++)
            {
                for (int i = 0; i < 4; i++) u[t * 4 + i] = -Enumerable.Range(0, 12).Sum(j => k[i * 12 + j] * x[t * 12 + j]) - d[t * 4 + i];
                for (int i = 0; i < 12; i++) x[(t + 1) * 12 + i] = Enumerable.Range(0, 12).Sum(j => a[i * 12 + j] * x[t * 12 + j]) + Enumerable.Range(0, 4).Sum(j => b[i * 4 + j] * u[t * 4 + j]);
            }
        }

        private static void Backward(float[][] v)
        {
            (float[] quu, float[] b, float[] m, float[] k, float[] r, float[] q, float[] d, float[] p) = (v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
            for (int s = 9; s >= 0; s--)
            {
                float[] t = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 12).Sum(j => b[j * 4 + i] * p[(s + 1) * 12 + j]) + r[s * 4 + i])];
                for (int i = 0; i < 4; i++) d[s * 4 + i] = Enumerable.Range(0, 4).Sum(j => quu[i * 4 + j] * t[j]);
                for (int i = 0; i < 12; i++) p[s * 12 + i] = q[s * 12 + i] + Enumerable.Range(0, 12).Sum(j => m[i * 12 + j] * p[(s + 1) * 12 + j]) - Enumerable.Range(0, 4).Sum(j => k[j * 12 + i] * r[s * 4 + j]);
            }
        }
    }
}
