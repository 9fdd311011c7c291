using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Search.Budgets;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>One iteration of the beam search: plans, implementations, evaluation, second chances.</summary>
internal sealed class BeamStep(
    SearchProblem problem,
    SearchLedger ledger,
    ModelEnsemble models,
    PromptWriter prompts,
    Menu menu,
    BudgetMeter meter,
    BeamSearchOptions options)
{
    private const int LongestFailure = 4000;

    private readonly Random random = new(unchecked((int)(problem.Seed ^ problem.Seed >> 32)));
    private readonly Dictionary<(string Model, string Prompt), int> ordinals = [];

    /// <summary>Why no model can be asked any more, or null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Runs one iteration.</summary>
    /// <param name="beam">Parents, fastest first.</param>
    /// <param name="phase">Its number, from 1.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Candidates that beat their parents.</returns>
    public async Task<ImmutableArray<Candidate>> RunAsync(ImmutableArray<Candidate> beam, int phase, CancellationToken cancellation)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"phase {phase} of {options.Iterations}");
        var questions = new List<Question>();
        foreach (Candidate parent in beam)
        {
            for (int n = 0; n < options.PlansPerParent; n++)
            {
                Menu shown = menu.Dropout(options.MenuProbability, random);
                questions.Add(Ask(parent, prompts.Plan(parent, shown, phase, options.Iterations), shown));
            }
        }

        ImmutableArray<Answer> plans = await AnswerAsync(questions, cancellation).ConfigureAwait(false);
        if (plans.Length > 0 && plans.All(a => a.Reply.Error is not null))
        {
            Trouble = "model: " + plans[0].Reply.Error;
            return [];
        }

        questions.Clear();
        foreach (Answer answer in plans)
        {
            ReplyParser.Parsed plan = ReplyParser.Plan(answer.Reply.Text);
            if (plan.Text is null) continue;
            for (int n = 0; n < options.ImplementationsPerPlan; n++)
            {
                Question question = Ask(answer.Question.Parent, prompts.Implement(answer.Question.Parent, plan.Text), null);
                questions.Add(question with { Plan = plan.Text, Option = answer.Question.Menu!.Chosen(plan.Text) });
            }
        }

        ImmutableArray<Candidate> made = await MakeAsync(questions, name, cancellation).ConfigureAwait(false);
        for (int retry = 0; retry < options.Retries; retry++)
        {
            Candidate[] failed = [.. made.Where(c => c.Result.Stage != EvaluationStage.Accepted && c.Text.Length > 0)];
            Question[] second = [.. failed.Select(Again)];
            ImmutableArray<Candidate> better = await MakeAsync(second, name + ", second chances", cancellation).ConfigureAwait(false);
            made = [.. made.Where(c => c.Result.Stage == EvaluationStage.Accepted), .. better];
        }

        Dictionary<int, long> parents = beam.ToDictionary(c => c.Id, c => c.Result.Cycles);
        return [.. made.Where(c => c.Result.Stage == EvaluationStage.Accepted && c.Result.Cycles < parents[c.ParentId!.Value]).OrderBy(c => c.Id)];

        Question Again(Candidate candidate)
        {
            string failure = candidate.Result.Message.Length > LongestFailure ? candidate.Result.Message[..LongestFailure] : candidate.Result.Message;
            Candidate parent = beam.First(p => p.Id == candidate.ParentId);
            return Ask(parent, prompts.Retry(candidate.Text, candidate.Plan, $"{candidate.Result.Stage}: {failure}"), null) with { Plan = candidate.Plan, Option = candidate.MenuOption };
        }
    }

    private async Task<ImmutableArray<Candidate>> MakeAsync(IReadOnlyList<Question> questions, string phase, CancellationToken cancellation)
    {
        ImmutableArray<Answer> answers = await AnswerAsync(questions, cancellation).ConfigureAwait(false);
        var proposals = new List<Proposal>();
        foreach (Answer answer in answers)
        {
            Question q = answer.Question;
            ReplyParser.Parsed code = answer.Reply.Error is { } error ? new(null, error) : ReplyParser.Schedule(answer.Reply.Text);
            var proposal = new Proposal(q.Parent.Id, q.Model.Name, q.Option, q.Plan, code.Text ?? "");
            if (code.Text is null) ledger.Reject(proposal, code.Problem);
            else proposals.Add(proposal);
        }

        return await ledger.EvaluateAsync(proposals, phase, cancellation).ConfigureAwait(false);
    }

    private Question Ask(Candidate parent, string prompt, Menu? shown)
    {
        ILanguageModel model = models.Pick(random);
        int ordinal = ordinals.GetValueOrDefault((model.Name, prompt));
        ordinals[(model.Name, prompt)] = ordinal + 1;
        return new(parent, model, new(prompts.System, prompt, options.Temperature, options.MaxOutputTokens, ordinal), shown, "", "");
    }

    private async Task<ImmutableArray<Answer>> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken cancellation)
    {
        Question[] granted = [.. questions.Take(meter.Take(questions.Count))];
        ModelReply[] replies = await Task.WhenAll(granted.Select(q => q.Model.CompleteAsync(q.Request, cancellation))).ConfigureAwait(false);
        foreach (ModelReply reply in replies) meter.Count(reply);
        return [.. granted.Zip(replies, (q, r) => new Answer(q, r))];
    }

    private sealed record Question(Candidate Parent, ILanguageModel Model, ModelRequest Request, Menu? Menu, string Plan, string Option);

    private sealed record Answer(Question Question, ModelReply Reply);
}
