using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Verification;

/// <summary>Compares what a schedule left with what the C# method left.</summary>
internal static class OutputComparison
{
    /// <summary>Judges one trial.</summary>
    /// <param name="parameters">Parameters of the C function.</param>
    /// <param name="tolerance">How far floats that may be summed in another order can be apart.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="arguments">The arguments after the run.</param>
    /// <param name="expected">The method's outputs.</param>
    /// <returns>Null when all is as expected; otherwise the first difference and how many there are.</returns>
    public static string? Check(
        ImmutableArray<KernelParameter> parameters,
        FloatTolerance tolerance,
        Trial trial,
        ImmutableArray<KernelArgument> arguments,
        byte[] expected)
    {
        int offset = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (arguments[i] is not KernelArgument.Tensor { Access: not TensorAccess.In } tensor) continue;
            ReadOnlySpan<byte> wanted = expected.AsSpan(offset, tensor.Data.Length);
            offset += tensor.Data.Length;
            if (wanted.SequenceEqual(tensor.Data)) continue;
            if (Describe(parameters[i], wanted, tensor.Data, tolerance.For(parameters[i])) is { } difference) return $"{difference} (trial {trial.Name})";
        }
        return null;
    }

    private static string? Describe(KernelParameter parameter, ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> got, Func<int, double>? tolerance)
    {
        int size = new DataType(parameter.Scalar).ScalarSize;
        int count = got.Length / size, differing = 0, first = -1;
        for (int i = 0; i < count; i++)
        {
            if (AreEqual(parameter.Scalar, i, wanted.Slice(i * size, size), got.Slice(i * size, size), tolerance)) continue;
            if (differing++ == 0) first = i;
        }
        if (differing == 0) return null;
        string place = parameter.Name + Index(parameter.Shape, first);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place} is {Text(parameter.Scalar, got[(first * size)..])}, the C# method gives {Text(parameter.Scalar, wanted[(first * size)..])}; {differing} of {count} elements differ");
    }

    private static bool AreEqual(ScalarType type, int index, ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> got, Func<int, double>? tolerance)
    {
        if (wanted.SequenceEqual(got)) return true;
        if (type is not (ScalarType.Float32 or ScalarType.Float64)) return false;
        double a = Number(type, wanted), b = Number(type, got);
        if (tolerance is not null && double.IsPositiveInfinity(tolerance(index))) return true;
        // The bits of a NaN are not defined by C#.
        if (double.IsNaN(a) || double.IsNaN(b)) return double.IsNaN(a) && double.IsNaN(b);
        return tolerance is not null && (a == b || Math.Abs(a - b) <= tolerance(index));
    }

    private static double Number(ScalarType type, ReadOnlySpan<byte> bytes) => type == ScalarType.Float32
        ? BinaryPrimitives.ReadSingleLittleEndian(bytes)
        : BinaryPrimitives.ReadDoubleLittleEndian(bytes);

    private static string Text(ScalarType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ScalarType.Float32 or ScalarType.Float64 => Number(type, bytes).ToString("R", CultureInfo.InvariantCulture),
        ScalarType.Int8 => ((sbyte)bytes[0]).ToString(CultureInfo.InvariantCulture),
        ScalarType.Boolean or ScalarType.UInt8 => bytes[0].ToString(CultureInfo.InvariantCulture),
        ScalarType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        ScalarType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        ScalarType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        ScalarType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        ScalarType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
    };

    private static string Index(ImmutableArray<long> shape, long flat)
    {
        var indices = new long[shape.Length];
        for (int d = shape.Length - 1; d >= 0; d--) (flat, indices[d]) = Math.DivRem(flat, shape[d]);
        return shape.IsEmpty ? "" : "[" + string.Join(", ", indices.Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]";
    }
}
