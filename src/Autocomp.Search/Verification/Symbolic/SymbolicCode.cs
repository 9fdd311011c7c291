using Autocomp.Frontend.Tree;
using Code = System.Linq.Expressions.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What an expression of the method has become.</summary>
/// <param name="Code">Gives a number, a field value (<c>ulong</c>) or a <see cref="SymbolicValue"/>.</param>
/// <param name="Kind">Which of these.</param>
/// <param name="Type">Its type in the method.</param>
/// <param name="IsExact">Whether it is the very value of an element, perhaps converted: no sum that may have wrapped.</param>
/// <param name="IsSmall">Whether it is an element of int8, perhaps converted.</param>
internal sealed record SymbolicCode(Code Code, ValueKind Kind, DataType Type, bool IsExact = false, bool IsSmall = false);

/// <summary>What a value of the method depends on, as far as can be told before it runs.</summary>
internal enum ValueKind
{
    /// <summary>Sizes, loop variables and runtime scalars: a number.</summary>
    Concrete,

    /// <summary>A polynomial of the inputs.</summary>
    Linear,

    /// <summary>Anything else that depends on the inputs.</summary>
    Symbolic,
}
