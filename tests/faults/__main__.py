"""`python -m tests.faults [KIND] [--seed N] [--runs N | --seconds S]`: try the hub's faults.

Without a kind: all of them, each for its share of SOAK_MINUTES (30 unless told). Exit code 1 when anything
was lost; the seeds of what failed are printed and kept in tests/faults/kept.json.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from debo.embedded import open_django
from tests.faults.attempts import Tally, table, try_out
from tests.faults.outside import OUTSIDE

#: Kind of fault → its share of the time.
KINDS = {
    "stories": 6,
    "crash_points": 6,
    "kills": 3,
    "torn_logs": 2,
    "full_disk": 1,
    "lines": 4,
    "fuzz": 3,
    "files": 2,
    "doors": 4,
}
MINUTES = 30.0


def main() -> int:
    """Try one kind, or all; 1 when something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kind", nargs="?", choices=sorted(KINDS))
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)), help="the first seed")
    parser.add_argument("--runs", type=int, default=None)
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--tally", type=Path, default=None, help="a file for what was counted")
    args = parser.parse_args()
    if args.kind is None:
        return soak(args.seed)
    seconds = args.seconds if args.seconds or args.runs else 60.0
    tally = run(args.kind, args.seed, args.runs, seconds)
    print(tally.line(), flush=True)
    if args.tally:
        args.tally.write_text(tally.as_text())
    return 1 if tally.failed else 0


def run(kind: str, seed: int, runs: int | None, seconds: float | None) -> Tally:
    """Try one kind in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="debo-faults-") as folder:
        os.environ |= {"DEBO_DATA": folder, "DJANGO_SETTINGS_MODULE": "debo.settings"}
        open_django()
        with import_module(f"tests.faults.{kind}").ready(Path(folder)) as attempt:
            return try_out(kind, attempt, first=seed, runs=runs, seconds=seconds)


def soak(seed: int) -> int:
    """Each kind in a process of its own, one after the other; at the end a table of all."""
    minutes = float(os.environ.get("SOAK_MINUTES", MINUTES))
    # What isn't measured by the clock takes about a third of the time.
    seconds = 40 * minutes / sum(KINDS.values())
    tallies = [one_kind(kind, seed, share * seconds) for kind, share in KINDS.items()]
    for one in OUTSIDE:
        tallies.append(one.run(minutes, seed))
        print(tallies[-1].line(), flush=True)
    print("\n" + table(tallies), flush=True)
    return max(1 if tally.failed else 0 for tally in tallies)


def one_kind(kind: str, seed: int, seconds: float) -> Tally:
    """Try one kind for so long, and read what it counted."""
    with tempfile.NamedTemporaryFile() as told:
        words = ["-m", "tests.faults", kind, "--seed", str(seed), "--seconds", str(seconds)]
        done = subprocess.run([sys.executable, *words, "--tally", told.name], check=False)
        text = Path(told.name).read_text()
    tally = Tally.told(text) if text else Tally(kind)
    if done.returncode and not tally.failed:
        tally.failed.append(seed)
    return tally


if __name__ == "__main__":
    sys.exit(main())
