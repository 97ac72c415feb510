"""`debo export parquet`: the released counts of a hub as a folder of Parquet files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

REFUSED = 2

DESCRIPTION = """\
Write the released counts of this hub to a folder of Parquet files, for debo analyse, R, pandas or DuckDB.

Only counts with their places, measures and periods: no person, no note, and nothing that a team hasn't
released. The folder is there when it is whole; a cut leaves what stood there before."""

EXAMPLES = """\
examples:
  debo export parquet figures
      all collaboratives that the hub's steward reads
  debo export parquet figures --collaborative "Limu" --reader "Hanna Bekele"
      one collaborative, as one of its people may read it
An earlier export in the folder is replaced, with what was analysed from it. docs/scale.md has the columns."""


def add_to(kinds: Any) -> None:
    """Add `debo export parquet` to the exports."""
    parser = kinds.add_parser(
        "parquet",
        help="released counts as a folder of Parquet files",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("folder", type=Path, metavar="DIR", help="to write: new, empty, or an earlier export")
    add("--collaborative", default="", metavar="NAME", help="only this one's counts")
    add("--reader", default="", metavar="NAME", help="only what this person may read; without it the steward")
    add("--partition-rows", type=int, default=0, metavar="N", help="counts in one file (1000000)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0, or 2 with what happened, what is safe and what to do next on stderr."""
    from debo.analysis.refusals import AnalysisError, need_arrow  # noqa: PLC0415

    if args.partition_rows < 0:
        print("debo export: --partition-rows is a number above 0. Nothing was written.", file=sys.stderr)
        return REFUSED
    try:
        need_arrow()
        return _export(args)
    except AnalysisError as refusal:
        print(f"debo export: {refusal}", file=sys.stderr)
        return REFUSED


def _export(args: argparse.Namespace) -> int:
    from debo.embedded import open_hub  # noqa: PLC0415 - Django starts only once the words are understood

    open_hub()
    from debo.exchange.parquet.export_work import export  # noqa: PLC0415

    return export(args)
