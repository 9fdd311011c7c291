namespace Autocomp;

/// <summary>Gives the extents of a tensor parameter, outermost first and separated by commas: <c>[Shape("m, k")]</c>, <c>[Shape("64, 2 * n")]</c>.</summary>
/// <remarks>An extent is a positive integer, a dimension name, or <c>+ - * /</c> and parentheses over them. Names get their values from <see cref="SpecializeAttribute"/>.
/// A span holds its tensor in row-major order.</remarks>
/// <param name="extents">The extents.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ShapeAttribute(string extents) : Attribute
{
    /// <summary>The extents as written.</summary>
    public string Extents { get; } = extents;
}
