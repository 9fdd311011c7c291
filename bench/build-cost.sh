#!/usr/bin/env bash
# What the package costs in a build, against the same build of the same sources without it (Autocomp.Runtime alone, and the typed entry
# points as a file): a clean build with committed schedules, one after an edit of a file without kernels (for 4 and for 40 kernels),
# and one with nothing to do. Medians in seconds of wall-clock time, or with --cpu of processor time of the build and its children (for a
# machine that has other work; the compiler's server is shut down for it, which costs both sides the same). Prints the bar of each line
# and whether it holds, and exits with 1 when one doesn't. Arguments: [--cpu] [repetitions, default 5].
set -euo pipefail
cd "$(dirname "$0")/.."
server=()
TIMEFORMAT=%R
if [ "${1:-}" = --cpu ]; then server=(-p:UseSharedCompilation=false -nodeReuse:false); TIMEFORMAT='%U %S'; shift; fi
repeat=${1:-5}
root=$PWD
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
build/prerequisites.sh
build/pack.sh
mkdir -p artifacts
work=$(mktemp -d "$root/artifacts/build-cost.XXXX")
trap 'rm -rf "$work"' EXIT
failed=0

run() { dotnet build "$1" -c Release --no-restore -v q -clp:ErrorsOnly -p:AutocompMode=Locked -p:AutocompContinuousIntegration=true "${server[@]}" >/dev/null; }
seconds() { { time run "$1"; } 2>&1 | tail -n 1 | awk '{ print $1 + $2 }'; }
clean() { rm -rf "$1/bin" "$1/obj/Release"; seconds "$1"; }
edit() { echo "// $RANDOM" >>"$1/Program.cs"; seconds "$1"; }
nothing() { seconds "$1"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# compare LABEL KIND PROJECT BAR: the project against its twin without the package.
compare() {
    local with without
    if [ "$2" != clean ]; then run "$3"; run "$3-plain"; fi
    with=$(for _ in $(seq "$repeat"); do "$2" "$3"; done | median)
    without=$(for _ in $(seq "$repeat"); do "$2" "$3-plain"; done | median)
    awk -v label="$1" -v off="$without" -v on="$with" -v bar="$4" 'BEGIN {
        printf "%-44s %6.2f s without, %6.2f s with, %+.2f s; bar %.2f s: %s\n", label, off, on, on - off, bar, on - off <= bar ? "holds" : "FAILS"
        exit on - off > bar }' || failed=1
}

# twin PROJECT: the same sources, with the runtime instead of the package and the entry points as the generator printed them.
twin() {
    dotnet build "$1" -c Release -v q -clp:ErrorsOnly -t:Rebuild -p:AutocompMode=Off -p:EmitCompilerGeneratedFiles=true -p:CompilerGeneratedFilesOutputPath="$1-generated" >/dev/null
    rm -rf "$1/bin" "$1/obj/Release"
    mkdir "$1-plain"
    cp "$1"/*.cs "$1"/*.csproj "$1"/*.props "$1-plain/"
    find "$1-generated" -name '*.cs' -path '*KernelEntryGenerator*' -exec cp {} "$1-plain/" \;
    rm -rf "$1-generated"
    sed -i 's/"Autocomp.Build"/"Autocomp.Runtime"/' "$1-plain"/*.csproj
    dotnet restore "$1" -v q
    dotnet restore "$1-plain" -v q
}

few=$work/few
mkdir "$few"
cp -r sample-project/*.cs sample-project/*.csproj sample-project/*.props sample-project/autocomp "$few/"
sed -i "s|../build/|$root/build/|" "$few/Directory.Build.props"
# Comes first, so that the times of the kernels after it are those of warm processes.
cat >"$few/AWarmUp.cs" <<'CODE'
namespace Sample;
public static class AWarmUp
{
    [Autocomp.Kernel]
    public static void First([Autocomp.Shape("64")] System.ReadOnlySpan<int> x, [Autocomp.Output, Autocomp.Shape("64")] System.Span<int> y)
    {
        for (int i = 0; i < 64; i++) y[i] = x[i] + 1;
    }
}
CODE
dotnet build "$few" -c Release -v q -clp:ErrorsOnly -p:AutocompMode=Tune -p:AutocompMaxEvaluations=400 -p:AutocompReport=false >&2
twin "$few"

many=$work/many
mkdir "$many"
cp "$few"/*.csproj "$few"/*.props "$many/"
echo 'System.Console.WriteLine("hello");' >"$many/Program.cs"
{
    echo 'namespace Sample; public static class Many {'
    for i in $(seq 40); do
        echo "[Autocomp.Kernel] public static void K$i([Autocomp.Shape(\"64, 64\")] System.ReadOnlySpan<sbyte> a, [Autocomp.Shape(\"64, 64\")] System.ReadOnlySpan<sbyte> b, [Autocomp.Output, Autocomp.Shape(\"64, 64\")] System.Span<int> c)
        { for (int i = 0; i < 64; i++) for (int j = 0; j < 64; j++) { int s = $i; for (int p = 0; p < 64; p++) s += a[i * 64 + p] * b[p * 64 + j]; c[i * 64 + j] = s; } }"
    done
    echo '}'
} >"$many/Kernels.cs"
dotnet build "$many" -c Release -v q -clp:ErrorsOnly -p:AutocompMode=Tune -p:AutocompMaxEvaluations=1 -p:AutocompReport=false >&2
twin "$many"

# What the kernels' own verification takes: the method's runs and the stored schedule's, one kernel after the other. They run side by side
# in a build, so only wall-clock time compares.
if [ ${#server[@]} = 0 ]; then
    bar=$(./autocomp verify "$few" -c Release --quick --json |
        awk -F'[:,]' '/"kernel":/ { n++; first = /AWarmUp/ } /Seconds"/ { if (!first) t += $2 } END { print 1 + 0.2 * n + 1.5 * t }')
    compare "clean build, 4 valid entries" clean "$few" "$bar"
fi
compare "edit of a file without kernels, 4 kernels" edit "$few" 0.5
compare "edit of a file without kernels, 40 kernels" edit "$many" 0.5
compare "nothing to do, 4 kernels" nothing "$few" 0.1
compare "nothing to do, 40 kernels" nothing "$many" 0.1
exit $failed
