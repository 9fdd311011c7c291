using System.Collections.Immutable;
using Autocomp.Search.Budgets;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Models;
using Autocomp.Search.Prompts;

namespace Autocomp.Search.Strategies;

/// <summary>Candidates from language models: plan and implement, or both in one reply; whole schedules or edits; second chances with the failure's message.</summary>
/// <remarks>It never asks for more than the ledger may still evaluate. Requests of a wave run side by side; their replies are used in the order of the requests.</remarks>
public sealed class ModelProposer : IProposer
{
    private const int LongestFailure = 4000;

    private readonly SearchProblem problem;
    private readonly SearchLedger ledger;
    private readonly ModelEnsemble models;
    private readonly PromptWriter prompts;
    private readonly BudgetMeter meter;
    private readonly BeamSearchOptions options;
    private readonly Random random;
    private readonly Dictionary<(string Model, string Prompt), int> ordinals = [];
    private readonly HashSet<(int Parent, string Plan)> plans = [];
    private readonly int mostRequests;
    private string? trouble;

    /// <summary>A proposer of one search.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="ledger">The search's books.</param>
    /// <param name="models">Who is asked.</param>
    /// <param name="texts">Prompts and menus.</param>
    /// <param name="meter">The budget.</param>
    /// <param name="options">How models are asked.</param>
    public ModelProposer(SearchProblem problem, SearchLedger ledger, ModelEnsemble models, PromptTexts texts, BudgetMeter meter, BeamSearchOptions options)
    {
        (this.problem, this.ledger, this.models, this.meter, this.options) = (problem, ledger, models, meter, options);
        prompts = new PromptWriter(texts, problem);
        Menu = BeamSearch.MenuFor(texts, problem.Target, options);
        random = new Random(unchecked((int)(problem.Seed ^ problem.Seed >> 32) ^ 0x5EED));
        mostRequests = Math.Max(1, options.RequestsPerEvaluation * ledger.Remaining);
    }

    /// <inheritdoc/>
    public Menu Menu { get; }

    /// <inheritdoc/>
    public string? Stopped => trouble ?? meter.Stopped ?? (meter.Samples >= mostRequests ? "requests for the evaluations left are used up" : null);

    /// <inheritdoc/>
    public async Task<ImmutableArray<Proposal>> ProposeAsync(IReadOnlyList<Assignment> assignments, CancellationToken cancellation)
    {
        int room = ledger.Remaining;
        int each = Math.Max(1, assignments.Count > 0 ? assignments[0].Implementations : 1);
        bool single = options.Style == PromptStyle.SinglePrompt;
        Question[] first = [.. assignments.Take(single ? room : (room + each - 1) / each).Select(a => Plan(a, single))];
        ImmutableArray<Answer> answers = await AnswerAsync(first, cancellation).ConfigureAwait(false);
        if (answers.Length > 0 && answers.All(a => a.Reply.Error is not null)) trouble = "model: " + answers[0].Reply.Error;
        if (single) return [.. answers.Select(a => Read(a with { Question = a.Question with { Option = a.Question.Shown!.Chosen(a.Reply.Text) } }))];

        var second = new List<Question>();
        foreach (Answer answer in answers)
        {
            Candidate parent = answer.Question.Parent;
            // An equal plan for the same schedule would be implemented once more for nothing.
            if (ReplyParser.Plan(answer.Reply.Text).Text is not { } plan || !plans.Add((parent.Id, plan))) continue;
            string prompt = prompts.Implement(parent, plan, options.Style == PromptStyle.Edits);
            for (int n = 0; n < answer.Question.Implementations; n++)
            {
                second.Add(Ask(parent, prompt) with { Plan = plan, Option = answer.Question.Shown!.Chosen(plan) });
            }
        }

        return [.. (await AnswerAsync(second.Take(ledger.Remaining).ToArray(), cancellation).ConfigureAwait(false)).Select(Read)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Proposal>> RepairAsync(IReadOnlyList<Candidate> failed, CancellationToken cancellation)
    {
        Question[] questions =
        [
            .. failed.Take(ledger.Remaining).Select(c => Ask(ledger.Candidates[c.ParentId ?? c.Id], prompts.Retry(c.Text, c.Plan, Failure(c.Result))) with { Plan = c.Plan, Option = c.MenuOption, Whole = true }),
        ];
        return [.. (await AnswerAsync(questions, cancellation).ConfigureAwait(false)).Select(Read)];
    }

    private static string Failure(EvaluationResult result) =>
        $"{result.Stage}: {(result.Message.Length > LongestFailure ? result.Message[..LongestFailure] : result.Message)}";

    private Question Plan(Assignment assignment, bool single)
    {
        string memory = WhatHelped.Of(ledger.Candidates);
        string prompt = prompts.Plan(assignment, memory, single, isTranslation: problem.Operation is null && assignment.Parent.ParentId is null);
        return Ask(assignment.Parent, prompt) with { Shown = assignment.Menu, Implementations = assignment.Implementations, Whole = single };
    }

    private Question Ask(Candidate parent, string prompt)
    {
        ILanguageModel model = models.Pick(random);
        int ordinal = ordinals.GetValueOrDefault((model.Name, prompt));
        ordinals[(model.Name, prompt)] = ordinal + 1;
        return new(parent, model, new(prompts.System, prompt, options.Temperature, options.MaxOutputTokens, ordinal));
    }

    private Proposal Read(Answer answer)
    {
        Question q = answer.Question;
        ReplyParser.Parsed code = answer.Reply.Error is { } error ? new(null, error)
            : options.Style == PromptStyle.Edits && !q.Whole ? ReplyParser.Edits(answer.Reply.Text, PromptWriter.Code(q.Parent))
            : ReplyParser.Schedule(answer.Reply.Text);
        return new(q.Parent.Id, q.Model.Name, q.Option, q.Plan, code.Text ?? "", code.Problem);
    }

    /// <summary>Asks in waves, as many at a time as the budget can bear at worst.</summary>
    private async Task<ImmutableArray<Answer>> AnswerAsync(IReadOnlyList<Question> questions, CancellationToken cancellation)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        while (answers.Count < questions.Count && Stopped is null)
        {
            Question[] rest = [.. questions.Skip(answers.Count).Take(mostRequests - meter.Samples)];
            Question[] wave = [.. rest.Take(meter.Begin([.. rest.Select(q => (q.Model.Name, q.Request))]))];
            if (wave.Length == 0) break;
            using CancellationTokenSource deadline = meter.Deadline(cancellation);
            try
            {
                ModelReply[] replies = await Task.WhenAll(wave.Select(q => q.Model.CompleteAsync(q.Request, deadline.Token))).ConfigureAwait(false);
                foreach ((Question q, ModelReply reply) in wave.Zip(replies))
                {
                    meter.Count(q.Model.Name, q.Request, reply);
                    answers.Add(new(q, reply));
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                meter.End();
            }
        }

        return answers.ToImmutable();
    }

    private sealed record Question(Candidate Parent, ILanguageModel Model, ModelRequest Request)
    {
        public Menu? Shown { get; init; }

        public int Implementations { get; init; } = 1;

        public string Plan { get; init; } = "";

        public string Option { get; init; } = "";

        public bool Whole { get; init; }
    }

    private sealed record Answer(Question Question, ModelReply Reply);
}
