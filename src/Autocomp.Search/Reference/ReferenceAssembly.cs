using System.Collections.Immutable;

namespace Autocomp.Search.Reference;

/// <summary>The user's method on its own, compiled for the host: what 'correct' means.</summary>
/// <param name="Image">The assembly, with embedded debug information; empty when it could not be made.</param>
/// <param name="Libraries">Paths of assemblies outside the framework that it may load, in the compilation's order.</param>
/// <param name="Error">Why there is no image, or null.</param>
public sealed record ReferenceAssembly(ImmutableArray<byte> Image, ImmutableArray<string> Libraries, string? Error)
{
    /// <summary>Name of the method that runs the kernel over raw memory; its one argument is the address of an array of argument addresses.</summary>
    public const string EntryName = "__AutocompReference";

    internal static ReferenceAssembly Failed(string error) => new([], [], error);
}
