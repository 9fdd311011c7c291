#!/usr/bin/env bash
# Installs Debian's C compiler for bare RISC-V when it is missing: examples/firmware and the tests of exported C use it. Does nothing the second time.
set -euo pipefail

say() { printf 'autocomp: %s\n' "$*" >&2; }

command -v riscv64-unknown-elf-gcc >/dev/null && exit 0
as_root=()
if ! command -v apt-get >/dev/null; then
    say "riscv64-unknown-elf-gcc is missing and this is not Debian: install a RISC-V GCC under that name."
    exit 1
elif [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    else
        say "riscv64-unknown-elf-gcc is missing and installing it needs root. Run once: sudo apt-get install -y --no-install-recommends gcc-riscv64-unknown-elf"
        exit 1
    fi
fi

say "installing gcc-riscv64-unknown-elf with apt-get (C compiler for RISC-V without an operating system)"
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get install -y -q --no-install-recommends gcc-riscv64-unknown-elf)
if ! "${install[@]}" >/dev/null 2>&1; then
    "${as_root[@]}" apt-get update -q >&2
    "${install[@]}" >&2
fi
