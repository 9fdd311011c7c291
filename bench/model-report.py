#!/usr/bin/env python3
"""Summary of searches with a model: argument is the data folder. Reads journals and stored replies, nothing else."""
import json
import pathlib
import sys

data = pathlib.Path(sys.argv[1])
for journal in sorted(data.rglob("*.journal.jsonl")):
    rows = [json.loads(line) for line in journal.read_text().splitlines() if line]
    rows = [row for row in rows if "stage" in row]
    model = [row for row in rows if row["origin"] not in ("lowered", "hand", "builtin")]
    replies = [json.loads(path.read_text()) for path in sorted(journal.parent.rglob("*.json")) if "replies" in path.parts]
    replies = [r for r in replies if "Reply" in r]
    print(f"## {journal.parent.name}/{journal.name}")
    print(f"replies stored {len(replies)}, tokens in {sum(r['Reply']['InputTokens'] for r in replies)}, out {sum(r['Reply']['OutputTokens'] for r in replies)} (0: the provider does not say)")
    print(f"characters in {sum(len(r['Request']['System']) + len(r['Request']['User']) for r in replies)}, out {sum(len(r['Reply']['Text']) for r in replies)}")
    if not model:
        print("no candidate of a model")
        continue
    compiled = [row for row in model if row["stage"] not in ("Frontend", "Obliviousness", "CodeGeneration")]
    right = [row for row in model if row["stage"] == "Accepted"]
    print(f"candidates {len(model)}, compiled {len(compiled)} ({100 * len(compiled) / len(model):.0f} %), correct {len(right)} ({100 * len(right) / len(model):.0f} %)")
    for name in ("lowered", "builtin"):
        cycles = [row["cycles"] for row in rows if row["origin"] == name and row["cycles"] > 0]
        if cycles:
            print(f"best of {name}: {min(cycles)}")
    best, curve = None, []
    for number, row in enumerate(model, 1):
        if row["stage"] == "Accepted" and (best is None or row["cycles"] < best):
            best = row["cycles"]
            curve.append(f"{number}: {best}")
    print("best cycles of the model by sample: " + ", ".join(curve))
