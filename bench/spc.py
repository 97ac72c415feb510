"""How fast the chart engine reads series, on one core, beside other Python programs in the same run.

    python -m bench.spc [SERIES]        1,000,000 series of 24 points unless told

Run it with nothing else on the machine. The core's own time is counted and the best of several rounds
printed; what still varies on a shared machine is how fast it hands out fresh memory. Goals: 40 million
points/s for run charts with both rule sets, 100 million for P charts with limits, a nation of 880,000 series
of 60 points in 2 seconds, at most 3 times the input in memory, 10,000 requests in 5 seconds. The peers come
from their packages into an environment that is gone afterwards; without a network they are left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

# One thread, said before NumPy is there to ask.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

import numpy as np

from debo.spc.batch import Batch, Floats
from debo.spc.engine import ALL_RULES, read_charts

SERIES, LENGTH, ROUNDS = 1_000_000, 24, 4
MILLION = 1e6
NATION = 880_000, 60
#: The newest that install beside Python 3.11 (November 2026).
PEERS = ("clinical-qikit==0.5.0", "pyqicharts==2.0.0", "pycontrolcharts==0.1.2")


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


def batches(random: np.random.Generator, series: int) -> dict[str, Batch]:
    """Even series, series with 5 % missing, and ragged ones of 8 to 60 points with 5 % missing."""
    even = np.arange(series + 1) * LENGTH
    lengths = random.integers(8, 61, series * LENGTH // 34)
    ragged = np.concatenate([[0], np.cumsum(lengths)])
    return {
        f"{series:,} series x {LENGTH}": Batch(random.normal(50, 10, even[-1]), even),
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


def nation(random: np.random.Generator, series: int) -> None:
    """Wall-clock seconds in which a nation is read again, as run charts and as P charts with limits."""
    offsets = np.arange(series + 1) * NATION[1]
    values = with_gaps(random.normal(50, 10, offsets[-1]), random)
    runs, shares = Batch(values, offsets), with_denominators(Batch(values, offsets), random)
    works: dict[str, Callable[[], object]] = {
        "run charts, both rule sets": lambda: read_charts(runs, "run", rules=ALL_RULES, points=False),
        "P charts with limits": lambda: read_charts(shares, "p", rules=()),
    }
    for what, work in works.items():
        start = time.perf_counter()
        work()
        seconds = (time.perf_counter() - start) * NATION[0] / series
        print(f"{f'a nation, 880,000 x 60, 5 % missing, {what}':<58} {seconds:7.2f} s")


def memory(random: np.random.Generator, series: int) -> None:
    """The most that is held at once, input included, in times the input."""
    offsets = np.arange(series + 1) * LENGTH
    batch = Batch(random.normal(50, 10, offsets[-1]), offsets)
    for what, given, kind, rules in (
        ("run chart + Anhøj + IHI", batch, "run", ALL_RULES),
        ("P chart with limits", with_denominators(batch, random), "p", ()),
    ):
        size = given.values.nbytes * (1 if given.denominators is None else 2)
        tracemalloc.start()
        read_charts(given, kind, rules=rules, points=False)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{f'memory at most, {what}':<58} {1 + most / size:7.2f} x the input   (at most 3)")


def peers() -> None:
    """The peers' rates, from an environment of their own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            print("The peers could not be installed (no network?), so they were not measured.")
            return
        program = Path(__file__).parent / "peer" / "charts.py"
        told = subprocess.run([python, str(program)], check=True, capture_output=True).stdout
    for what, rate in json.loads(told).items():
        print(f"{f'{what}, one series a call, x {LENGTH}':<58} {rate / MILLION:7.3f} M points/s")


def main() -> None:
    random = np.random.default_rng(2016)
    series = int(sys.argv[1]) if len(sys.argv) > 1 else SERIES
    for what, batch in batches(random, series).items():
        tell(f"run chart + Anhøj + IHI, {what}", run_rate(batch), 40)
        tell(f"P chart with limits, {what}", p_rate(with_denominators(batch, random)), 100)
    nation(random, min(NATION[0], series))
    memory(random, series)
    peers()
    seconds = ten_thousand_requests(random)
    what = "debo chart --jsonl, 10,000 requests"
    print(f"{what:<58} {seconds:7.2f} s             {5 / seconds:5.2f} of the goal")


if __name__ == "__main__":
    main()
