# void Increment(const int8_t* x, int8_t* y, int32_t delta): y[i] = x[i] + delta, for the sizes in the symbols.
# Assembled with: llvm-mc -triple=riscv64 -mattr=+m,+a,+f,+d,+c -target-abi=lp64d -filetype=obj increment.s -o increment.o
    .text
    .globl Test_Kernels_Increment_n16
    .type Test_Kernels_Increment_n16, @function
Test_Kernels_Increment_n16:
    li t0, 16
    j 1f
    .globl Test_Kernels_Increment_n64
    .type Test_Kernels_Increment_n64, @function
Test_Kernels_Increment_n64:
    li t0, 64
1:  lb t1, 0(a0)
    add t1, t1, a2
    sb t1, 0(a1)
    addi a0, a0, 1
    addi a1, a1, 1
    addi t0, t0, -1
    bnez t0, 1b
    ret
    .globl Test_Kernels_Broken
    .type Test_Kernels_Broken, @function
Test_Kernels_Broken:
    sb zero, 0(a0)
    ret
