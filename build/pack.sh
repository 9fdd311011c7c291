#!/usr/bin/env bash
# Builds the packages into artifacts/packages, unless they are already made from these very sources.
# artifacts/packages/content.txt holds the sources' hash: local consumers restore into a folder of that name,
# so that NuGet never serves an older package of the same version.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=artifacts/packages

content=$(find src build docs Directory.Build.props Directory.Packages.props README.md -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
if [ -f "$packages/content.txt" ] && [ "$(cat "$packages/content.txt")" = "$content" ]; then exit 0; fi

rm -rf "$packages" artifacts/restore
mkdir -p "$packages"
dotnet build src/Autocomp.Build/Autocomp.Build.csproj -c Release -v q -nologo -clp:ErrorsOnly
dotnet msbuild build/Packages.proj -t:Pack -v:q -nologo
printf '%s' "$content" >"$packages/content.txt"
echo "autocomp: packed $(ls "$packages" | grep -c '\.nupkg$') packages into $packages" >&2
