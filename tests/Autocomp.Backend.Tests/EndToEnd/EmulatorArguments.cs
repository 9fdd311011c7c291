using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Passes host values to the emulator and compares what comes back.</summary>
internal static class EmulatorArguments
{
    public static KernelArgument Of(KernelParameter parameter, object value)
    {
        if (value is Array array)
        {
            byte[] bytes = new byte[parameter.Bytes];
            Buffer.BlockCopy(array, 0, bytes, 0, bytes.Length);
            return new KernelArgument.Tensor(bytes, parameter.Direction switch
            {
                ParameterDirection.In => TensorAccess.In,
                ParameterDirection.Out => TensorAccess.Out,
                _ => TensorAccess.InOut,
            });
        }

        return value switch
        {
            float single => new KernelArgument.Single(single),
            double real => new KernelArgument.Double(real),
            bool flag => new KernelArgument.Integer(flag ? 1 : 0),
            ulong large => new KernelArgument.Integer((long)large),
            uint word => new KernelArgument.Integer((int)word),
            _ => new KernelArgument.Integer(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>The first element that differs, or null.</summary>
    public static string? Difference(KernelParameter[] parameters, object[] expected, object[] actual)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            if (expected[i] is not Array left || actual[i] is not Array right)
            {
                continue;
            }

            for (int element = 0; element < left.Length; element++)
            {
                object a = left.GetValue(element)!, b = right.GetValue(element)!;
                bool same = (a, b) switch
                {
                    (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y)),
                    (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)),
                    _ => a.Equals(b),
                };
                if (!same)
                {
                    return $"{parameters[i].Name}[{element}] is {b} and should be {a}";
                }
            }
        }

        return null;
    }
}
