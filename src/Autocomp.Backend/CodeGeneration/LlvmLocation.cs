using System.Collections.Immutable;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>What the search for LLVM found.</summary>
/// <param name="Path">The library as it was loaded, or null.</param>
/// <param name="Version">Its version, for example <c>19.1.7</c>, or null.</param>
/// <param name="Error">One clear sentence when there is none: what was tried and how to install it; otherwise null.</param>
/// <param name="Tried">Everything that was tried, in order, with the outcome.</param>
public sealed record LlvmLocation(string? Path, string? Version, string? Error, ImmutableArray<string> Tried);
