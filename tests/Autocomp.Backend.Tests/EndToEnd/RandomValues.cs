using System.Buffers.Binary;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Random values with many corner cases among them.</summary>
/// <param name="seed">The seed.</param>
internal sealed class RandomValues(int seed)
{
    private readonly Random random = new(seed);

    public Array Array(ScalarType scalar, int length)
    {
        Array array = System.Array.CreateInstance(Scalar(scalar, null).GetType(), length);
        for (int i = 0; i < length; i++)
        {
            array.SetValue(Scalar(scalar, null), i);
        }

        return array;
    }

    public object Scalar(ScalarType scalar, ValueRange? range)
    {
        if (range is { } bounds)
        {
            double value = bounds.Low + ((bounds.High - bounds.Low) * random.NextDouble() * (random.Next(3) == 0 ? 1 : 0.02));
            return scalar switch
            {
                ScalarType.Float32 => (object)(float)value,
                ScalarType.Float64 => value,
                _ => (int)value,
            };
        }

        long bits = Bits();
        return scalar switch
        {
            ScalarType.Boolean => (object)((bits & 1) != 0),
            ScalarType.Int8 => (sbyte)bits,
            ScalarType.UInt8 => (byte)bits,
            ScalarType.Int16 => (short)bits,
            ScalarType.UInt16 => (ushort)bits,
            ScalarType.Int32 => (int)bits,
            ScalarType.UInt32 => (uint)bits,
            ScalarType.Int64 => bits,
            ScalarType.UInt64 => (ulong)bits,
            ScalarType.Float32 => (float)Real(),
            _ => Real(),
        };
    }

    private long Bits()
    {
        Span<byte> bytes = stackalloc byte[8];
        random.NextBytes(bytes);
        long value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return random.Next(6) switch
        {
            0 => value % 4,
            1 => 1L << random.Next(64),
            2 => (1L << random.Next(64)) - 1,
            3 => -(1L << random.Next(64)),
            _ => value,
        };
    }

    private double Real() => random.Next(11) switch
    {
        0 => 0.0,
        1 => -0.0,
        2 => random.Next(-300, 300) + 0.5,
        3 => random.Next(),
        4 => -1e10 * random.NextDouble(),
        5 => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, 3e38, 1e20, -2147483648.0, 4294967296.0 }[random.Next(8)],
        6 => BitConverter.Int64BitsToDouble(Bits()),
        7 => double.NaN,
        _ => (random.NextDouble() - 0.5) * 400,
    };
}
