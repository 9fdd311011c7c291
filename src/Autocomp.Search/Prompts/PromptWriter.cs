using System.Globalization;
using System.Text;
using Autocomp.Isa;
using Autocomp.Search.Strategies;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Prompts;

/// <summary>Fills the templates: ISA, costs, kernel, schedule, its measurements, menu, rules.</summary>
/// <param name="texts">The templates.</param>
/// <param name="problem">What is searched.</param>
public sealed class PromptWriter(PromptTexts texts, SearchProblem problem)
{
    private const double NearPeak = 0.9;

    private readonly string costs = CostText.Of(problem.Target);
    private readonly string specification = KernelText.Of(problem);

    /// <summary>The system message.</summary>
    public string System => texts.Template("system");

    /// <summary>The first phase: choose an optimisation and plan it; in one prompt also write the code.</summary>
    /// <param name="assignment">The schedule to improve, the options shown, the iteration.</param>
    /// <param name="memory">What helped so far, in lines; may be empty.</param>
    /// <param name="single">Whether the reply is to hold the code too.</param>
    /// <param name="isTranslation">Whether the schedule is the user's own loops, which use no accelerator yet.</param>
    /// <returns>The user message.</returns>
    public string Plan(Assignment assignment, string memory = "", bool single = false, bool isTranslation = false)
    {
        (Candidate parent, Menu menu, int phase, int phases) = (assignment.Parent, assignment.Menu, assignment.Phase, assignment.Phases);
        string extra = memory.Length == 0 ? "" : $"# What was tried so far in this search\n\n{memory}\n\n";
        if (assignment.Other is { } other) extra += Replace(texts.Template("combine"), Other(other)) + "\n\n";
        if (isTranslation) extra += texts.Template("translate") + "\n\n";
        return Fill(single ? "single" : "plan", Code(parent), new()
        {
            ["cycles"] = Number(parent.Result.Cycles),
            ["share"] = Share(parent.Result.Cycles),
            ["bounds"] = Bounds(),
            ["scratchpad"] = Kilobytes(parent.Result.Profile?.ScratchpadRowsUsed ?? 0, ScratchpadRowBytes),
            ["scratchpadSize"] = Kilobytes(problem.Target.ScratchpadRows, ScratchpadRowBytes),
            ["accumulator"] = Kilobytes(parent.Result.Profile?.AccumulatorRowsUsed ?? 0, AccumulatorRowBytes),
            ["accumulatorSize"] = Kilobytes(problem.Target.AccumulatorRows, AccumulatorRowBytes),
            ["remaining"] = ProfileText.Remaining(parent.Result.Profile),
            ["causes"] = ProfileText.Causes(parent.Result.Profile),
            ["lines"] = ProfileText.Lines(parent.Result.Profile, Code(parent)),
            ["extra"] = extra,
            ["menu"] = menu.ToString(),
            ["phase"] = Number(phase),
            ["phases"] = Number(phases),
            ["advice"] = Advice(parent.Result.Cycles, phase, phases),
        });
    }

    /// <summary>The second phase: write the code of a plan.</summary>
    /// <param name="parent">The schedule to improve.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="edits">Whether the reply is to hold edits rather than the whole schedule.</param>
    /// <returns>The user message.</returns>
    public string Implement(Candidate parent, string plan, bool edits = false) => Fill(edits ? "edit" : "implement", Code(parent), new() { ["plan"] = plan });

    /// <summary>A second chance for code that failed.</summary>
    /// <param name="text">The code.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="failure">What the compiler, the emulator or the comparison said.</param>
    /// <returns>The user message.</returns>
    public string Retry(string text, string plan, string failure) => Fill("retry", text, new() { ["plan"] = plan, ["failure"] = failure });

    private int ScratchpadRowBytes => problem.Target.Dim * Bytes(problem.Target.Element);

    private int AccumulatorRowBytes => problem.Target.Dim * Bytes(problem.Target.Accumulator);

    /// <summary>The other parent of a combination.</summary>
    private Dictionary<string, string> Other(Candidate other) => new()
    {
        ["other"] = Code(other),
        ["otherCycles"] = Number(other.Result.Cycles),
        ["otherShare"] = Share(other.Result.Cycles),
        ["otherRemaining"] = ProfileText.Remaining(other.Result.Profile),
        ["otherCauses"] = ProfileText.Brief(other.Result.Profile),
    };

    private string Fill(string name, string schedule, Dictionary<string, string> values)
    {
        values["schedule"] = schedule;
        values["isa"] = IsaDocumentation.For(problem.Target, new UsableCommands(problem.Operation, problem.Target, schedule).Shows).TrimEnd();
        values["costs"] = costs;
        values["specification"] = specification;
        values["rules"] = Replace(texts.Template("rules"), new()
        {
            ["lastScratchpadRow"] = Number(problem.Target.ScratchpadRows - 1),
            ["lastAccumulatorRow"] = Number(problem.Target.AccumulatorRows - 1),
        });
        return Replace(texts.Template(name), values);
    }

    /// <summary>Replaces <c>{{name}}</c> in one pass, so that braces inside values stay as they are.</summary>
    private static string Replace(string template, Dictionary<string, string> values)
    {
        var text = new StringBuilder();
        int at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is var open && open >= 0)
        {
            int close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0) break;
            string name = template[(open + 2)..close];
            if (!values.TryGetValue(name, out string? value)) throw new FormatException($"A prompt template uses {{{{{name}}}}}, which does not exist. Known: {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}.");
            text.Append(template, at, open - at).Append(value);
            at = close + 2;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    /// <summary>A candidate's text as models see it.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <returns>The canonical text where there is one.</returns>
    internal static string Code(Candidate candidate) => (candidate.Result.CanonicalText ?? candidate.Text).TrimEnd();

    private string Share(long cycles)
    {
        long ideal = KernelText.IdealCycles(problem);
        return ideal == 0 || cycles == 0 ? "an unknown share" : (100.0 * ideal / cycles).ToString("F1", CultureInfo.InvariantCulture) + " %";
    }

    private string Bounds() => KernelText.IdealCycles(problem) is > 0 and var compute
        ? string.Create(CultureInfo.InvariantCulture, $"The array alone needs {compute} cycles for this kernel; moving every tensor once takes {ExecutionBound.Memory(problem.Operation, problem.Kernel.AbiParameters, problem.Target)}.")
        : "";

    /// <summary>What kind of change is asked for: near the peak the idle cycles are all that is left, before that it depends on the phase.</summary>
    private string Advice(long cycles, int phase, int phases) =>
        KernelText.IdealCycles(problem) is > 0 and var ideal && ideal >= NearPeak * cycles ? string.Create(CultureInfo.InvariantCulture, $"only {cycles - ideal} cycles are left to win; say which of them the plan removes, and leave what works as it is")
        : phase * 3 <= phases ? "large structural changes pay now"
        : phase * 3 <= phases * 2 ? "build on what is there"
        : "fine tuning pays now";

    private static int Bytes(ElementType type) => type == ElementType.Int8 ? 1 : 4;

    private static string Kilobytes(int rows, int rowBytes) => ((rows * (long)rowBytes + 1023) / 1024).ToString(CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
