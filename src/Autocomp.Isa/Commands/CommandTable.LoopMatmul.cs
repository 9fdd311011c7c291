using System.Collections.Immutable;

namespace Autocomp.Isa;

public static partial class CommandTable
{
    private static IEnumerable<Command> LoopMatmulCommands()
    {
        ImmutableArray<CommandField> common =
        [
            Flag("exAccumulate", 1, 0, "the first products are added to what the accumulator holds (the D of this loop, or the sums of the last)"),
            Flag("fullC", 1, 1, "C is stored as accumulator values, unscaled"),
            Flag("lowD", 1, 2, "D is element-sized in main memory"),
            Activation(1, 8, 3),
            Flag("transposeA", 2, 0, "A is stored transposed"),
            Flag("transposeB", 2, 1, "B is stored transposed"),
        ];
        const string Summary = "Runs one tiled matrix multiplication as configured: loads D, A, B, multiplies all blocks weight-stationary, stores C.";
        return
        [
            new("loop_ws_config_bounds", "LoopWsConfigBounds", 9, null, CommandUnit.Loop,
                [
                    Integer("i", 2, 0, 16, "blocks of DIM rows of A and C"),
                    Integer("j", 2, 16, 16, "blocks of DIM columns of B and C"),
                    Integer("k", 2, 32, 16, "blocks of DIM columns of A and rows of B"),
                    Integer("padI", 1, 0, 16, "rows missing from the last block of i", "0"),
                    Integer("padJ", 1, 16, 16, "columns missing from the last block of j", "0"),
                    Integer("padK", 1, 32, 16, "elements missing from the last block of k", "0"),
                ],
                "Sets the block counts of the next loop_ws.", Both),
            new("loop_ws_config_addrs_ab", "LoopWsConfigAddressesAB", 10, null, CommandUnit.Loop,
                [
                    Pointer("a", 1, "A in main memory; null when the scratchpad holds it from an earlier loop"),
                    Pointer("b", 2, "B in main memory; null when the scratchpad holds it from an earlier loop"),
                ],
                "Sets the addresses of A and B of the next loop_ws.", Both),
            new("loop_ws_config_addrs_dc", "LoopWsConfigAddressesDC", 11, null, CommandUnit.Loop,
                [
                    Pointer("d", 1, "D, the bias, in main memory; null for none"),
                    Pointer("c", 2, "C in main memory; null keeps the sums in the accumulator"),
                ],
                "Sets the addresses of D and C of the next loop_ws.", Both),
            new("loop_ws_config_strides_ab", "LoopWsConfigStridesAB", 12, null, CommandUnit.Loop,
                [
                    Integer("aStride", 1, 0, 64, "elements between rows of A (rows inside a block go by config_ld of state 0)"),
                    Integer("bStride", 2, 0, 64, "elements between rows of B (rows inside a block go by config_ld of state 1)"),
                ],
                "Sets the strides of A and B of the next loop_ws.", Both),
            new("loop_ws_config_strides_dc", "LoopWsConfigStridesDC", 13, null, CommandUnit.Loop,
                [
                    Integer("dStride", 1, 0, 64, "elements between rows of D (rows inside a block go by config_ld of state 2); 0 repeats one row"),
                    Integer("cStride", 2, 0, 64, "elements between rows of C (rows inside a block go by config_st)"),
                ],
                "Sets the strides of D and C of the next loop_ws.", Both),
            new("loop_ws", "LoopWs", 8, null, CommandUnit.Loop, common, Summary, Only2023),
            new("loop_ws", "LoopWs", 8, null, CommandUnit.Loop,
                [
                    .. common,
                    Flag("residualAdd", 2, 2, "C = A + B, without the array; A and B are element matrices"),
                    Integer("aSpadId", 1, 18, 2, "0, or the scratchpad half (1 or 2) that holds A", "0"),
                    Integer("bSpadId", 1, 16, 2, "0, or the scratchpad half (1 or 2) that holds B", "0"),
                ],
                Summary, Only2025),
        ];
    }
}
