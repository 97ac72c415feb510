"""`debo simulate`: figures that nobody counted with their truth beside them, and what rules make of noise."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from debo.simulation.plan import Plan

EPILOG: Final = """examples:
  debo simulate woreda --facilities 38 --months 36 --shift 2 --shift-share 0.3 --shift-at 19 --missing 0.05
      three sheets in the folder woreda: observations.csv as a hub would get them, series.csv and months.csv
      with the truth
  debo simulate nation --facilities 21700 --measures 40 --months 60 --inflation 0.25 --honest-from 25
  debo simulate nation --parquet --facilities 21700 --measures 40 --months 60
      the same as a folder for debo analyse, a whole country in a minute or two, in little memory
  debo simulate --rules --series 20000 --picture rules.svg
      how often each rule set calls noise a signal, and how soon it sees a change

The same numbers and seed always give the same figures. docs/rules.md says what came out."""

LOOKS: Final = (12, 24, 36, 60)
SHIFTS: Final = (0.0, 1.0, 2.0)
MONTHS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 21, 24)
SHOWN: Final = (3, 6, 12, 24)


def register(subparsers: Any) -> None:
    """Add `simulate` to the debo command."""
    parser = subparsers.add_parser(
        "simulate",
        help="invent figures with their truth beside them; needs no hub",
        description="Invent figures with their truth beside them, or try rule sets on noise. Needs no hub.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, help="where the three sheets or the Parquet files go")
    much = parser.add_argument_group("how much")
    _numbers(
        much,
        int,
        facilities="facilities",
        months="months",
        measures="measures",
        seed="another seed, other figures",
    )
    much.add_argument("--first", default="e2015-01", metavar="PERIOD", help="the first period (e2015-01)")
    much.add_argument("--kinds", metavar="KIND,…", help="share, count, rate, measured; measures take turns")
    much.add_argument("--parquet", action="store_true", help="a folder for debo analyse instead of sheets")
    much.add_argument("--partition-rows", type=int, default=0, metavar="N",
        help="counts in one file of --parquet (1000000)")  # fmt: skip
    truth = parser.add_argument_group("what really happens")
    _numbers(
        truth,
        float,
        shift="a lasting change, in standard deviations of a month's point",
        shift_share="the share of series that have it (0.3)",
        trend="a change each month, in standard deviations",
        trend_share="the share of series that have it",
        overdispersion="how much more the months vary than by chance (0.5: half as much again)",
    )
    _numbers(truth, int, shift_at="the month, from 1, in which they begin (the middle)")
    wrong = parser.add_argument_group("what goes wrong")
    _numbers(
        wrong,
        float,
        missing="the share of months nobody sends (0.03)",
        inflation="0.25: a quarter too many reported",
    )
    _numbers(wrong, int, honest_from="the month, from 1, from which reports are right")
    rules = parser.add_argument_group("the rule sets on noise")
    rules.add_argument(
        "--rules", action="store_true", help="print how often and how soon each rule set signals"
    )
    rules.add_argument(
        "--series", type=int, default=20_000, metavar="N", help="charts for each figure (20000)"
    )
    rules.add_argument("--picture", type=Path, metavar="FILE", help="draw it as SVG")
    rules.add_argument("--json", action="store_true", help="print it for programs")
    parser.set_defaults(run=run)


def _numbers(group: Any, kind: type, **names: str) -> None:
    for name, words in names.items():
        option = "--" + name.replace("_", "-")
        group.add_argument(option, dest=name, type=kind, metavar="N" if kind is int else "X", help=words)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 0, or 2 with one clear sentence on stderr."""
    # Imported here, so that no other command waits for NumPy.
    from debo.analysis.refusals import AnalysisError  # noqa: PLC0415
    from debo.periods import PeriodError  # noqa: PLC0415
    from debo.simulation.plan import PlanError  # noqa: PLC0415

    if args.series < 1 or (args.folder is None and not args.rules):
        words = "give at least one series" if args.series < 1 else "name a folder, or ask for --rules"
        print(f"debo simulate: {words}. Try debo simulate --help.", file=sys.stderr)
        return 2
    try:
        return _rules(args) if args.rules else _figures(args)
    except (PlanError, PeriodError, AnalysisError, OSError) as refusal:
        print(f"debo simulate: {refusal}", file=sys.stderr)
        return 2


def _figures(args: argparse.Namespace) -> int:
    from debo.periods import parse  # noqa: PLC0415
    from debo.simulation.plan import Plan  # noqa: PLC0415
    from debo.simulation.sheets import write_sheets  # noqa: PLC0415

    asked = {one.name: getattr(args, one.name, None) for one in fields(Plan)}
    asked["kinds"] = tuple(args.kinds.split(",")) if args.kinds else None
    plan = Plan(**{name: value for name, value in asked.items() if value is not None})
    if args.parquet:
        return _parquet(args, plan)
    written = write_sheets(plan, args.folder, parse(args.first))
    print(
        f"{args.folder}: {written.series:,} series with {written.observations:,} observations; "
        f"{written.missing:,} months were not sent. The truth is in series.csv and months.csv."
    )
    return 0


def _parquet(args: argparse.Namespace, plan: Plan) -> int:
    from debo.analysis.refusals import need_arrow  # noqa: PLC0415
    from debo.periods import parse  # noqa: PLC0415
    from debo.terminal import telling  # noqa: PLC0415

    need_arrow()
    from debo.simulation.parquet import write_folder  # noqa: PLC0415

    manifest = write_folder(plan, args.folder, parse(args.first), args.partition_rows, telling("blocks"))
    print(
        f"{args.folder}: {manifest.counts['series']:,} series with {manifest.counts['observations']:,} "
        f"observations in {len(manifest.partitions):,} partitions. The truth is in truth.parquet."
    )
    return 0


def _rules(args: argparse.Namespace) -> int:
    from debo.simulation.picture import draw_detection  # noqa: PLC0415
    from debo.simulation.rule_sets import READERS, detect, single_look  # noqa: PLC0415

    seed = 1 if args.seed is None else args.seed
    looks = {n: single_look(n, 0.0, args.series, seed) for n in LOOKS}
    found = [detect(name, shift, MONTHS, args.series, seed) for shift in SHIFTS for name in READERS]
    if args.picture:
        args.picture.write_text(draw_detection(found), encoding="utf-8")
    if args.json:
        json.dump({"looks": looks, "detections": [asdict(one) for one in found]}, sys.stdout)
        print()
    else:
        print("\n".join((*_look_table(looks), "", *_detection_table(found))))
    return 0


def _look_table(looks: dict[int, dict[str, float]]) -> list[str]:
    """One look at a finished chart of noise: the share with a signal."""
    names = list(next(iter(looks.values())))
    lines = [f"| points | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    return lines + [
        f"| {n} | {' | '.join(f'{share:.1%}' for share in row.values())} |" for n, row in looks.items()
    ]


def _detection_table(found: Sequence[Any]) -> list[str]:
    """Read again each month: the share with a signal so many months after the line was drawn."""
    head = " | ".join(f"by month {month}" for month in SHOWN)
    lines = [f"| change, SD | rules | {head} | half by month |", "|---" * (len(SHOWN) + 3) + "|"]
    for one in found:
        seen = dict(zip(one.months, one.seen, strict=True))
        shares = " | ".join(f"{seen[month]:.0%}" for month in SHOWN)
        lines.append(f"| {one.shift:g} | {one.rules} | {shares} | {one.median or '–'} |")
    return lines
