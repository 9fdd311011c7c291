using System.CommandLine;
using System.Globalization;
using Autocomp.Search.Models;
using Autocomp.Search.Projects;
using Autocomp.Search.Strategies;

namespace Autocomp.Tool.Commands;

/// <summary>The options of <c>autocomp build</c> that say how a search with a model works. Counts below one are one; second chances may be none.</summary>
internal sealed class ModelSearchOptions
{
    private static readonly BuildSettings s_defaults = new()
    {
        ProjectDirectory = "", ProjectFile = "", AssemblyName = "", CompilerArguments = "", ScheduleDirectory = "", IntermediateDirectory = "",
    };

    private readonly Option<string> _strategy = new("--strategy") { Description = "How a search with a model chooses what to go on from.", DefaultValueFactory = _ => s_defaults.Strategy };
    private readonly Option<PromptStyle> _style = new("--prompt-style") { Description = "TwoPhase, SinglePrompt or Edits.", DefaultValueFactory = _ => s_defaults.ModelSearch.Style };
    private readonly Option<int> _steps = Number("--steps", "Most steps of a search with a model.", s_defaults.ModelSearch.Iterations);
    private readonly Option<int> _width = Number("--beam-width", "Schedules that go on from one step to the next.", s_defaults.ModelSearch.BeamWidth);
    private readonly Option<int> _plans = Number("--plans", "Plans asked for from each of them.", s_defaults.ModelSearch.PlansPerParent);
    private readonly Option<int> _implementations = Number("--implementations", "Implementations asked for from each plan.", s_defaults.ModelSearch.ImplementationsPerPlan);
    private readonly Option<int> _retries = Number("--second-chances", "Times that a failed implementation goes back to the model.", s_defaults.ModelSearch.Retries);
    private readonly Option<double> _enough = new("--enough-of-peak")
    {
        Description = "Share of the array's peak at which a search with a model ends.",
        DefaultValueFactory = _ => s_defaults.ModelSearch.EnoughOfPeak,
        CustomParser = result => double.Parse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
    };

    private readonly Option<int> _concurrency = Number("--concurrency", "Requests to a model under way at once.", s_defaults.Requests.Concurrency);
    private readonly Option<int> _seconds = Number("--request-seconds", "Time limit of one request to a model.", (int)s_defaults.Requests.Timeout.TotalSeconds);

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _strategy.Validators.Add(result =>
        {
            string name = result.GetValueOrDefault<string>();
            if (!SelectionPolicies.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) result.AddError($"There is no strategy '{name}'. Known: {string.Join(", ", SelectionPolicies.Names)}.");
        });
        foreach (Option option in new Option[] { _strategy, _style, _steps, _width, _plans, _implementations, _retries, _enough, _concurrency, _seconds }) command.Add(option);
    }

    /// <summary>Name of the strategy.</summary>
    /// <param name="parsed">What was typed.</param>
    public string Strategy(ParseResult parsed) => parsed.GetValue(_strategy)!.ToLowerInvariant();

    /// <summary>Sizes and prompt style.</summary>
    /// <param name="parsed">What was typed.</param>
    public BeamSearchOptions Sizes(ParseResult parsed) => new()
    {
        Style = parsed.GetValue(_style),
        Iterations = AtLeastOne(parsed, _steps),
        BeamWidth = AtLeastOne(parsed, _width),
        PlansPerParent = AtLeastOne(parsed, _plans),
        ImplementationsPerPlan = AtLeastOne(parsed, _implementations),
        EnoughOfPeak = parsed.GetValue(_enough),
        Retries = Math.Max(0, parsed.GetValue(_retries)),
    };

    /// <summary>How patiently the model is asked.</summary>
    /// <param name="parsed">What was typed.</param>
    public ResilienceOptions Requests(ParseResult parsed) => new()
    {
        Concurrency = AtLeastOne(parsed, _concurrency),
        Timeout = TimeSpan.FromSeconds(Math.Min(AtLeastOne(parsed, _seconds), 86_400)),
    };

    private static int AtLeastOne(ParseResult parsed, Option<int> option) => Math.Max(1, parsed.GetValue(option));

    private static Option<int> Number(string name, string description, int value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
