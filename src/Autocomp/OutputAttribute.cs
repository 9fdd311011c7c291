namespace Autocomp;

/// <summary>Marks a writable tensor parameter whose every element the kernel writes: its earlier content is unspecified.</summary>
/// <remarks>A writable tensor without the mark is in-out: earlier content counts, and elements that are not written keep theirs.</remarks>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class OutputAttribute : Attribute;
