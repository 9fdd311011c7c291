namespace Autocomp.Search.Evaluation;

/// <summary>What an evaluating child answers.</summary>
/// <param name="Result">The end of the candidate: a failure to compile, or the result of its runs.</param>
/// <param name="CanonicalText">The accepted text, when it compiled.</param>
/// <param name="ObjectHash">Its object, when it compiled.</param>
internal sealed record EvaluatorReply(EvaluationResult? Result, string? CanonicalText, string? ObjectHash);
