# llvm-mc -triple=riscv64 -mattr=+m,+a,+f,+d,+c -filetype=obj relocations.s -o relocations.o
# Sums what every kind of reference finds; the expected total stands in ObjectLinkerTests.
    .text
    .globl sum
    .type sum, @function
sum:
    addi sp, sp, -16
    sd ra, 8(sp)
    sd s0, 0(sp)
    li s0, 0
    lla t0, constant            # PCREL_HI20, PCREL_LO12_I
    lw t0, 0(t0)
    add s0, s0, t0
.Lpc:
    auipc t0, %pcrel_hi(variable)
    lw t1, %pcrel_lo(.Lpc)(t0)
    add s0, s0, t1
    li t1, 1000
    sw t1, %pcrel_lo(.Lpc)(t0)  # PCREL_LO12_S
    la t0, variable             # through the table with PIC, else PC-relative
    lw t0, 0(t0)
    add s0, s0, t0
.Lgot:
    auipc t0, %got_pcrel_hi(constant)
    ld t0, %pcrel_lo(.Lgot)(t0)
    lw t0, 0(t0)
    add s0, s0, t0
    call helper                 # CALL_PLT
    add s0, s0, a0
    jal helper                  # JAL
    add s0, s0, a0
    lla t0, pointers
    ld t1, 0(t0)                # R_RISCV_64 to constant
    lw t1, 0(t1)
    add s0, s0, t1
    lw t1, 8(t0)                # difference of labels
    add s0, s0, t1
    lla t0, shared
    lw t1, 0(t0)                # common: zero
    add s0, s0, t1
    beqz s0, outside            # RVC_BRANCH or BRANCH
    j done                      # RVC_JUMP or JAL
    .section .text.away, "ax", @progbits
outside:
    li s0, -1
    tail back
    .text
back:
done:
    mv a0, s0
    ld ra, 8(sp)
    ld s0, 0(sp)
    addi sp, sp, 16
    ret
    .section .text.helper, "ax", @progbits
    .globl helper
    .type helper, @function
helper:
    li a0, 7
    ret
    .section .rodata, "a", @progbits
    .p2align 3
    .globl constant
constant:
    .word 100
    .p2align 3
pointers:
    .dword constant
    .word done - sum
    .data
    .globl variable
variable:
    .word 20
    .comm shared, 64, 16
