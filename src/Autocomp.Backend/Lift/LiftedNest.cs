using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>A part of a kernel that lift looked at by itself: statements in sequence that make up one operation, or stay on the host core.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Around">Loops around them that became repetitions, outermost first.</param>
/// <param name="Operation">What they were recognised as, or null when they stay on the host core.</param>
/// <param name="Remark">What they were recognised as, or which access or statement prevented it.</param>
/// <param name="Span">The place that the remark speaks of.</param>
public sealed record LiftedNest(
    ImmutableArray<Statement> Statements, ImmutableArray<Statement.For> Around, TensorOperation? Operation, string Remark, SourceSpan? Span);
