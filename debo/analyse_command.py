"""`debo analyse`: every chart of a folder of figures, the sums above the facility, and what is mere noise."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

DESCRIPTION: Final = """\
Read every chart of a folder that debo export parquet (or debo simulate --parquet) made.

Every series is read as on a phone. Above the facility numerators and denominators are added up, from the
health centre with its posts to the nation. And it is said how many of the signals noise alone would give.
Nothing is ranked, and nothing is about a person."""

EPILOG: Final = """\
examples:
  debo analyse figures
      on this machine, one partition after another; the answers go to figures/analysis
  debo analyse figures --scheduler tcp://10.0.0.5:8786 --into answers
      on a Dask cluster whose workers see the folder under the same name
The same folder gives the same answers, byte for byte, on one machine or on many. docs/scale.md says what the
files hold and how to set a cluster up."""

REFUSED: Final = 2


def register(subparsers: Any) -> None:
    """Add `analyse` to the debo command."""
    parser = subparsers.add_parser(
        "analyse",
        help="read all charts of a folder of figures at once; needs no hub",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("folder", type=Path, metavar="DIR", help="the folder of figures")
    add("--into", type=Path, metavar="DIR", help="where the answers go (DIR/analysis)")
    add("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster, such as tcp://10.0.0.5:8786")
    add("--false-discoveries", type=float, default=0.05, metavar="SHARE",
        help="of the charts that are kept this share may be noise (0.05)")  # fmt: skip
    add(
        "--language",
        choices=("en", "am", "om"),
        default="en",
        help="of what is printed; all three are written",
    )
    add("--json", action="store_true", help="print the summary for programs")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0, or 2 with what happened, what is safe and what to do next on stderr."""
    from debo.analysis.refusals import AnalysisError, need_arrow  # noqa: PLC0415

    if not 0 < args.false_discoveries < 1:
        print("debo analyse: --false-discoveries is a share between 0 and 1, such as 0.05.", file=sys.stderr)
        return REFUSED
    try:
        need_arrow()
        return _analyse(args)
    except AnalysisError as refusal:
        print(f"debo analyse: {refusal}", file=sys.stderr)
        return REFUSED


def _analyse(args: argparse.Namespace) -> int:
    from debo.analysis.analysing import Asked, analyse  # noqa: PLC0415
    from debo.analysis.layout import ANALYSIS  # noqa: PLC0415
    from debo.terminal import telling  # noqa: PLC0415

    into = args.into or args.folder / ANALYSIS
    told = analyse(Asked(args.folder, into, args.scheduler, args.false_discoveries), telling("partitions"))
    if args.json:
        json.dump(told, sys.stdout, ensure_ascii=False)
        print()
    else:
        print("\n".join(told["sentences"][args.language]))
        print(f"{into}: readings, roll_ups.parquet, roll_up_readings.parquet, measures.parquet, summary.json")
    return 0
