using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Schedules;

/// <summary>A schedule's text, judged.</summary>
/// <param name="Tree">The loop tree, or null when anything is wrong.</param>
/// <param name="Diagnostics">Errors: the front end's own (AC…) and the C# compiler's (CS…), with places in the text.</param>
public sealed record ScheduleResult(ScheduleTree? Tree, ImmutableArray<Diagnostic> Diagnostics);
