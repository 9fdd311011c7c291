using System.Numerics;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Tests.Execution;

/// <summary>The known functions on bits.</summary>
internal static class Functions
{
    public static long Call(MathFunction function, DataType type, long[] a)
    {
        try
        {
            return function switch
            {
                MathFunction.ScaleToInt8 => Quantize.ScaleToInt8((int)a[0], Arithmetic.Single(a[1])),
                MathFunction.SaturateToInt8 => Quantize.SaturateToInt8((int)a[0]),
                MathFunction.RoundingShiftRight => Quantize.RoundingShiftRight((int)a[0], (int)a[1]),
                MathFunction.PopCount => type.ScalarSize == 8 ? BitOperations.PopCount((ulong)a[0]) : BitOperations.PopCount((uint)a[0]),
                MathFunction.LeadingZeroCount => type.ScalarSize == 8 ? BitOperations.LeadingZeroCount((ulong)a[0]) : BitOperations.LeadingZeroCount((uint)a[0]),
                MathFunction.TrailingZeroCount => type.ScalarSize == 8 ? BitOperations.TrailingZeroCount(a[0]) : BitOperations.TrailingZeroCount((int)a[0]),
                MathFunction.RotateLeft => type.ScalarSize == 8 ? (long)BitOperations.RotateLeft((ulong)a[0], (int)a[1]) : BitOperations.RotateLeft((uint)a[0], (int)a[1]),
                MathFunction.RotateRight => type.ScalarSize == 8 ? (long)BitOperations.RotateRight((ulong)a[0], (int)a[1]) : BitOperations.RotateRight((uint)a[0], (int)a[1]),
                _ => type.Scalar switch
                {
                    ScalarType.Float32 => Arithmetic.Bits(Float(function, a.Select(Arithmetic.Single).ToArray())),
                    ScalarType.Float64 => Arithmetic.Bits(Float(function, a.Select(Arithmetic.Double).ToArray())),
                    ScalarType.UInt64 => (long)Integer(function, a.Select(v => (ulong)v).ToArray()),
                    ScalarType.Int32 => Integer(function, a.Select(v => (int)v).ToArray()),
                    ScalarType.Int8 => Integer(function, a.Select(v => (sbyte)v).ToArray()),
                    ScalarType.Int16 => Integer(function, a.Select(v => (short)v).ToArray()),
                    _ => Integer(function, a),
                },
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new TrapException(e.Message);
        }
    }

    private static T Integer<T>(MathFunction function, T[] a)
        where T : IBinaryInteger<T> => function switch
        {
            MathFunction.Abs => T.Abs(a[0]),
            MathFunction.Min => T.Min(a[0], a[1]),
            MathFunction.Max => T.Max(a[0], a[1]),
            MathFunction.Clamp => T.Clamp(a[0], a[1], a[2]),
            _ => throw new InvalidOperationException(function.ToString()),
        };

    private static T Float<T>(MathFunction function, T[] a)
        where T : IBinaryFloatingPointIeee754<T> => function switch
        {
            MathFunction.Abs => T.Abs(a[0]),
            MathFunction.Min => T.Min(a[0], a[1]),
            MathFunction.Max => T.Max(a[0], a[1]),
            MathFunction.Clamp => a[1] > a[2] ? throw new ArgumentException("clamp") : a[0] < a[1] ? a[1] : a[0] > a[2] ? a[2] : a[0],
            MathFunction.Sqrt => T.Sqrt(a[0]),
            MathFunction.Floor => T.Floor(a[0]),
            MathFunction.Ceiling => T.Ceiling(a[0]),
            MathFunction.Truncate => T.Truncate(a[0]),
            MathFunction.RoundToEven => T.Round(a[0]),
            MathFunction.FusedMultiplyAdd => T.FusedMultiplyAdd(a[0], a[1], a[2]),
            MathFunction.CopySign => T.CopySign(a[0], a[1]),
            _ => throw new InvalidOperationException(function.ToString()),
        };
}
