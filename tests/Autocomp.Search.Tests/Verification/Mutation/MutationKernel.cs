using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Proposer;
using Autocomp.Search.Reference;
using Autocomp.Search.Verification;
using Autocomp.Workloads;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>A kernel whose correct schedules are mutated: its verifier is ready, and its C# method can be run on any inputs.</summary>
internal sealed class MutationKernel : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly InProcessEvaluator _evaluator;

    public MutationKernel(WorkloadProject project, AnalyzedKernel kernel, int points)
    {
        Kernel = kernel.Info;
        bool isFloat = Kernel.Parameters.Any(p => p.Kind == ParameterKind.Tensor && p.Scalar == ScalarType.Float32);
        Target = isFloat ? TargetPresets.Fp32 : TargetPresets.Int8;
        LiftResult lift = Lifter.Lift(Kernel, Target);
        Operation = lift.Operation;
        string assembly = Path.Combine(_folder.Path, "reference.dll");
        File.WriteAllBytes(assembly, [.. ReferenceEmitter.Emit(project.Compilation, kernel, CancellationToken.None).Image]);
        Method = ReferenceProgram.Load(assembly, []);
        TrialFolder trials = new(_folder.Path);
        foreach (TrialPlan plan in new[] { TrialPlan.Search, TrialPlan.Acceptance })
        {
            ImmutableArray<Trial> wanted = TrialPlans.For(plan, Kernel.AbiParameters);
            trials.Write(plan, wanted);
            foreach (Trial trial in wanted)
            {
                ImmutableArray<KernelArgument> arguments = TrialData.Create(Kernel.AbiParameters, Operation, trial);
                ReferenceReply reply = Method.Run(arguments);
                trials.Write(trial, reply.Outcome == ReferenceOutcome.Returned ? reply with { Outputs = TrialOutputs.Join(arguments) } : reply);
            }
        }

        _evaluator = new(new EvaluationContext(KernelSignature.Of(Kernel), Operation, Target, _folder.Path) { Limits = new() { MaxInstructions = 20_000_000 } });
        Bases = [.. Schedules(lift, points)];
    }

    public KernelInfo Kernel { get; }

    public TargetDescription Target { get; }

    public TensorOperation? Operation { get; }

    /// <summary>The C# method.</summary>
    public ReferenceProgram Method { get; }

    /// <summary>Correct schedules: the start and what the built-in proposer writes.</summary>
    public ImmutableArray<(string Name, string Text)> Bases { get; }

    /// <summary>What the verifier says at acceptance.</summary>
    public async Task<EvaluationResult> VerifyAsync(string text) =>
        (await _evaluator.EvaluateAsync([new(0, text, TrialPlan.Acceptance)], TestContext.Current.CancellationToken)).Single();

    public void Dispose()
    {
        _evaluator.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<(string Name, string Text)> Schedules(LiftResult lift, int points)
    {
        yield return ($"{Kernel.DisplayName}, start", ScheduleLowering.Lower(lift, Kernel, Target));
        foreach (bool loops in new[] { false, true })
        {
            if (ScheduleSpaces.For(Kernel, Operation, Target, loops) is not { Unsupported: null } space) continue;
            // Points far apart in the ranking are schedules that differ in more than a size.
            ImmutableArray<string> texts = [.. space.First().Take(40).Select(move => space.TryWrite(move.To)).OfType<string>().Where(t => t.Contains("Gemmini.Loop", StringComparison.Ordinal) == loops).Distinct()];
            for (int n = 0; n < Math.Min(points, texts.Length); n++)
                yield return (string.Create(CultureInfo.InvariantCulture, $"{Kernel.DisplayName}, {(loops ? "loop commands" : "point")} {n}"), texts[n * texts.Length / points]);
        }
    }
}
