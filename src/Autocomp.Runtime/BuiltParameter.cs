using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Runtime;

/// <summary>One parameter of a built kernel, as the manifest states it.</summary>
/// <param name="Name">Name in C#.</param>
/// <param name="Kind"><c>tensor</c>, <c>scalar</c> or <c>dimension</c>.</param>
/// <param name="Type">Element or scalar type: <c>int8</c>, <c>float32</c>, …</param>
/// <param name="Access">What the kernel may do with a tensor.</param>
/// <param name="Shape">Extents of a tensor, outermost first; empty otherwise.</param>
public sealed record BuiltParameter(
    string Name,
    BuiltParameterKind Kind,
    string Type,
    TensorAccess Access,
    ImmutableArray<long> Shape)
{
    /// <summary>Number of elements of a tensor.</summary>
    public long Elements => Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Bytes of one element.</summary>
    public int ElementSize => Type switch
    {
        "bool" or "int8" or "uint8" => 1,
        "int16" or "uint16" => 2,
        "int32" or "uint32" or "float32" => 4,
        _ => 8,
    };
}
