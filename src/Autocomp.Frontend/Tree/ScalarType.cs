namespace Autocomp.Frontend.Tree;

/// <summary>The scalar types of the kernel language. <c>char</c> is <see cref="UInt16"/>; <c>nint</c> and <c>nuint</c> are 64 bits wide.</summary>
public enum ScalarType
{
    /// <summary>C# <c>bool</c>, one byte in memory.</summary>
    Boolean,

    /// <summary>C# <c>sbyte</c>.</summary>
    Int8,

    /// <summary>C# <c>byte</c>.</summary>
    UInt8,

    /// <summary>C# <c>short</c>.</summary>
    Int16,

    /// <summary>C# <c>ushort</c> and <c>char</c>.</summary>
    UInt16,

    /// <summary>C# <c>int</c>.</summary>
    Int32,

    /// <summary>C# <c>uint</c>.</summary>
    UInt32,

    /// <summary>C# <c>long</c> and <c>nint</c>.</summary>
    Int64,

    /// <summary>C# <c>ulong</c> and <c>nuint</c>.</summary>
    UInt64,

    /// <summary>C# <c>float</c>.</summary>
    Float32,

    /// <summary>C# <c>double</c>.</summary>
    Float64,
}
