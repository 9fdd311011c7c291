namespace Autocomp;

/// <summary>Marks a static method as a kernel: the build makes a verified accelerator program of it, and the method itself is the specification.</summary>
/// <remarks>The method returns <c>void</c>, takes tensors and scalars, and is written in the kernel language (docs/kernels.md).
/// It stays an ordinary C# method that can be called on the host.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class KernelAttribute : Attribute;
