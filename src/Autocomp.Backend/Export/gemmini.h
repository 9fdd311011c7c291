/*
 * The macros with which Autocomp exports schedules, under the names of the vendor's gemmini.h (which may stand in for this file).
 * Commands are RoCC custom-3 instructions; each is a barrier for the compiler.
 */
#ifndef GEMMINI_H
#define GEMMINI_H

#include <stdint.h>

#define XCUSTOM_ACC 3
#define ADDR_LEN 32

#define OUTPUT_STATIONARY 0
#define WEIGHT_STATIONARY 1
#define NO_ACTIVATION 0
#define RELU 1
#define LAYERNORM 2
#define IGELU 3
#define SOFTMAX 4
#define GARBAGE_ADDR ((uint32_t)(-1))

static inline uint32_t acc_scale_t_to_acc_scale_t_bits(float scale)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &scale, sizeof bits);
    return bits;
}

#define ROCC_TEXT(x) #x
#define ROCC_INSTRUCTION_0_R_R(x, rs1, rs2, funct) \
    __asm__ volatile(".insn r CUSTOM_3, 0x3, " ROCC_TEXT(funct) ", x0, %0, %1" : : "r"((uint64_t)(rs1)), "r"((uint64_t)(rs2)) : "memory")
#define ROCC_INSTRUCTION_R_R_R(x, rd, rs1, rs2, funct) \
    __asm__ volatile(".insn r CUSTOM_3, 0x7, " ROCC_TEXT(funct) ", %0, %1, %2" : "=r"(rd) : "r"((uint64_t)(rs1)), "r"((uint64_t)(rs2)) : "memory")

#define GEMMINI_LOCAL(local, cols, rows) (((uint64_t)(rows) << (ADDR_LEN + 16)) | ((uint64_t)(cols) << ADDR_LEN) | (uint32_t)(local))

#define gemmini_extended3_config_ex(dataflow, act, shift, scale, c_stride, a_stride, a_transpose, b_transpose, strides_only) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, ((uint64_t)acc_scale_t_to_acc_scale_t_bits(scale) << 32) | ((uint64_t)(a_stride) << 16) \
        | ((uint64_t)(b_transpose) << 9) | ((uint64_t)(a_transpose) << 8) | ((uint64_t)(strides_only) << 7) | ((uint64_t)(act) << 3) \
        | ((uint64_t)(dataflow) << 2), ((uint64_t)(c_stride) << 48) | (uint32_t)(shift), 0)
#define gemmini_extended5_config_ld(stride, scale, shrunk, block_stride, pixel_repeats, id) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, ((uint64_t)acc_scale_t_to_acc_scale_t_bits(scale) << 32) | ((uint64_t)(block_stride) << 16) \
        | ((uint64_t)(pixel_repeats) << 8) | ((uint64_t)(id) << 3) | ((uint64_t)(shrunk) << 2) | 1, stride, 0)
#define gemmini_extended2_config_st(stride, act, scale, pool_stride, pool_size, pool_out_dim, porows, pocols, orows, ocols, upad, lpad) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, ((uint64_t)(ocols) << 56) | ((uint64_t)(orows) << 48) | ((uint64_t)(pocols) << 40) \
        | ((uint64_t)(porows) << 32) | ((uint64_t)(pool_out_dim) << 24) | ((uint64_t)(lpad) << 10) | ((uint64_t)(upad) << 8) \
        | ((uint64_t)(pool_size) << 6) | ((uint64_t)(pool_stride) << 4) | ((uint64_t)(act) << 2) | 2, \
        ((uint64_t)acc_scale_t_to_acc_scale_t_bits(scale) << 32) | (uint32_t)(stride), 0)
#define gemmini_config_norm(q_const, q_const_type, set_stats_id_only, act_msb, stat_id, qb, qc) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, ((uint64_t)(uint32_t)(q_const) << 32) | ((uint64_t)(q_const_type) << 18) \
        | ((uint64_t)(set_stats_id_only) << 17) | ((uint64_t)(act_msb) << 16) | ((uint64_t)(stat_id) << 8) | 3, \
        ((uint64_t)(uint32_t)(qc) << 32) | (uint32_t)(qb), 0)

#define gemmini_extended_mvin(address, local, cols, rows) ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, (uintptr_t)(address), GEMMINI_LOCAL(local, cols, rows), 2)
#define gemmini_extended_mvin2(address, local, cols, rows) ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, (uintptr_t)(address), GEMMINI_LOCAL(local, cols, rows), 1)
#define gemmini_extended_mvin3(address, local, cols, rows) ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, (uintptr_t)(address), GEMMINI_LOCAL(local, cols, rows), 14)
#define gemmini_extended_mvout(address, local, cols, rows) ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, (uintptr_t)(address), GEMMINI_LOCAL(local, cols, rows), 3)
#define gemmini_extended_preload(bd, c, bd_cols, bd_rows, c_cols, c_rows) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, GEMMINI_LOCAL(bd, bd_cols, bd_rows), GEMMINI_LOCAL(c, c_cols, c_rows), 6)
#define gemmini_extended_compute_preloaded(a, bd, a_cols, a_rows, bd_cols, bd_rows) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, GEMMINI_LOCAL(a, a_cols, a_rows), GEMMINI_LOCAL(bd, bd_cols, bd_rows), 4)
#define gemmini_extended_compute_accumulated(a, bd, a_cols, a_rows, bd_cols, bd_rows) \
    ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, GEMMINI_LOCAL(a, a_cols, a_rows), GEMMINI_LOCAL(bd, bd_cols, bd_rows), 5)
#define gemmini_flush(skip) ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, skip, 0, 7)
#define gemmini_fence() __asm__ volatile("fence iorw, iorw" : : : "memory")

#endif
