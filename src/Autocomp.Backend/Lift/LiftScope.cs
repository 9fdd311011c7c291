using System.Collections.Immutable;
using Autocomp.Backend.Analysis;

namespace Autocomp.Backend.Lift;

/// <summary>What stands around the statements of a nest.</summary>
/// <param name="Ranges">What is known of integer values in the whole kernel.</param>
/// <param name="Buffers">The kernel's stack buffers as tensors.</param>
/// <param name="Around">Loops around the nest, outermost first: what is recognised inside is repeated for them.</param>
internal sealed record LiftScope(ValueRanges Ranges, StackBuffers Buffers, ImmutableArray<Loop> Around);
