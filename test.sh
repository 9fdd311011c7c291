#!/usr/bin/env bash
# Builds everything and runs all test projects (or those named: ./test.sh Isa Emulator). The last line is the sum.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

build/prerequisites.sh
build/cross-compiler.sh || echo "Tests of exported C and of the firmware example will say that they skip."
dotnet build Autocomp.sln -c Release -v q -nologo -clp:ErrorsOnly
build/pack.sh

passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in tests/*.Tests; do
    name=$(basename "$project")
    if [ $# -gt 0 ]; then
        wanted=no
        for part in "$@"; do [ "$name" = "Autocomp.$part.Tests" ] && wanted=yes; done
        [ $wanted = yes ] || continue
    fi
    echo "== $name"
    status=0
    dotnet "$project/bin/Release/net10.0/$name.dll" -noLogo -noColor 2>&1 | tee "$log" || status=$?
    summary=$(grep -aE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1 || true)
    if [ -z "$summary" ]; then
        # No summary: no tests at all is fine, a crash is one failure.
        if [ $status -ne 0 ]; then failed=$((failed + 1)); echo "$name ended with exit code $status and no summary"; fi
        continue
    fi
    number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
    bad=$(($(number Errors) + $(number Failed)))
    if [ $status -ne 0 ] && [ $bad -eq 0 ] && [ "$(number Total)" -gt 0 ]; then bad=1; fi
    failed=$((failed + bad))
    skipped=$((skipped + $(number Skipped)))
    passed=$((passed + $(number Total) - $(number Failed) - $(number Skipped)))
done

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
