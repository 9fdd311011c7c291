using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Verification;
using Autocomp.Search.Verification.Symbolic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Tests.Verification.Symbolic;

/// <summary>A kernel in C#, and the symbolic check of schedules of it without any trial.</summary>
internal sealed class ProofCase : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CandidateEvaluation _evaluation;

    private ProofCase(KernelInfo kernel)
    {
        Kernel = kernel;
        Target = kernel.Parameters.Any(p => p.Kind == ParameterKind.Tensor && p.Scalar == ScalarType.Float32) ? TargetPresets.Fp32 : TargetPresets.Int8;
        Lift = Lifter.Lift(kernel, Target);
        Start = ScheduleLowering.Lower(Lift, kernel, Target);
        Context = new EvaluationContext(KernelSignature.Of(kernel), Lift.Operation, Target, _folder.Path) { Limits = new() { MaxInstructions = 5_000_000 } };
        _evaluation = new CandidateEvaluation(Context);
    }

    public KernelInfo Kernel { get; }

    public TargetDescription Target { get; }

    public LiftResult Lift { get; }

    /// <summary>The lowered schedule.</summary>
    public string Start { get; }

    public EvaluationContext Context { get; }

    /// <summary>The one kernel of a class body.</summary>
    public static ProofCase Of(string method)
    {
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Kernels",
            [CSharpSyntaxTree.ParseText($"using System;\nusing Autocomp;\npublic static class K\n{{\n{method}\n}}\n", path: "Kernels.cs", encoding: System.Text.Encoding.UTF8)],
            [
                .. trusted.Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
                MetadataReference.CreateFromFile(typeof(KernelAttribute).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        FrontendResult found = KernelFrontend.Analyze(compilation, TestContext.Current.CancellationToken);
        found.Diagnostics.Concat(compilation.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ShouldBeEmpty();
        return new(found.Kernels.Single().Info);
    }

    /// <summary>What the method leaves at a point.</summary>
    public SymbolicResult Expect(ulong seed) => SymbolicMethod.Run(
        Kernel, TrialData.Create(Kernel.AbiParameters, Lift.Operation, ProofRun.Scalars), new SymbolicPoints(seed), TestContext.Current.CancellationToken);

    /// <summary>The symbolic check alone: evidence when nothing is wrong, the message otherwise.</summary>
    public string Check(string schedule, ulong seed = 20)
    {
        try
        {
            string path = SymbolicExpectation.PathOf(_folder.Path, seed);
            if (!File.Exists(path)) SymbolicExpectation.Write(path, Expect(seed));
        }
        catch (NotProvableException reason)
        {
            return ProofRun.NotProved + reason.Message;
        }

        EvaluationResult result = _evaluation.Evaluate(new(0, schedule, TrialPlan.Proof, Timed: false, SymbolicSeed: seed), TestContext.Current.CancellationToken);
        return result.Stage == EvaluationStage.Accepted ? result.Evidence.Single() : $"{result.Stage}: {result.Message}";
    }

    public void Dispose()
    {
        _evaluation.Dispose();
        _folder.Dispose();
    }
}
