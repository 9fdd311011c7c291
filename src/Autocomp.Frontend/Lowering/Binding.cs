using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Lowering;

/// <summary>What a C# variable stands for in the tree.</summary>
internal abstract record Binding
{
    /// <summary>A variable that is assigned.</summary>
    public sealed record Variable(Local Local) : Binding;

    /// <summary>A name for a value that does not change while the name is in scope.</summary>
    public sealed record Value(Expression Expression) : Binding;

    /// <summary>A tuple: a variable an element.</summary>
    public sealed record Tuple(ImmutableArray<Local> Elements) : Binding;

    /// <summary>A tensor parameter.</summary>
    public sealed record Tensor(KernelParameter Parameter, TensorIndexing Indexing) : Binding;

    /// <summary>A slice of a flat tensor: element i is element offset + i of the parameter.</summary>
    public sealed record Slice(KernelParameter Parameter, Expression Offset, Expression Length) : Binding;

    /// <summary>A span over a <c>stackalloc</c>.</summary>
    public sealed record Buffer(Local Pointer, long Length) : Binding;

    /// <summary>A variable whose declaration was reported; its uses are not reported again.</summary>
    public sealed record Broken : Binding;
}
