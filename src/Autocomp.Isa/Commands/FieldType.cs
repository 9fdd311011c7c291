namespace Autocomp.Isa;

/// <summary>What an operand field holds; decides the C# type of the intrinsic's parameter.</summary>
public enum FieldType
{
    /// <summary>An unsigned integer (<c>int</c>, or <c>long</c> above 32 bits).</summary>
    Integer,

    /// <summary>A flag (<c>bool</c>).</summary>
    Flag,

    /// <summary>A main-memory address (<c>void*</c>).</summary>
    Pointer,

    /// <summary>A local address with its accumulator, accumulate and full-width bits (<c>uint</c>).</summary>
    LocalAddress,

    /// <summary>The bits of an IEEE 754 binary32 (<c>float</c>).</summary>
    Float,

    /// <summary>A dataflow (<c>Dataflow</c>).</summary>
    Dataflow,

    /// <summary>An activation function (<c>Activation</c>).</summary>
    Activation,
}
