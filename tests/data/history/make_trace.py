#!/usr/bin/env python3
"""Prints a Nextflow trace with known distributions, the same one every time.

Forty steps, their typical runtimes log-normal over four orders of magnitude, as
in real clusters; runs of one step log-normal around it; some killed for memory,
some for their time limit. What users ask for is round, and far too much.
"""
import math
import random
import sys

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
STEPS = 40
random.seed(20261121)

steps = [
    {
        "process": f"NFCORE_MAG:MAG:STEP_{i:02d}" if i else "NFCORE_MAG:MAG:MEGAHIT",
        "runtime": math.log(4 * 86400) if i == 0 else random.gauss(5.5, 1.6),
        "peak": math.log(180 * 2**30) if i == 0 else random.gauss(21, 1.2),
        "weight": 0.25 if i == 0 else random.random(),
        "cores": random.choice([1, 2, 4, 8]),
    }
    for i in range(STEPS)
]
print("\t".join("task_id hash name process status exit complete realtime %cpu peak_rss cpus memory time container".split()))
for task in range(RUNS):
    step = random.choices(steps, [s["weight"] for s in steps])[0]
    runtime = math.exp(random.gauss(step["runtime"], 0.35))
    peak = math.exp(random.gauss(step["peak"], 0.12))
    asked_memory = 2 ** math.ceil(math.log2(math.exp(step["peak"]) * 1.6))
    asked_time = 14 * 86400 if step["runtime"] > math.log(3600 * 6) else 86400
    status, code = "COMPLETED", 0
    if peak > asked_memory:  # killed on the way there
        status, code, peak, runtime = "FAILED", 137, asked_memory, runtime * random.random()
    elif random.random() < 0.01:  # evicted
        status, code, runtime = "FAILED", 143, runtime * random.random()
    print(
        task, f"{task % 256:02x}/{task:06x}", f"{step['process']} (s{task})", step["process"], status, code,
        f"2026-{random.randint(6, 10):02d}-{random.randint(1, 28):02d} {random.randint(0, 23):02d}:00:00.000",
        int(runtime * 1000), f"{100 * step['cores'] * random.uniform(0.5, 0.95):.1f}", int(peak), step["cores"],
        asked_memory, asked_time * 1000, f"quay.io/bio/tool{task % 5}:1", sep="\t")
