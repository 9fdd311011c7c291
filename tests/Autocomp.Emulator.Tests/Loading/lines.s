# llvm-mc -triple=riscv64 -mattr=+m,+c -filetype=obj -dwarf-version=4|5 lines.s -o lines-v4.o|lines-v5.o
    .text
    .globl f
    .type f, @function
f:
    .file 1 "schedules" "Dense.schedule.cs"
    .file 2 "Helper.cs"
    .loc 1 10 0
    nop
    .loc 1 11 0
    nop
    nop
    .loc 2 300 0
    nop
    .loc 1 0 0
    nop
    .loc 1 12 0
    ret
