#!/usr/bin/env bash
# What the package costs in a build of the sample: a clean build with committed schedules, one after an edit of a file without
# kernels, and one with nothing to do, each against the same build with AutocompMode=Off. Medians in seconds. Run it on an idle machine. Argument: repetitions (default 5).
set -euo pipefail
cd "$(dirname "$0")/.."
repeat=${1:-5}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TIMEFORMAT=%R
build/prerequisites.sh
build/pack.sh
work=$(mktemp -d "$PWD/artifacts/build-cost.XXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/sample"
cp -r sample-project/*.cs sample-project/*.csproj sample-project/*.props sample-project/autocomp "$work/sample/"
sed -i "s|../build/|$PWD/build/|" "$work/sample/Directory.Build.props"
cd "$work/sample"
dotnet restore -v q

build() { dotnet build -c Release --no-restore -v q -clp:ErrorsOnly -p:AutocompMode="$1" >/dev/null; }
seconds() { { time build "$1"; } 2>&1 | tail -n 1; }
clean() { rm -rf bin obj/Release; seconds "$1"; }
edit() { echo "// $RANDOM" >>Program.cs; seconds "$1"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

build Locked
for kind in clean edit seconds; do
    for mode in Off Locked; do
        if [ $kind != clean ]; then build $mode; fi
        for _ in $(seq "$repeat"); do $kind $mode; done | median >"$work/$kind.$mode"
    done
    case $kind in
        clean) label="clean build, valid entries" ;;
        edit) label="edit without kernels" ;;
        *) label="nothing to do" ;;
    esac
    awk -v label="$label" -v off="$(cat "$work/$kind.Off")" -v on="$(cat "$work/$kind.Locked")" \
        'BEGIN { printf "%-28s %6.2f s without, %6.2f s with, %+.2f s\n", label, off, on, on - off }'
done
