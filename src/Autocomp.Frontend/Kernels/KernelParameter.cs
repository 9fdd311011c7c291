using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Kernels;

/// <summary>One parameter of a specialised kernel.</summary>
/// <param name="Index">Position in the C# method.</param>
/// <param name="Name">Name in C#; schedules use the same.</param>
/// <param name="Kind">Tensor, scalar or dimension.</param>
/// <param name="Scalar">Element type of a tensor, or the scalar's type.</param>
/// <param name="Direction">Tensors only; <see cref="ParameterDirection.In"/> otherwise.</param>
/// <param name="Shape">Extents, outermost first, all positive; empty for scalars and dimensions.</param>
/// <param name="CSharpType">The type as written, fully qualified, for generated code: <c>System.ReadOnlySpan&lt;sbyte&gt;</c>.</param>
/// <param name="MayAlias">Whether the tensor may overlap others that carry the same mark.</param>
/// <param name="Range">Declared range of a scalar, or null.</param>
public sealed record KernelParameter(
    int Index,
    string Name,
    ParameterKind Kind,
    ScalarType Scalar,
    ParameterDirection Direction,
    ImmutableArray<long> Shape,
    string CSharpType,
    bool MayAlias,
    ValueRange? Range)
{
    /// <summary>Number of elements of a tensor; 1 for scalars.</summary>
    public long Elements
    {
        get
        {
            long product = 1;
            foreach (long extent in Shape) product *= extent;
            return product;
        }
    }

    /// <summary>Size of a tensor in bytes.</summary>
    public long Bytes => Elements * new DataType(Scalar).ScalarSize;
}
