namespace Autocomp.Search.Evaluation;

/// <summary>What a worker asks of an evaluating child.</summary>
/// <param name="ContextKey">Which context the request is for.</param>
/// <param name="Context">The context, when the child has not seen it or may have forgotten it.</param>
/// <param name="Compile">A candidate to compile and keep, or null; when both are null, the child only warms up.</param>
/// <param name="Run">The request by which to run the kept candidate, or null.</param>
internal sealed record EvaluatorMessage(string ContextKey, EvaluationContext? Context, EvaluationRequest? Compile, EvaluationRequest? Run);
