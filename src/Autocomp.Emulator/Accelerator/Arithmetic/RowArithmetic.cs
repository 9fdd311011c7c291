namespace Autocomp.Emulator;

/// <summary>Arithmetic on lanes of rows; accumulator lanes have 4 bytes in all targets.</summary>
/// <remarks>Source: scale and saturation macros of the vendor's headers, and the golden vectors' conventions.</remarks>
internal abstract unsafe class RowArithmetic
{
    /// <summary>Bytes of an element.</summary>
    public abstract int ElementBytes { get; }

    /// <summary>Bytes of an accumulator lane.</summary>
    public const int AccumulatorBytes = 4;

    /// <summary>Elements times a scale, rounded and saturated to elements.</summary>
    public abstract void ScaleElements(byte* source, byte* destination, int lanes, float scale);

    /// <summary>Elements as accumulator values.</summary>
    public abstract void Widen(byte* source, byte* destination, int lanes);

    /// <summary>Accumulator values times a mvin scale, in place, on targets that scale them.</summary>
    public abstract void ScaleAccumulator(byte* values, int lanes, float scale);

    /// <summary>Adds accumulator values to a row.</summary>
    public abstract void Add(byte* row, byte* values, int lanes);

    /// <summary>Accumulator values times a scale, rounded and saturated to elements, then ReLU if asked for.</summary>
    public abstract void Narrow(byte* source, byte* destination, int lanes, float scale, bool relu);

    /// <summary>Array results to elements: rounding right shift, saturation, ReLU if asked for.</summary>
    public abstract void Shift(byte* source, byte* destination, int lanes, int shift, bool relu);

    /// <summary>Fills a row of elements with the least value, from which max pooling starts.</summary>
    public abstract void Least(byte* destination, int lanes);

    /// <summary>The larger of each two elements; null stands for zeros.</summary>
    public abstract void Max(byte* destination, byte* elements, int lanes);
}
