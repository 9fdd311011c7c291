#!/usr/bin/env bash
# Installs what a fresh Debian machine lacks: the .NET SDK is checked, libllvm19 is installed. Does nothing the second time.
set -euo pipefail

say() { printf 'autocomp: %s\n' "$*" >&2; }

if ! command -v dotnet >/dev/null || ! dotnet --version >/dev/null 2>&1; then
    say "the .NET SDK 10 is needed and 'dotnet' was not found (or global.json names a newer one). Install it from https://dot.net and run this again."
    exit 1
fi

has_llvm() { ldconfig -p 2>/dev/null | grep -q 'libLLVM\.so\.19\.1' || /sbin/ldconfig -p 2>/dev/null | grep -q 'libLLVM\.so\.19\.1'; }

if has_llvm; then exit 0; fi
if ! command -v apt-get >/dev/null; then
    say "libLLVM.so.19.1 is missing and this is not Debian: install LLVM 19's shared library, or set AutocompLlvmPath (see README.md)."
    exit 1
fi

as_root=()
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    else
        say "libLLVM.so.19.1 is missing and installing it needs root. Run once: sudo apt-get install -y --no-install-recommends libllvm19"
        exit 1
    fi
fi

say "installing libllvm19 with apt-get (LLVM's shared library, about 130 MB unpacked)"
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get install -y -q --no-install-recommends libllvm19)
if ! "${install[@]}" >/dev/null 2>&1; then
    "${as_root[@]}" apt-get update -q >&2
    "${install[@]}" >&2
fi
has_llvm || { say "libllvm19 was installed but libLLVM.so.19.1 is still not found"; exit 1; }
