using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Projects;

/// <summary>What an earlier build of this very kernel found, as it lies under <c>obj</c>. Serialisable.</summary>
/// <param name="Key">Hash of everything that the result depends on.</param>
/// <param name="Source">How its schedule was found.</param>
/// <param name="Entry">As in <see cref="BuiltKernel"/>.</param>
/// <param name="Provenance">As in <see cref="BuiltKernel"/>.</param>
/// <param name="Verified">As in <see cref="BuiltKernel"/>.</param>
/// <param name="Start">Evaluation of the baseline.</param>
/// <param name="Best">Evaluation of the chosen schedule.</param>
internal sealed record KeptKernel(
    string Key, ScheduleSource Source, string Entry, string Provenance, string Verified, EvaluationResult Start, EvaluationResult Best);
