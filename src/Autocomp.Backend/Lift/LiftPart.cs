using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>A piece of a kernel while it is being lifted.</summary>
internal abstract record LiftPart
{
    /// <summary>Statements that were recognised.</summary>
    /// <param name="Nest">The nest, with its operation.</param>
    public sealed record Lifted(LiftedNest Nest) : LiftPart;

    /// <summary>Statements that stay on the host core.</summary>
    /// <param name="Nest">The nest.</param>
    /// <param name="Fill">The buffer when they are nothing but the zeros that <c>stackalloc</c> starts from.</param>
    /// <param name="Names">Ids of locals that the first statements assign for these statements, and others again for themselves.</param>
    /// <param name="Futures">What may run behind them.</param>
    public sealed record Kept(LiftedNest Nest, Local? Fill, ImmutableHashSet<int> Names, ImmutableArray<ImmutableArray<Statement>> Futures) : LiftPart;

    /// <summary>A loop around parts.</summary>
    /// <param name="Loop">The loop.</param>
    /// <param name="Parts">The parts.</param>
    public sealed record Repeated(Loop Loop, ImmutableArray<LiftPart> Parts) : LiftPart;

    /// <summary>This part, or the parts inside its loops.</summary>
    public IEnumerable<LiftPart> Leaves => this is Repeated repeated ? repeated.Parts.SelectMany(part => part.Leaves) : [this];
}
