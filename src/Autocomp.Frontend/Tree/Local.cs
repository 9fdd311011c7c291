namespace Autocomp.Frontend.Tree;

/// <summary>A local variable of the inlined body.</summary>
/// <param name="Id">Unique in the body, in order of declaration.</param>
/// <param name="Name">The name in source, for readers; not unique.</param>
/// <param name="Type">Scalar or pointer.</param>
/// <param name="StackElements">For a <c>stackalloc</c>: the number of elements on the stack that the pointer addresses; otherwise 0.</param>
public sealed record Local(int Id, string Name, DataType Type, long StackElements = 0);
