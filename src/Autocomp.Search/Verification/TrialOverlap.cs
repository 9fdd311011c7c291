using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Verification;

/// <summary>Lets tensors that may alias be the same memory: arguments that share one array.</summary>
internal static class TrialOverlap
{
    /// <summary>Sets of tensors of one size that carry <c>[MayAlias]</c>, at least one of them written.</summary>
    public static IEnumerable<ImmutableArray<KernelParameter>> Groups(IEnumerable<KernelParameter> parameters) => parameters
        .Where(p => p.Kind == ParameterKind.Tensor && p.MayAlias)
        .GroupBy(p => p.Bytes)
        .Select(g => g.ToImmutableArray())
        .Where(g => g.Length > 1 && g.Any(p => p.Direction != ParameterDirection.In));

    /// <summary>Gives all tensors of each group the array of the first one whose content counts.</summary>
    public static ImmutableArray<KernelArgument> Apply(ImmutableArray<KernelParameter> parameters, ImmutableArray<KernelArgument> arguments)
    {
        foreach (ImmutableArray<KernelParameter> group in Groups(parameters))
        {
            KernelParameter source = group.FirstOrDefault(p => p.Direction != ParameterDirection.Out) ?? group[0];
            byte[] data = Tensor(source).Data;
            arguments = [.. arguments.Select((a, i) => group.Contains(parameters[i]) ? Tensor(parameters[i]) with { Data = data } : a)];
        }
        return arguments;

        KernelArgument.Tensor Tensor(KernelParameter parameter) => (KernelArgument.Tensor)arguments[parameters.IndexOf(parameter)];
    }
}
