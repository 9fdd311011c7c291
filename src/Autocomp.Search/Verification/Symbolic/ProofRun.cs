using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Runs an accepted schedule once on the emulator with a <see cref="SymbolicAccelerator"/> beside it, and compares what it leaves with what the method leaves.</summary>
internal sealed class ProofRun(EvaluationContext context, CompiledCandidate candidate, KernelRunner runner)
{
    /// <summary>What evidence of a proved schedule begins with.</summary>
    public const string Proved = "proved: ";

    /// <summary>What evidence of a schedule begins with that is not proved.</summary>
    public const string NotProved = "tested, not proved: ";

    private const ulong Layout = 3000;

    /// <summary>The inputs whose scalars a symbolic run takes; its tensors hold symbols.</summary>
    public static Trial Scalars { get; } = new(TrialClass.InRange, TrialPlans.HoldOut + 20);

    /// <summary>Judges the schedule.</summary>
    /// <param name="seed">Names the expectation and the point.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The evidence; or why the schedule is wrong.</returns>
    public (string? Evidence, string? Wrong) Check(ulong seed, CancellationToken cancellation)
    {
        try
        {
            ScheduleTree tree = ScheduleFrontend.Analyze(candidate.CanonicalText, "schedule.cs", context.Kernel.ToKernelInfo(), cancellation).Tree
                ?? throw new InvalidOperationException("A schedule that compiled was refused.");
            if (ScalarUses.Check(tree) is { } computed) return (NotProved + computed, null);
            SymbolicResult expected = SymbolicExpectation.Read(SymbolicExpectation.PathOf(context.TrialFolder, seed));
            ImmutableArray<KernelParameter> parameters = [.. context.Kernel.AbiParameters()];
            var points = new SymbolicPoints(seed);
            var accelerator = new SymbolicAccelerator(context.Target, parameters, points);
            CommandTrace? trace = MovesDataOnCore(tree) ? new() : null;
            ImmutableArray<KernelArgument> arguments = TrialData.Create(parameters, context.Operation, Scalars);
            runner.Reset();
            KernelRunResult run = runner.Run(
                candidate.Elf.AsMemory(),
                candidate.Symbol,
                arguments,
                new KernelRunOptions { LayoutSeed = Layout, PoisonSeed = Layout, Observer = trace as ICommandObserver ?? accelerator, MaxInstructions = context.Limits.MaxInstructions },
                cancellation);
            if (run.Fault is { } fault) return (null, $"{fault.Kind}: {fault.Message} (symbolic run)");
            IEnumerable<FunctionPrint>? onCore = trace is null ? null : SymbolicSchedule.Run(tree, context.Kernel.ToKernelInfo(), arguments, trace, accelerator, points, cancellation);
            return Compare(expected, accelerator, parameters, onCore);
        }
        catch (NotProvableException reason)
        {
            return (NotProved + reason.Message, null);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KeyNotFoundException or NotSupportedException or IndexOutOfRangeException or ArithmeticException)
        {
            return (NotProved + $"the schedule could not be followed symbolically ({e.Message})", null);
        }
    }

    private (string? Evidence, string? Wrong) Compare(SymbolicResult expected, SymbolicAccelerator accelerator, ImmutableArray<KernelParameter> parameters, IEnumerable<FunctionPrint>? onCore)
    {
        long results = 0;
        foreach ((int index, ulong[] values) in expected.Outputs)
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (accelerator.Read(index, i) != values[i]) return Differs(expected, accelerator, onCore, parameters[index], i);
            }

            results += values.Length;
        }

        bool isInteger = context.Target.Element == ElementType.Int8;
        string how = isInteger ? "modulo 2^32" : "over the real numbers, rounding aside";
        string error = isInteger ? "error below 2^-58" : "error below d * 2^-60 for a result of degree d";
        string functions = expected.Functions.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $", put through the method's own {(expected.Functions.Length == 1 ? "function" : $"{expected.Functions.Length} functions")}");
        string core = onCore is not null ? ", elements that the core moves as the schedule's source has it" : "";
        string scalars = parameters.Any(p => p.Kind == ParameterKind.Scalar) ? $", at the scalars of trial {Scalars.Name}, of which commands take only multiples" : "";
        return (string.Create(
            CultureInfo.InvariantCulture,
            $"{Proved}for all inputs each of {results} results is the method's own polynomial of the inputs, {how}{functions} ({accelerator.Commands} commands followed at a random point of the field of 2^61 - 1 elements, {error}{scalars}{core})"), null);
    }

    // Different polynomials are a wrong schedule. A function that the method does not have is something that this check cannot judge.
    private static (string? Evidence, string? Wrong) Differs(SymbolicResult expected, SymbolicAccelerator accelerator, IEnumerable<FunctionPrint>? onCore, KernelParameter parameter, int element)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"element {element} of '{parameter.Name}'");
        bool known = accelerator.Functions.Concat(onCore ?? []).All(f => expected.Functions.Contains(f.Hash)) && !accelerator.UsesAtoms
            && (onCore is null || accelerator.Target.Element == ElementType.Int8);
        return known
            ? (null, $"{place} is not the right combination of the inputs: it may pass trials, but the sums and products behind it are others than the method's (symbolic run)")
            : (NotProved + $"{place} goes through functions or factors other than the method's, which the symbolic check cannot compare", null);
    }

    private static bool MovesDataOnCore(ScheduleTree tree) =>
        TreeWalk.Statements(tree.Body).Any(s => s is Statement.WritePointer || TreeWalk.Roots(s).SelectMany(TreeWalk.Expressions).Any(e => e is Frontend.Tree.Expression.ReadPointer));
}
