#!/usr/bin/env python3
"""Summary of searches with a model: argument is the data folder. Reads journals, nothing else."""
import json
import pathlib
import sys

data = pathlib.Path(sys.argv[1])
for journal in sorted(data.rglob("*.jsonl")):
    records = {"request": {}, "reply": {}, "candidate": {}}
    for line in journal.read_bytes().splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue  # cut by a kill
        records.setdefault(record["record"], {})[record["key"]] = record
    rows = sorted(records["candidate"].values(), key=lambda row: row["id"])
    model = [row for row in rows if row["origin"] not in ("lowered", "hand", "builtin")]
    replies, requests = records["reply"].values(), records["request"].values()
    print(f"## {journal.parent.name}/{journal.name}")
    print(f"replies {len(replies)}, tokens in {sum(r['inputTokens'] for r in replies)}, out {sum(r['outputTokens'] for r in replies)} (0: the provider does not say)")
    print(f"characters in {sum(len(r['system']) + len(r['user']) for r in requests)}, out {sum(len(r['text']) for r in replies)}")
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
