#!/usr/bin/env bash
# A search by a language model through the command provider: 512x512x512 and a 3x3 convolution, each in a project of its own that uses the package.
# The command reads a prompt from standard input and writes the reply to standard output; it may take minutes a request.
#
#   bench/model-search.sh 'command:my-assistant --quiet' [samples, default 72] [folder of the results, default artifacts/model-search] [properties]
#
# Properties go on to the builds, for example -p:AutocompBeamWidth=3; KERNELS="Gemm512" leaves the convolution out.
# Prompts, replies as they came, evaluations and candidates stand in journals (data/…/*.jsonl, docs/journal.md). Run it again to go on after an
# interruption: what has a reply is not asked for again. bench/model-report.py prints samples, shares, best cycles by sample and tokens.
set -euo pipefail
cd "$(dirname "$0")/.."
model=${1:?the model, for example command:my-assistant}
samples=${2:-72}
out=${3:-artifacts/model-search}
properties=("${@:4}")
kernels=${KERNELS:-Gemm512 Conv14}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
mkdir -p "$out"
out=$(cd "$out" && pwd)
export AUTOCOMP_DATA=$out/data
build/prerequisites.sh
build/pack.sh

project() { # name, kernel source on standard input
    case " $kernels " in *" $1 "*) ;; *) return ;; esac
    mkdir -p "$out/$1"
    cat >"$out/$1/Kernels.cs"
    cp sample-project/Directory.Build.props "$out/$1/"
    sed -i "s|../build/|$PWD/build/|" "$out/$1/Directory.Build.props"
    cat >"$out/$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Autocomp.Build" Version="0.1.0" /></ItemGroup>
</Project>
XML
    # From the plain schedule: after the built-in search there would be little left for a model to gain.
    dotnet build "$out/$1" -c Release -v minimal -p:AutocompMode=Tune "-p:AutocompModel=${model//;/%3B}" \
        -p:AutocompMaxEvaluations="$samples" -p:AutocompMaxSamples=$((3 * samples)) -p:AutocompModelOnly=true -p:AutocompSeed=1 "${properties[@]}" || echo "$1: the build failed"
}

project Gemm512 <<'CS'
using Autocomp;

public static class Gemm512
{
    [Kernel]
    public static void Product([Shape("512, 512")] ReadOnlySpan<sbyte> a, [Shape("512, 512")] ReadOnlySpan<sbyte> b, [Output, Shape("512, 512")] Span<sbyte> c)
    {
        for (int i = 0; i < 512; i++)
        {
            for (int j = 0; j < 512; j++)
            {
                int sum = 0;
                for (int k = 0; k < 512; k++) sum += a[i * 512 + k] * b[k * 512 + j];
                c[i * 512 + j] = Quantize.ScaleToInt8(sum, 0.015625f);
            }
        }
    }
}
CS

project Conv14 <<'CS'
using Autocomp;

public static class Conv14
{
    /// <summary>3x3, stride 1, batch 4, 14x14, 128 to 128 channels; the input is padded already.</summary>
    [Kernel]
    public static void Convolution(
        [Shape("4, 16, 16, 128")] ReadOnlySpan<sbyte> x, [Shape("3, 3, 128, 128")] ReadOnlySpan<sbyte> w, [Shape("128")] ReadOnlySpan<int> bias,
        [Output, Shape("4, 14, 14, 128")] Span<sbyte> y)
    {
        for (int n = 0; n < 4; n++)
            for (int r = 0; r < 14; r++)
                for (int s = 0; s < 14; s++)
                    for (int o = 0; o < 128; o++)
                    {
                        int sum = bias[o];
                        for (int kr = 0; kr < 3; kr++)
                            for (int ks = 0; ks < 3; ks++)
                                for (int c = 0; c < 128; c++)
                                    sum += x[((n * 16 + r + kr) * 16 + s + ks) * 128 + c] * w[((kr * 3 + ks) * 128 + c) * 128 + o];
                        y[((n * 14 + r) * 14 + s) * 128 + o] = Quantize.ScaleToInt8(sum, 0.0078125f);
                    }
    }
}
CS

python3 bench/model-report.py "$out/data"
