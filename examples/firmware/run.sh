#!/usr/bin/env bash
# Builds the firmware and runs it in the emulator; its own count of cycles is beside the one that the build measured.
set -euo pipefail
cd "$(dirname "$0")"
./build.sh "$@"
../../autocomp run build/firmware.elf | sed -n '/^wrong results/p;/^cycles of a call/p;/^exit code/p'
grep -m 1 '"cycles"' kernels/bin/Release/net10.0/autocomp/Kernels/manifest.json | sed 's/[ ,]//g;s/"cycles":/cycles in the manifest: /'
