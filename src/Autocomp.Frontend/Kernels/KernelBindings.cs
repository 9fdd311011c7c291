using System.Collections.Immutable;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Kernels;

/// <summary>What a kernel's parameters stand for in its body.</summary>
internal static class KernelBindings
{
    /// <summary>Binds each parameter: tensors to themselves, dimensions to constants, scalars to their runtime value.</summary>
    public static IEnumerable<KeyValuePair<ISymbol, Binding>> Of(IMethodSymbol method, ImmutableArray<KernelParameter> parameters, Specialization specialization)
    {
        foreach (KernelParameter parameter in parameters)
        {
            IParameterSymbol symbol = method.Parameters[parameter.Index];
            Binding binding = parameter.Kind switch
            {
                ParameterKind.Tensor => new Binding.Tensor(parameter, TensorTypes.IndexingOf(symbol.Type)),
                ParameterKind.Dimension => new Binding.Value(Build.Constant((int)specialization.Dimensions.First(d => d.Key == parameter.Name).Value)),
                _ => new Binding.Value(new Expression.ReadParameter(parameter, new DataType(parameter.Scalar))),
            };
            yield return new KeyValuePair<ISymbol, Binding>(symbol, binding);
        }
    }
}
