"""How fast the chart engine reads series, on one core: points per second, and `debo chart --jsonl`.

Run it with nothing else on the machine: `python -m bench.spc`. The core's own time is counted and the best of
several rounds printed; what still varies on a shared machine is how fast it hands out fresh memory. Goals:
40 million points/s for run charts with both rule sets, 100 million for P charts with limits, 10,000 requests
in 5 seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

# One thread, said before NumPy is there to ask.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

import numpy as np

from debo.spc.batch import Batch, Floats
from debo.spc.engine import ALL_RULES, read_charts

SERIES, LENGTH, ROUNDS = 1_000_000, 24, 4
MILLION = 1e6


def best_rate(points: int, work: Callable[[], object]) -> float:
    """Points per second in the best round."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return points / min(seconds)


def run_rate(batch: Batch) -> float:
    return best_rate(batch.values.size, lambda: read_charts(batch, "run", rules=ALL_RULES, points=False))


def p_rate(batch: Batch) -> float:
    return best_rate(batch.values.size, lambda: read_charts(batch, "p", rules=()))


def tell(what: str, rate: float, goal: float) -> None:
    print(f"{what:<58} {rate / MILLION:7.1f} M points/s   {rate / goal / MILLION:5.2f} of the goal")


def batches(random: np.random.Generator) -> dict[str, Batch]:
    """Even series, series with 5 % missing, and ragged ones of 8 to 60 points with 5 % missing."""
    even = np.arange(SERIES + 1) * LENGTH
    lengths = random.integers(8, 61, SERIES * LENGTH // 34)
    ragged = np.concatenate([[0], np.cumsum(lengths)])
    return {
        f"{SERIES:,} series x {LENGTH}": Batch(random.normal(50, 10, even[-1]), even),
        "the same, 5 % missing": Batch(with_gaps(random.normal(50, 10, even[-1]), random), even),
        f"{lengths.size:,} series x 8 to 60, 5 % missing": Batch(
            with_gaps(random.normal(50, 10, ragged[-1]), random), ragged
        ),
    }


def with_gaps(values: Floats, random: np.random.Generator) -> Floats:
    values[random.random(values.size) < 0.05] = np.nan
    return values


def with_denominators(batch: Batch, random: np.random.Generator) -> Batch:
    sizes = random.integers(20, 200, batch.values.size)
    counts = random.binomial(sizes, 0.4).astype(np.float64)
    counts[np.isnan(batch.values)] = np.nan
    return Batch(counts, batch.offsets, sizes.astype(np.float64))


def ten_thousand_requests(random: np.random.Generator) -> float:
    """Seconds of `debo chart --jsonl` for 10,000 requests, its start included."""
    lines = []
    for name in range(10_000):
        n = random.integers(20, 200, LENGTH)
        chart = ("run", "p", "i")[name % 3]
        request = {"name": name, "chart": chart, "y": random.binomial(n, 0.4).tolist()}
        lines.append(json.dumps(request | ({} if chart == "i" else {"n": n.tolist()})))
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "debo.chart_command", "--jsonl", "-"],
        input="\n".join(lines).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.count(b"\n") == len(lines)
    return time.perf_counter() - start


def main() -> None:
    random = np.random.default_rng(2016)
    for what, batch in batches(random).items():
        tell(f"run chart + Anhøj + IHI, {what}", run_rate(batch), 40)
        tell(f"P chart with limits, {what}", p_rate(with_denominators(batch, random)), 100)
    seconds = ten_thousand_requests(random)
    what = "debo chart --jsonl, 10,000 requests"
    print(f"{what:<58} {seconds:7.2f} s             {5 / seconds:5.2f} of the goal")


if __name__ == "__main__":
    main()
