"""How fast a hub's counts come out as a folder of Parquet files, and in how much memory, on either database.

    python -m bench.exported                 200,000 counts
    python -m bench.exported 10000000        as many as are asked for, 2,400 a facility

The counts are written to the table as the ledger leaves them there, half of them once more as a team's draft.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.analyse import cost_of
from bench.weighed import in_children
from debo.embedded import open_hub

#: Counts of one facility: 40 measures, 60 months.
A_FACILITY = 2_400


def main() -> None:
    asked = [word for word in sys.argv[1:] if word.isdecimal()] or ["200000"]
    if len(sys.argv) < 3:
        in_children("bench.exported", asked, durable=False)
        return
    if sys.argv[2] == "fill":
        open_hub(may_make=True)
        from bench.released import fill  # noqa: PLC0415

        fill(int(asked[0]))
        return
    start = time.perf_counter()
    # A process of its own: the greatest memory of a command is never below that of who started it.
    subprocess.run([sys.executable, "-m", "bench.exported", asked[0], "fill"], check=True)
    filled = time.perf_counter() - start
    with tempfile.TemporaryDirectory(prefix="debo-exported-") as name:
        cost = cost_of("export", "parquet", f"{name}/figures")
        manifest = json.loads((Path(name) / "figures/manifest.json").read_text(encoding="utf-8"))
    counts = manifest["counts"]["observations"]
    if not 0 < counts <= int(asked[0]) < counts + A_FACILITY:
        raise RuntimeError(f"{asked[0]} counts were asked for, {counts} came out")
    print(f"{sys.argv[2]:<10} {counts:>11,} counts (filled in {filled:,.0f} s)   exported in {cost}")


if __name__ == "__main__":
    main()
