using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Runtime.Manifests;

/// <summary>One specialised kernel that a build left beside the application.</summary>
/// <param name="Name">Metadata name of the C# method.</param>
/// <param name="Specialization">The sizes fixed in this build, by dimension name.</param>
/// <param name="Target">Name of the machine that it was built for.</param>
/// <param name="Symbol">The C symbol to call.</param>
/// <param name="ObjectPath">Full path of the ELF object.</param>
/// <param name="Parameters">In C# order, dimensions included.</param>
/// <param name="IdealCycles">Cycles at the array's peak, or null when the kernel has no such bound.</param>
/// <param name="MemoryState">Caches under which it was tuned.</param>
internal sealed record BuiltKernel(
    string Name,
    ImmutableSortedDictionary<string, long> Specialization,
    string Target,
    string Symbol,
    string ObjectPath,
    ImmutableArray<BuiltParameter> Parameters,
    long? IdealCycles,
    MemoryState MemoryState)
{
    /// <summary>Its shape for messages: <c>k=784, m=64, n=128</c>, or the fixed extents of its tensors.</summary>
    public string ShapeText => Specialization.IsEmpty
        ? string.Join(", ", Parameters.Where(p => p.Kind == ParameterKind.Tensor).Select(p => $"{p.Name}[{string.Join(", ", p.Shape)}]"))
        : string.Join(", ", Specialization.Select(d => $"{d.Key}={d.Value}"));
}
