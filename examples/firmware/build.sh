#!/usr/bin/env bash
# Builds the kernels (C#), then the program (C) that links them. Needs gcc-riscv64-unknown-elf. The result is build/firmware.elf.
set -euo pipefail
cd "$(dirname "$0")"
../../build/prerequisites.sh
../../build/cross-compiler.sh
../../build/pack.sh
dotnet build kernels -c Release -v quiet -nologo "$@"

built=kernels/bin/Release/net10.0/autocomp/Kernels/gemmini-int8-16x16
mkdir -p build
riscv64-unknown-elf-gcc -std=c11 -O2 -Wall -Wextra -march=rv64imafdc_zicsr_zifencei -mabi=lp64d -mcmodel=medany \
    -ffreestanding -ffp-contract=off -nostdlib -nostartfiles -static -I"$built" -T link.ld -Wl,--no-warn-rwx-segments \
    start.S main.c host.c -L"$built" -lKernels -lgcc -o build/firmware.elf
echo "built examples/firmware/build/firmware.elf"
