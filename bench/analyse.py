"""How `debo analyse` grows with series, points and workers, and what it weighs.

    python -m bench.analyse                     small sizes, about a minute
    python -m bench.analyse --nation            21,700 facilities x 40 measures x 60 months, 52 million counts
    python -m bench.analyse --facilities 5000 --measures 40 --months 60 --workers 2

For each size: seconds to invent and write the folder, to analyse it here, and on a cluster of so many workers
(processes of this machine, one thread each); the greatest memory of the analysing process and of a worker.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import debo

ROOT = Path(debo.__file__).resolve().parent.parent
SMALL = ((1_000, 12, 24), (1_000, 12, 60), (2_000, 12, 60), (5_000, 12, 60))
NATION = (21_700, 40, 60)
#: So that small sizes have several.
SMALL_PARTITION = 100_000


@dataclass(frozen=True)
class Cost:
    """Wall seconds, seconds of the processor, and the greatest memory in MB."""

    seconds: float
    cpu: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:7.1f} s  {self.cpu:7.1f} s CPU  {self.megabytes:6,.0f} MB"


def environment() -> dict[str, str]:
    """One thread for NumPy, as a worker has; this repository's Debo."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": str(ROOT)}


def cost_of(*words: str) -> Cost:
    """Run a command and wait for it."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "debo.cli", *words],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        told = process.stderr.read().decode() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}: {told}")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


@dataclass(frozen=True)
class Cluster:
    """A scheduler's address and its workers' process ids; it has done all sizes so far."""

    address: str
    workers: list[int]

    def peak(self) -> float:
        """The greatest memory a worker has had, in MB."""
        return max(_peak(pid) for pid in self.workers)


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[Cluster]:
    """A scheduler and its workers, once all of them are there."""
    folder.mkdir()
    log = (folder / "log").open("w+", encoding="utf-8")
    started: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> int:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        started.append(subprocess.Popen(command, env=environment(), stdout=log, stderr=log))
        return started[-1].pid

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0")
        address = _wait_for(folder / "log", r"tcp://127\.0\.0\.1:\d+", 1)
        more = ["--nthreads", "1", "--no-nanny", "--local-directory", str(folder)]
        pids = [start("worker", address, *more) for _ in range(workers)]
        _wait_for(folder / "log", r"Registered to", workers)
        yield Cluster(address, pids)
    finally:
        for one in started:
            one.kill()
            one.wait()
        log.close()


def _wait_for(log: Path, words: str, times: int) -> str:
    """What the log says, once it has said it so often."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        found = re.findall(words, log.read_text(encoding="utf-8"))
        if len(found) >= times:
            return str(found[0])
        time.sleep(0.1)
    raise TimeoutError(f"{words} didn't come.")


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def measure(size: tuple[int, int, int], clusters: list[Cluster], partition_rows: int, folder: Path) -> None:
    """Invent one size, analyse it here and on clusters, and print what it cost."""
    facilities, measures, months = size
    figures = folder / "figures"
    asked = {"facilities": facilities, "measures": measures, "months": months, "missing": 0.03}
    words = [word for name, number in asked.items() for word in (f"--{name}", str(number))]
    words += ["--partition-rows", str(partition_rows)] if partition_rows else []
    written = cost_of("simulate", str(figures), "--parquet", *words)
    manifest = json.loads((figures / "manifest.json").read_text(encoding="utf-8"))
    counts, partitions = manifest["counts"], len(manifest["partitions"])
    weight = sum(one["size"] for one in (*manifest["partitions"], *manifest["tables"])) / 1e6
    print(
        f"{counts['series']:>9,} series, {counts['observations']:>11,} counts, {partitions:>3} partitions, "
        f"{weight:6,.0f} MB on disk"
    )
    print(f"    invented and written  {written}")
    alone = cost_of("analyse", str(figures), "--into", str(folder / "alone"))
    print(
        f"    analysed here         {alone}   {counts['observations'] / alone.seconds / 1e6:5.2f} M counts/s"
    )
    for one in clusters:
        into = ("--into", str(folder / "spread"))
        spread = cost_of("analyse", str(figures), *into, "--scheduler", one.address)
        same = _content(folder / "alone") == _content(folder / "spread")
        print(
            f"    on {len(one.workers)} worker{'s' if len(one.workers) > 1 else ' '}          {spread}   "
            f"a worker at most {one.peak():,.0f} MB; answers {'equal' if same else 'DIFFER'}"
        )
    for name in ("figures", "alone", "spread"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _content(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nation", action="store_true")
    for name in ("facilities", "measures", "months"):
        parser.add_argument(f"--{name}", type=int, default=0)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--sizes", type=int, default=len(SMALL), help="how many of the small sizes")
    parser.add_argument("--partition-rows", type=int, default=0)
    args = parser.parse_args()
    own = (args.facilities, args.measures, args.months)
    sizes = [NATION] if args.nation else [own] if all(own) else list(islice(SMALL, args.sizes))
    rows = args.partition_rows or (SMALL_PARTITION if sizes[0] in SMALL else 0)
    with tempfile.TemporaryDirectory(prefix="debo-analyse-") as name, ExitStack() as stack:
        folder = Path(name)
        clusters = [stack.enter_context(cluster(one, folder / f"cluster-{one}")) for one in args.workers]
        for size in sizes:
            measure(size, clusters, rows, folder)


if __name__ == "__main__":
    main()
