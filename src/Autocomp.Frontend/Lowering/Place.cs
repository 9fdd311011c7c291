using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Lowering;

/// <summary>Something that can be assigned.</summary>
internal abstract record Place(DataType Type)
{
    /// <summary>A local.</summary>
    public sealed record Variable(Local Local) : Place(Local.Type);

    /// <summary>An element of a tensor parameter.</summary>
    public sealed record Element(KernelParameter Parameter, ImmutableArray<Expression> Indices, DataType Type) : Place(Type);

    /// <summary>What a pointer points at.</summary>
    public sealed record Memory(Expression Pointer, DataType Type) : Place(Type);

    /// <summary>Something that was reported already.</summary>
    public sealed record Broken(DataType Type) : Place(Type);
}
