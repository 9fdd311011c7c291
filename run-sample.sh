#!/usr/bin/env bash
# Makes the packages, builds the sample project with them and runs it. Arguments go to dotnet build, for example -p:AutocompMode=Tune.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

build/prerequisites.sh
build/pack.sh
dotnet build sample-project -c Release -v minimal -nologo "$@"
exec dotnet sample-project/bin/Release/net10.0/Sample.dll
