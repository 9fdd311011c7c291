using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>C# types of the tree's types.</summary>
internal static class ScalarTypes
{
    /// <summary>The tree's type of a C# type, or null when kernels don't have it. An enum is its underlying type.</summary>
    public static DataType? Of(ITypeSymbol? type) => type switch
    {
        IPointerTypeSymbol { PointedAtType.SpecialType: SpecialType.System_Void } => new DataType(ScalarType.UInt8, IsPointer: true),
        IPointerTypeSymbol pointer => ScalarOf(pointer.PointedAtType) is { } scalar ? new DataType(scalar, IsPointer: true) : null,
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => Of(underlying),
        _ => ScalarOf(type) is { } scalar ? new DataType(scalar) : null,
    };

    /// <summary>The scalar of a primitive C# type, or null.</summary>
    public static ScalarType? ScalarOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Boolean => ScalarType.Boolean,
        SpecialType.System_SByte => ScalarType.Int8,
        SpecialType.System_Byte => ScalarType.UInt8,
        SpecialType.System_Int16 => ScalarType.Int16,
        SpecialType.System_UInt16 or SpecialType.System_Char => ScalarType.UInt16,
        SpecialType.System_Int32 => ScalarType.Int32,
        SpecialType.System_UInt32 => ScalarType.UInt32,
        SpecialType.System_Int64 or SpecialType.System_IntPtr => ScalarType.Int64,
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => ScalarType.UInt64,
        SpecialType.System_Single => ScalarType.Float32,
        SpecialType.System_Double => ScalarType.Float64,
        _ => null,
    };

    /// <summary>The C# keyword of a scalar.</summary>
    public static string Keyword(ScalarType scalar) => scalar switch
    {
        ScalarType.Boolean => "bool",
        ScalarType.Int8 => "sbyte",
        ScalarType.UInt8 => "byte",
        ScalarType.Int16 => "short",
        ScalarType.UInt16 => "ushort",
        ScalarType.Int32 => "int",
        ScalarType.UInt32 => "uint",
        ScalarType.Int64 => "long",
        ScalarType.UInt64 => "ulong",
        ScalarType.Float32 => "float",
        _ => "double",
    };

    /// <summary>The C# spelling of a type.</summary>
    public static string Keyword(DataType type) => Keyword(type.Scalar) + (type.IsPointer ? "*" : "");

    /// <summary>Whether the type is an integer (not bool, not a pointer).</summary>
    public static bool IsInteger(DataType type) => !type.IsPointer && !type.IsFloat && type.Scalar != ScalarType.Boolean;

    /// <summary>The smallest value of an integer type; 0 for <c>ulong</c>.</summary>
    public static long Low(ScalarType scalar) => scalar switch
    {
        ScalarType.Int8 => sbyte.MinValue,
        ScalarType.Int16 => short.MinValue,
        ScalarType.Int32 => int.MinValue,
        ScalarType.Int64 => long.MinValue,
        _ => 0,
    };

    /// <summary>The largest value of an integer type or bool; <c>ulong</c> is given as <c>long.MaxValue</c>.</summary>
    public static long High(ScalarType scalar) => scalar switch
    {
        ScalarType.Boolean => 1,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.UInt8 => byte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.UInt16 => ushort.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.UInt32 => uint.MaxValue,
        _ => long.MaxValue,
    };

    /// <summary>The type in which C# computes with one operand of the given type: int for everything smaller.</summary>
    public static DataType Promote(DataType type) => type.Scalar switch
    {
        ScalarType.Int8 or ScalarType.UInt8 or ScalarType.Int16 or ScalarType.UInt16 when !type.IsPointer => new DataType(ScalarType.Int32),
        _ => type,
    };
}
