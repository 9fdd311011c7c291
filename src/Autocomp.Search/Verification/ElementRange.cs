using System.Buffers.Binary;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>The values that trials put into the elements of one tensor.</summary>
/// <param name="Low">Smallest value of the type (floats: the exact trials' smallest).</param>
/// <param name="High">Largest value of the type (floats: the exact trials' largest).</param>
/// <param name="RandomLow">Smallest value of random trials.</param>
/// <param name="RandomHigh">Largest value of random trials.</param>
/// <param name="InRange">Amplitude of <see cref="TrialClass.InRange"/> trials.</param>
/// <param name="IsFloat">Whether elements are floating point.</param>
internal readonly record struct ElementRange(double Low, double High, double RandomLow, double RandomHigh, double InRange, bool IsFloat)
{
    // Wide integers hold sums and biases: beyond this, random ones would drown the products that they are added to.
    private const double WideAmplitude = 1 << 20;

    public static ElementRange For(KernelParameter parameter, TensorOperation? operation)
    {
        // 31^2 times 16,384 stays exact in single precision.
        if (parameter.Scalar is ScalarType.Float32 or ScalarType.Float64) return new(-31, 31, -1, 1, 1, IsFloat: true);
        (double low, double high) = Limits(parameter.Scalar);
        TrialScale scale = TrialScale.For(operation, Math.Min(high, 127));
        ResultSum? started = operation?.ResultSums.FirstOrDefault(sum => sum.Bias?.Index == parameter.Index);
        double inRange = started is not null ? Math.Max(1, TrialScale.For(started, Math.Min(high, 127)).Spread) : high <= 127 ? scale.Amplitude : Math.Min(high, WideAmplitude);
        return new(low, high, Math.Max(low, -WideAmplitude), Math.Min(high, WideAmplitude), inRange, IsFloat: false);
    }

    /// <summary>Smallest and largest value of an integer type.</summary>
    public static (double Low, double High) Limits(ScalarType type) => type switch
    {
        ScalarType.Boolean => (0, 1),
        ScalarType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ScalarType.UInt8 => (0, byte.MaxValue),
        ScalarType.Int16 => (short.MinValue, short.MaxValue),
        ScalarType.UInt16 => (0, ushort.MaxValue),
        ScalarType.Int32 => (int.MinValue, int.MaxValue),
        ScalarType.UInt32 => (0, uint.MaxValue),
        ScalarType.Int64 => (long.MinValue, long.MaxValue),
        ScalarType.UInt64 => (0, ulong.MaxValue),
        _ => (float.MinValue, float.MaxValue),
    };

    /// <summary>A value of low..high; integral unless the elements are floats.</summary>
    public double Draw(ref SplitMix64 random, double low, double high) =>
        IsFloat ? low + (high - low) * random.Unit() : random.Between((long)Math.Ceiling(low), (long)Math.Floor(high));

    /// <summary>Stores a value as one element, little-endian; integers beyond the type's range saturate.</summary>
    public static void Store(Span<byte> data, long index, ScalarType type, double value)
    {
        int size = new DataType(type).ScalarSize;
        Span<byte> at = data.Slice(checked((int)(index * size)), size);
        switch (type)
        {
            case ScalarType.Float32: BinaryPrimitives.WriteSingleLittleEndian(at, (float)value); break;
            case ScalarType.Float64: BinaryPrimitives.WriteDoubleLittleEndian(at, value); break;
            case ScalarType.UInt64: BinaryPrimitives.WriteUInt64LittleEndian(at, (ulong)value); break;
            case ScalarType.Int64: BinaryPrimitives.WriteInt64LittleEndian(at, (long)value); break;
            case ScalarType.Int32: BinaryPrimitives.WriteInt32LittleEndian(at, (int)value); break;
            case ScalarType.UInt32: BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)value); break;
            case ScalarType.Int16: BinaryPrimitives.WriteInt16LittleEndian(at, (short)value); break;
            case ScalarType.UInt16: BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)value); break;
            case ScalarType.Int8: at[0] = (byte)(sbyte)value; break;
            default: at[0] = (byte)value; break;
        }
    }
}
