namespace Autocomp;

/// <summary>What is applied to results on their way out.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Negative values become zero.</summary>
    Relu = 1,

    /// <summary>Integer layer normalisation; only on targets with normalisation hardware.</summary>
    LayerNorm = 2,

    /// <summary>Integer GELU; only on targets with normalisation hardware.</summary>
    IGelu = 3,

    /// <summary>Integer softmax; only on targets with normalisation hardware, through <c>LoopWs</c> or <c>ConfigNorm</c>.</summary>
    Softmax = 4,
}
