using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;

namespace Autocomp.Search.Verification;

/// <summary>Runs one object on trials and compares it with what the C# method did.</summary>
internal sealed partial class TrialRuns
{
    private readonly EvaluationContext _context;
    private readonly CompiledCandidate _candidate;
    private readonly KernelRunner _runner;
    private readonly TrialFolder _folder;
    private readonly ImmutableArray<KernelParameter> _parameters;

    public TrialRuns(EvaluationContext context, CompiledCandidate candidate, KernelRunner runner)
    {
        (_context, _candidate, _runner) = (context, candidate, runner);
        _folder = new TrialFolder(context.TrialFolder);
        _parameters = [.. context.Kernel.AbiParameters()];
    }

    /// <summary>The trials of a plan; none when nobody has prepared their expected outputs.</summary>
    public ImmutableArray<Trial> Trials(TrialPlan plan) => _folder.Trials(plan);

    /// <summary>Runs a trial on a machine in reset state.</summary>
    /// <param name="trial">The inputs.</param>
    /// <param name="options">How; poison also seeds the earlier content of out-parameters.</param>
    /// <param name="cancellation">Ends the run.</param>
    public TrialRun RunFresh(Trial trial, KernelRunOptions options, CancellationToken cancellation)
    {
        _runner.Reset();
        return Run(trial, options, cancellation);
    }

    /// <summary>Runs a trial on the machine as it is.</summary>
    public TrialRun Run(Trial trial, KernelRunOptions options, CancellationToken cancellation)
    {
        ReferenceReply expected = _folder.Expected(trial)
            ?? throw new InvalidOperationException($"The expected outputs of trial {trial.Name} are missing or damaged in '{_folder.Path}'.");
        ImmutableArray<KernelArgument> arguments = TrialData.Create(_parameters, _context.Operation, trial, options.PoisonSeed);
        var tolerance = new FloatTolerance(_context.Operation, _parameters, arguments);
        KernelRunResult result = _runner.Run(
            _candidate.Elf.AsMemory(), _candidate.Symbol, arguments, options with { MaxInstructions = _context.Limits.MaxInstructions }, cancellation);
        if (expected.Outcome == ReferenceOutcome.Threw)
        {
            string? missed = result.Fault?.Kind == FaultKind.KernelTrap ? null : $"returns although the C# method {expected.Message} (trial {trial.Name})";
            return result.Fault is null or { Kind: FaultKind.KernelTrap } ? new(result, null, missed) : new(result, Describe(result.Fault, trial), null);
        }
        return result.Fault is { } fault
            ? new(result, Describe(fault, trial), null)
            : new(result, null, OutputComparison.Check(_parameters, tolerance, trial, arguments, expected.Outputs));
    }

    private string Describe(Fault fault, Trial trial)
    {
        string line = fault.Line is { } place ? string.Create(CultureInfo.InvariantCulture, $"line {place.Line}: ") : "";
        string quoted = fault.Line is { } at && ScheduleLine.Quote(_candidate.CanonicalText, at.Line) is { } text ? $" In '{text}'" : "";
        string message = ArgumentNumber().Replace(fault.Message, m => $"'{_parameters[int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)].Name}'");
        string command = fault.Command is null || message.Contains(fault.Command, StringComparison.Ordinal) ? "" : $" [{fault.Command}]";
        return $"{line}{fault.Kind}: {message}{command}{quoted} (trial {trial.Name})";
    }

    // The emulator knows arguments by position, people by name.
    [GeneratedRegex(@"'?\bargument ([0-9]{1,3})\b'?")]
    private static partial Regex ArgumentNumber();
}
