using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Kernels;

/// <summary>One accepted specialisation of a kernel with its place in the compilation.</summary>
/// <param name="Info">Its facts.</param>
/// <param name="Method">The user's method.</param>
/// <param name="Uses">Methods that it inlines and const or static readonly fields that it reads, in order of first use: what else an assembly of the kernel alone needs.</param>
public sealed record AnalyzedKernel(KernelInfo Info, IMethodSymbol Method, ImmutableArray<ISymbol> Uses);
