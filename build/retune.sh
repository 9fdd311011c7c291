#!/usr/bin/env bash
# Tunes every committed schedule anew: what a change of timing model, menus, prompts or proposer asks for.
# build/retune.sh [--commit] [PROJECT_FOLDER …]; by default every folder in the repository that has committed schedules.
# Entries of the built-in search are made from scratch; those of a model or of people stay and are only re-measured.
# Prints, for each entry, the recorded cycles before and after, and for each new winner what the old schedule takes now.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

commit=no
if [ "${1:-}" = --commit ]; then commit=yes; shift; fi
if [ $# -gt 0 ]; then projects=("$@"); else
    mapfile -t projects < <(git ls-files '*/autocomp/*.schedule.cs' | sed 's|/autocomp/[^/]*$||' | sort -u)
fi
if [ ${#projects[@]} -eq 0 ]; then echo "retune: no project here has committed schedules"; exit 0; fi

build/prerequisites.sh
build/pack.sh
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT

field() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$2" | head -n 1; }

# Cycles of the old schedule on today's timing model, by the command's comparison with the stored one.
remeasured() { ./autocomp compare "$1" -c Release --no-restore --kernel "$2" --from "$3" --to stored --json 2>/dev/null | field cycles /dev/stdin || true; }

changed=()
for project in "${projects[@]}"; do
    rm -rf "$before"/*
    cp "$project"/autocomp/*.json "$project"/autocomp/*.schedule.cs "$before/"
    for entry in "$before"/*.json; do
        name=$(basename "$entry" .json)
        case $(field provenance "$entry") in
            builtin | lowered) rm "$project/autocomp/$name.json" "$project/autocomp/$name.schedule.cs" ;;
        esac
    done

    dotnet build "$project" -c Release -v q -nologo -clp:ErrorsOnly -p:AutocompMode=Tune
    for entry in "$project"/autocomp/*.json; do
        name=$(basename "$entry" .json)
        new=$(field cycles "$entry")
        if [ ! -f "$before/$name.json" ]; then echo "$project/$name: new, $new cycles"; continue; fi
        old=$(field cycles "$before/$name.json")
        if cmp -s "$before/$name.schedule.cs" "$project/autocomp/$name.schedule.cs"; then
            echo "$project/$name: same schedule, $old -> $new cycles"
            continue
        fi

        now=$(remeasured "$project" "${name%%.*}" "$before/$name.schedule.cs")
        gain=$(awk -v old="${now:-0}" -v new="$new" 'BEGIN { if (old > 0) printf ", %.2f %% faster than it", 100 * (old - new) / old }')
        echo "$project/$name: NEW WINNER, $old -> $new cycles; the old schedule takes ${now:-an unknown number of} cycles now$gain"
        changed+=("$project/$name")
    done
done

echo "retune: ${#changed[@]} new winners in ${#projects[@]} projects"
if [ $commit = yes ]; then
    for project in "${projects[@]}"; do git add -A "$project/autocomp"; done
    if git diff --cached --quiet; then echo "retune: nothing to commit"; exit 0; fi
    git commit -q -m "Tune the committed schedules anew" -m "$(printf '%s\n' "New winners:" "${changed[@]:-none}")"
    git log -1 --format='retune: committed %h'
fi
