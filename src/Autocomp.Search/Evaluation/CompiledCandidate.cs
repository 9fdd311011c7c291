using System.Collections.Immutable;

namespace Autocomp.Search.Evaluation;

/// <summary>A candidate that the front end and LLVM have accepted.</summary>
/// <param name="CanonicalText">The schedule as printed from its tree.</param>
/// <param name="Elf">The object.</param>
/// <param name="Symbol">The function in it.</param>
/// <param name="ObjectHash">SHA-256 of the object, lower-case hex.</param>
internal sealed record CompiledCandidate(string CanonicalText, ImmutableArray<byte> Elf, string Symbol, string ObjectHash);
