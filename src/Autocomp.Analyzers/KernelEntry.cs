namespace Autocomp.Analyzers;

/// <summary>What a typed entry point is generated from; holds no symbols.</summary>
/// <param name="Namespace">The kernel's namespace, empty for the global one.</param>
/// <param name="ClassName">The class that holds the entry: <c>LayersKernels</c>.</param>
/// <param name="IsPublicClass">Whether the kernel's type is public all the way out.</param>
/// <param name="IsPublic">Whether the kernel is public too.</param>
/// <param name="MetadataName">The kernel's name in the manifest.</param>
/// <param name="Method">The kernel's method.</param>
/// <param name="Parameters">The kernel's own parameters.</param>
internal sealed record KernelEntry(
    string Namespace,
    string ClassName,
    bool IsPublicClass,
    bool IsPublic,
    string MetadataName,
    string Method,
    EquatableArray<EntryParameter> Parameters);
