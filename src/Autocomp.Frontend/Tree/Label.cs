namespace Autocomp.Frontend.Tree;

/// <summary>The target of an <see cref="Statement.Exit"/>.</summary>
/// <param name="Id">Unique in the body.</param>
public sealed record Label(int Id);
