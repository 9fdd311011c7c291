using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Runtime;

/// <summary>One specialised kernel that a build left beside the application.</summary>
/// <param name="Name">Metadata name of the C# method.</param>
/// <param name="Specialization">The sizes fixed in this build, by dimension name.</param>
/// <param name="Target">Name of the machine that it was built for.</param>
/// <param name="Symbol">The C symbol to call.</param>
/// <param name="ObjectPath">Full path of the ELF object.</param>
/// <param name="Parameters">In C# order, dimensions included.</param>
/// <param name="StartCycles">Cycles of the schedule that the search started from, as the build measured them, or null when it was not measured.</param>
/// <param name="Cycles">Cycles of the built schedule, as the build measured them.</param>
/// <param name="IdealCycles">Cycles at the array's peak rate, or null when the kernel has no such bound.</param>
/// <param name="MemoryState">Caches under which it was tuned.</param>
/// <param name="Provenance">Who made the schedule: <c>lowered</c>, <c>builtin</c>, <c>hand</c>, a model's name.</param>
/// <param name="Verified"><c>proved</c> for all inputs, or <c>tested</c> on trials.</param>
public sealed record BuiltKernel(
    string Name,
    ImmutableSortedDictionary<string, long> Specialization,
    string Target,
    string Symbol,
    string ObjectPath,
    ImmutableArray<BuiltParameter> Parameters,
    long? StartCycles,
    long Cycles,
    long? IdealCycles,
    MemoryState MemoryState,
    string Provenance,
    string Verified)
{
    /// <summary>Its shape for messages: <c>k=784, m=64, n=128</c>, or the fixed extents of its tensors.</summary>
    public string ShapeText => Specialization.IsEmpty
        ? string.Join(", ", Parameters.Where(p => p.Kind == BuiltParameterKind.Tensor).Select(p => $"{p.Name}[{string.Join(", ", p.Shape)}]"))
        : string.Join(", ", Specialization.Select(d => $"{d.Key}={d.Value}"));
}
