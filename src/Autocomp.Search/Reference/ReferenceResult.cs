using System.Collections.Immutable;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Reference;

/// <summary>Whether a kernel has a usable reference.</summary>
/// <param name="Problem">Null, or a sentence for the user that begins with 'the kernel': it threw, did not end, leaves outputs unwritten.</param>
/// <param name="Trials">The trials whose expectations are now in the folder.</param>
public sealed record ReferenceResult(string? Problem, ImmutableArray<Trial> Trials);
