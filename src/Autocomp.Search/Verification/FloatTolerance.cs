using System.Buffers.Binary;
using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>How far two single-precision runs of a lifted operation, summing in different orders, can be apart.</summary>
/// <remarks>Each is within the error of <see cref="FloatReplay"/> of the exact result, so they are within twice that of each other. Results whose sums are exact get no tolerance beyond the sign of zero.</remarks>
internal sealed class FloatTolerance
{
    private readonly ImmutableArray<KernelParameter> _parameters;
    private readonly ImmutableArray<KernelArgument> _arguments;
    private readonly TensorOperation? _operation;
    private FloatReplay? _replay;

    /// <summary>Keeps the inputs of a trial; nothing is computed before a tolerance is asked for.</summary>
    /// <param name="operation">What was lifted, or null.</param>
    /// <param name="parameters">Parameters of the C function.</param>
    /// <param name="arguments">The arguments before the run.</param>
    public FloatTolerance(TensorOperation? operation, ImmutableArray<KernelParameter> parameters, ImmutableArray<KernelArgument> arguments)
    {
        (_operation, _parameters) = (operation, parameters);
        _arguments = operation is null ? [] : [.. arguments.Select(Copied)];
    }

    /// <summary>The tolerance of each element of a result, or null when bits must be equal.</summary>
    /// <param name="result">An out or in-out parameter.</param>
    public Func<int, double>? For(KernelParameter result)
    {
        if (result.Scalar != ScalarType.Float32 || _operation is null || !_operation.Leaves.Any(leaf => leaf is not TensorOperation.Host && leaf.Writes.Any(tensor => tensor.Name == result.Name)))
            return null;
        if (_replay is null)
        {
            _replay = new FloatReplay(Elements, Scalar);
            _operation.Replay(_replay);
        }
        double[] errors = _replay.Of(result).Errors;
        return at => 2 * errors[at];
    }

    // A run overwrites what in-out parameters held, and the replay begins with that.
    private static KernelArgument Copied(KernelArgument argument) =>
        argument is KernelArgument.Tensor { Access: not TensorAccess.In } tensor ? tensor with { Data = [.. tensor.Data] } : argument;

    private KernelArgument Argument(KernelParameter wanted) => _arguments[_parameters.IndexOf(_parameters.First(p => p.Index == wanted.Index))];

    private double[] Elements(KernelParameter tensor)
    {
        var values = new double[tensor.Elements];
        if (StackBuffers.IsBuffer(tensor) || tensor.Direction == ParameterDirection.Out || tensor.Scalar != ScalarType.Float32) return values;
        byte[] data = ((KernelArgument.Tensor)Argument(tensor)).Data;
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(4 * i));
        return values;
    }

    private double Scalar(KernelParameter parameter) => Argument(parameter) is KernelArgument.Single single ? single.Value : 0;
}
