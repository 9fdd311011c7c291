namespace Autocomp.Emulator;

/// <summary>Activation functions as config_ex, config_st and config_norm encode them.</summary>
internal enum ActivationFunction
{
    None = 0,
    Relu = 1,
    LayerNorm = 2,
    IGelu = 3,
    Softmax = 4,
}
