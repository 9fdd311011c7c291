using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>A run of lifted operations in double precision. Beside each value stands how far a single-precision run may be from it, whatever its order of summation.</summary>
/// <remarks>A running error analysis: each sum of n terms adds gamma(n) times the sum of their magnitudes (Higham, Accuracy and Stability of Numerical Algorithms, 3.1), and passes on the errors of what it reads.</remarks>
/// <param name="initial">The elements of a parameter before the run; zeros for stack buffers.</param>
/// <param name="scalar">The value of a scalar parameter.</param>
public sealed class FloatReplay(Func<KernelParameter, double[]> initial, Func<KernelParameter, double> scalar)
{
    private readonly Dictionary<string, Tensor> tensors = [];
    private readonly List<int> iterations = [];

    /// <summary>Elements with their errors.</summary>
    /// <param name="Values">The elements.</param>
    /// <param name="Errors">For each, how far single precision may be from it.</param>
    public sealed record Tensor(double[] Values, double[] Errors);

    /// <summary>A tensor as it is now.</summary>
    /// <param name="parameter">The parameter or stack buffer.</param>
    public Tensor Of(KernelParameter parameter)
    {
        if (!tensors.TryGetValue(parameter.Name, out Tensor? tensor))
        {
            double[] values = initial(parameter);
            tensors.Add(parameter.Name, tensor = new(values, new double[values.Length]));
        }

        return tensor;
    }

    /// <summary>The value of a scalar parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    public double Scalar(KernelParameter parameter) => scalar(parameter);

    /// <summary>Where an operand begins in the current iteration.</summary>
    /// <param name="operand">The operand.</param>
    public long Offset(MatrixOperand operand)
    {
        long offset = operand.Offset;
        for (int depth = 0; depth < Math.Min(operand.Steps.Length, iterations.Count); depth++)
        {
            offset += operand.Steps[depth] * iterations[depth];
        }

        return offset;
    }

    /// <summary>Begins an iteration of a repetition.</summary>
    /// <param name="iteration">Its number, from 0.</param>
    public void Enter(int iteration) => iterations.Add(iteration);

    /// <summary>Ends the iteration.</summary>
    public void Leave() => iterations.RemoveAt(iterations.Count - 1);

    /// <summary>Stores a finished sum.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="at">Flat index.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="epilogue">What happens to it.</param>
    public void Store(Tensor tensor, long at, in FloatSum sum, Epilogue epilogue)
    {
        double scale = epilogue.ScaleParameter is { } parameter ? scalar(parameter) : epilogue.ScaleConstant;
        double value = sum.Value * scale, error = sum.Error * Math.Abs(scale);
        if (scale != 1 && (error != 0 || !double.IsInteger(scale) || Math.Abs(value) > 1 << 24))
        {
            error += (Math.Abs(value) + error) / (1 << 23);
        }

        if (!(Math.Abs(value) + error < float.MaxValue))
        {
            (value, error) = (0, double.PositiveInfinity);
        }

        tensor.Values[at] = epilogue.Relu ? Math.Max(0, value) : value;
        tensor.Errors[at] = error;
    }
}
