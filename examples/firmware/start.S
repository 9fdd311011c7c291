# Entry of a bare-metal program: one core, machine mode. Others wait.
    .section .text.start, "ax"
    .globl _start
_start:
    csrr    t0, mhartid
    bnez    t0, park

    # Floating point and the accelerator's instructions are off after reset (mstatus.FS, mstatus.XS).
    li      t0, 0x1e000
    csrs    mstatus, t0
    fscsr   zero

    .option push
    .option norelax
    la      gp, __global_pointer$
    .option pop
    la      sp, stack_top

    la      t0, bss_start
    la      t1, bss_end
clear:
    bgeu    t0, t1, run
    sd      zero, 0(t0)
    addi    t0, t0, 8
    j       clear

run:
    call    main
    call    finish
park:
    wfi
    j       park
