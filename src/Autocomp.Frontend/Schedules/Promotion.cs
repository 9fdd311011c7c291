using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>C#'s implicit conversions between numbers.</summary>
internal static class Promotion
{
    /// <summary>Whether C# converts implicitly from one scalar to another, larger one.</summary>
    public static bool IsImplicit(DataType from, DataType to)
    {
        if (from.IsPointer || to.IsPointer || from == to || from.Scalar == ScalarType.Boolean || to.Scalar == ScalarType.Boolean) return false;
        if (to.IsFloat) return !from.IsFloat || to.Scalar == ScalarType.Float64;
        return !from.IsFloat && !Fold.MayOverflow(from, to);
    }

    /// <summary>The type in which C# computes with two operands, or null when it doesn't.</summary>
    public static DataType? Of(DataType left, DataType right)
    {
        if (left.IsPointer || right.IsPointer) return null;
        if (left == Build.Boolean || right == Build.Boolean) return left == right ? left : null;
        DataType a = ScalarTypes.Promote(left), b = ScalarTypes.Promote(right);
        if (a == b) return a;
        if (a.Scalar == ScalarType.Float64 || b.Scalar == ScalarType.Float64) return new DataType(ScalarType.Float64);
        if (a.IsFloat || b.IsFloat) return new DataType(ScalarType.Float32);
        if (a.Scalar == ScalarType.UInt64 || b.Scalar == ScalarType.UInt64)
        {
            DataType other = a.Scalar == ScalarType.UInt64 ? right : left;
            return ScalarTypes.Low(other.Scalar) == 0 ? new DataType(ScalarType.UInt64) : null;
        }

        // With a smaller unsigned operand uint stays uint; with a signed one both become long.
        DataType? beside = a.Scalar == ScalarType.UInt32 ? right : b.Scalar == ScalarType.UInt32 ? left : null;
        return beside is { Scalar: ScalarType.UInt8 or ScalarType.UInt16 } ? new DataType(ScalarType.UInt32) : Build.Int64;
    }
}
