namespace Autocomp.Emulator;

/// <summary>Groups of configuration fields that one command sets together; a set bit means that the running kernel has set them.</summary>
[Flags]
internal enum ConfigurationGroup
{
    None = 0,
    Execute = 1 << 0,
    ExecuteStrides = 1 << 1,
    Load0 = 1 << 2,
    Load1 = 1 << 3,
    Load2 = 1 << 4,
    Store = 1 << 5,
    Norm = 1 << 6,
    LoopBounds = 1 << 7,
    LoopAddressesAB = 1 << 8,
    LoopAddressesDC = 1 << 9,
    LoopStridesAB = 1 << 10,
    LoopStridesDC = 1 << 11,
    Conv1 = 1 << 12,
    Conv2 = 1 << 13,
    Conv3 = 1 << 14,
    Conv4 = 1 << 15,
    Conv5 = 1 << 16,
    Conv6 = 1 << 17,
    LoopMatmul = LoopBounds | LoopAddressesAB | LoopAddressesDC | LoopStridesAB | LoopStridesDC,
    LoopConv = Conv1 | Conv2 | Conv3 | Conv4 | Conv5 | Conv6,
}

/// <summary>Words for configuration groups.</summary>
internal static class ConfigurationGroupText
{
    /// <summary>The fields of the lowest missing group, and the command that sets them.</summary>
    public static (string Fields, string Setter) Describe(ConfigurationGroup missing) => Lowest(missing) switch
    {
        ConfigurationGroup.Execute => ("'dataflow', 'activation', 'transposeA' and 'transposeB'", "config_ex"),
        ConfigurationGroup.ExecuteStrides => ("'aStride' and 'cStride'", "config_ex"),
        ConfigurationGroup.Load0 => ("'stride', 'scale' and 'blockStride' of state 0", "config_ld of state 0"),
        ConfigurationGroup.Load1 => ("'stride', 'scale' and 'blockStride' of state 1", "config_ld of state 1"),
        ConfigurationGroup.Load2 => ("'stride', 'scale' and 'blockStride' of state 2", "config_ld of state 2"),
        ConfigurationGroup.Store => ("'stride', 'scale' and 'activation'", "config_st"),
        ConfigurationGroup.Norm => ("'qConst', 'qb' and 'qc'", "config_norm"),
        ConfigurationGroup.LoopBounds => ("'i', 'j' and 'k'", "loop_ws_config_bounds"),
        ConfigurationGroup.LoopAddressesAB => ("the addresses of A and B", "loop_ws_config_addrs_ab"),
        ConfigurationGroup.LoopAddressesDC => ("the addresses of D and C", "loop_ws_config_addrs_dc"),
        ConfigurationGroup.LoopStridesAB => ("the strides of A and B", "loop_ws_config_strides_ab"),
        ConfigurationGroup.LoopStridesDC => ("the strides of D and C", "loop_ws_config_strides_dc"),
        ConfigurationGroup.Conv1 => ("the sizes of part 1", "loop_conv_ws_config_1"),
        ConfigurationGroup.Conv2 => ("the sizes of part 2", "loop_conv_ws_config_2"),
        ConfigurationGroup.Conv3 => ("the sizes of part 3", "loop_conv_ws_config_3"),
        ConfigurationGroup.Conv4 => ("the sizes of part 4", "loop_conv_ws_config_4"),
        ConfigurationGroup.Conv5 => ("the addresses of weights and output", "loop_conv_ws_config_5"),
        _ => ("the addresses of bias and input", "loop_conv_ws_config_6"),
    };

    private static ConfigurationGroup Lowest(ConfigurationGroup groups) => groups & (ConfigurationGroup)(-(int)groups);
}
