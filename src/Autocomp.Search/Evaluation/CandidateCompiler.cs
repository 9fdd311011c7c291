using System.Globalization;
using System.Security.Cryptography;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Search.Verification;
using Microsoft.CodeAnalysis;

namespace Autocomp.Search.Evaluation;

/// <summary>Takes a candidate from text to object, or says at which stage it failed.</summary>
internal sealed class CandidateCompiler
{
    // Enough to act on; a model's reply with a misspelt name can have hundreds.
    private const int MaxErrors = 5;
    private readonly EvaluationContext _context;
    private readonly KernelInfo _kernel;

    public CandidateCompiler(EvaluationContext context) => (_context, _kernel) = (context, context.Kernel.ToKernelInfo());

    /// <summary>Compiles a candidate; exactly one of the two results is not null.</summary>
    public (CompiledCandidate? Candidate, EvaluationResult? Failure) Compile(EvaluationRequest request)
    {
        if (CheckLength(request, _context.Limits) is { } tooLong) return (null, tooLong);
        ScheduleResult parsed = ScheduleFrontend.Analyze(request.ScheduleText, _kernel.Symbol + ".schedule.cs", _kernel);
        if (parsed.Tree is not { } tree) return Fail(EvaluationStage.Frontend, Describe(parsed), null);
        if (_context.Operation is { IsOblivious: true } && ObliviousnessCheck.Check(tree, _context.Target.Revision) is { } violation)
            return Fail(EvaluationStage.Obliviousness, violation, tree.Text);
        if (LlvmLibrary.Locate(new LlvmSearch(_context.LlvmPath, AppContext.BaseDirectory)).Error is { } missing)
            return Fail(EvaluationStage.CodeGeneration, missing, tree.Text);
        CompileResult compiled = ScheduleCompiler.Compile(tree, _context.Target, new CompileOptions());
        if (compiled.Schedule is not { } schedule)
            return Fail(EvaluationStage.CodeGeneration, compiled.Error ?? "no code was generated", tree.Text);
        return (new(tree.Text, schedule.Elf, schedule.Symbol, Convert.ToHexStringLower(SHA256.HashData(schedule.Elf.AsSpan()))), null);

        (CompiledCandidate?, EvaluationResult?) Fail(EvaluationStage stage, string message, string? text) =>
            (null, new(request.CandidateId, stage, message, text, Evidence: []));
    }

    /// <summary>Refuses texts that no person would write, before anything reads them.</summary>
    public static EvaluationResult? CheckLength(EvaluationRequest request, EvaluationLimits limits) =>
        request.ScheduleText.Length <= limits.MaxSourceCharacters
            ? null
            : new(
                request.CandidateId,
                EvaluationStage.Frontend,
                string.Create(CultureInfo.InvariantCulture, $"the schedule has {request.ScheduleText.Length} characters; at most {limits.MaxSourceCharacters} are allowed"),
                Evidence: []);

    private static string Describe(ScheduleResult parsed)
    {
        string[] errors =
        [
            .. parsed.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => string.Create(
                CultureInfo.InvariantCulture,
                $"line {d.Location.GetLineSpan().StartLinePosition.Line + 1}: {d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}")),
        ];
        string listed = string.Join("\n", errors.Take(MaxErrors));
        return errors.Length switch
        {
            0 => "the front end refused the schedule",
            > MaxErrors => string.Create(CultureInfo.InvariantCulture, $"{listed}\nand {errors.Length - MaxErrors} more errors"),
            _ => listed,
        };
    }
}
