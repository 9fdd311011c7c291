namespace Autocomp;

/// <summary>Says that a tensor parameter may overlap the others that carry the same mark. Without it, tensors don't overlap.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class MayAliasAttribute : Attribute;
