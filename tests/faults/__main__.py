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
from tests.faults.attempts import Tally, try_out

#: Kind of fault → its share of the time.
KINDS = {"stories": 6, "kills": 3, "torn_logs": 2, "full_disk": 1, "fuzz": 3}
MINUTES = 30.0


def main() -> int:
    """Try one kind, or all; 1 when something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kind", nargs="?", choices=sorted(KINDS))
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)), help="the first seed")
    parser.add_argument("--runs", type=int, default=None)
    parser.add_argument("--seconds", type=float, default=None)
    args = parser.parse_args()
    if args.kind is None:
        return soak(args.seed)
    seconds = args.seconds if args.seconds or args.runs else 60.0
    tally = run(args.kind, args.seed, args.runs, seconds)
    print(tally.line(), flush=True)
    return 1 if tally.failed else 0


def run(kind: str, seed: int, runs: int | None, seconds: float | None) -> Tally:
    """Try one kind in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="debo-faults-") as folder:
        os.environ |= {"DEBO_DATA": folder, "DJANGO_SETTINGS_MODULE": "debo.settings"}
        open_django()
        with import_module(f"tests.faults.{kind}").ready(Path(folder)) as attempt:
            return try_out(kind, attempt, first=seed, runs=runs, seconds=seconds)


def soak(seed: int) -> int:
    """Each kind in a process of its own, one after the other."""
    seconds = 60 * float(os.environ.get("SOAK_MINUTES", MINUTES)) / sum(KINDS.values())
    codes = []
    for kind, share in KINDS.items():
        words = ["-m", "tests.faults", kind, "--seed", str(seed), "--seconds", str(share * seconds)]
        codes.append(subprocess.run([sys.executable, *words], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
