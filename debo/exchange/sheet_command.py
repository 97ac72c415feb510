"""`debo import sheet`: shows what it understood and what it would do; writes only when told to."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debo.exchange.dhis2 import import_command
from debo.exchange.mapping import ColumnMapping, MappingError, parse_asked, propose
from debo.exchange.sheet import Sheet, SheetError, read_sheet

if TYPE_CHECKING:
    from debo.exchange.plan import Plan, Target
    from debo.exchange.writing import Comparison

#: Refused rows shown on the screen; all of them are in --report.
SHOWN_REFUSALS = 10

DESCRIPTION = """\
Bring figures you already have into a collaborative.

The sheet is CSV or XLSX, with one row for each facility and period, or with a column for each period.
Nothing is written until you say yes or give --write; doing it twice changes nothing.
A blank cell is missing, not zero. Every row that can't be taken is told with its number and the reason."""

MAP_HELP = """\
what columns mean: measure, facility, period, numerator, denominator, value, note;
for a sheet with a column per period also wide=denominator or wide=value"""

EXAMPLES = """\
examples:
  debo import sheet anc.csv
      show how the columns would be read and what would be written
  debo import sheet anc.xlsx --map "facility=Site,numerator=Tested,denominator=First visits" \\
      --measure "Syphilis test in pregnancy" --write --report refused.csv
      say what the columns mean, write, and keep a list of what was refused
  debo import sheet semmelweis.csv --create-collaborative "Vienna" --create-measures --create-facilities \\
      --measure "Maternal deaths" --facility "First clinic" --write
      bring a foreign sheet into a fresh collaborative"""


def register(subparsers: Any) -> None:
    """Add `debo import` with its kinds to the command."""
    group = subparsers.add_parser("import", help="bring in figures you already have")
    kinds = group.add_subparsers(dest="import_kind", required=True, metavar="KIND")
    import_command.add_to(kinds)
    parser = kinds.add_parser(
        "sheet",
        help="a CSV or XLSX sheet",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="CSV (UTF-8) or XLSX; of an XLSX the first sheet is read")
    add("--map", default="", metavar="M=COLUMN,…", help=MAP_HELP)
    add(
        "--measure",
        default="",
        metavar="NAME",
        help="the measure of the whole sheet, when no column names it",
    )
    add(
        "--facility",
        default="",
        metavar="NAME",
        help="the facility of the whole sheet, when no column names it",
    )
    add("--collaborative", default="", metavar="NAME", help="where to; needed when the hub keeps several")
    add(
        "--author",
        default="",
        metavar="NAME",
        help="in whose name: a team member, or (without it) the steward",
    )
    add("--several", choices=("refuse", "sum", "mean"), default="refuse",
        help="several rows for one facility, measure and period: refuse the later ones, or add them up "
        "(mean: values are averaged, counts still added up)")  # fmt: skip
    add(
        "--round", action="store_true", help="round counts that aren't whole numbers instead of refusing them"
    )
    add("--create-measures", action="store_true", help="make measures that aren't known yet")
    add("--create-facilities", action="store_true", help="make facilities that aren't known yet")
    add(
        "--create-collaborative", default="", metavar="NAME", help="make a fresh collaborative for this sheet"
    )
    add("--period-kind", choices=("week", "ethiopian_month", "gregorian_month"), default="",
        help="of measures that are made; guessed from the sheet without it")  # fmt: skip
    add("--unit", choices=("percent", "per_thousand", "count", "minutes", "days", "rate"), default="",
        help="of measures that are made; guessed from the columns without it")  # fmt: skip
    add("--write", action="store_true", help="write without asking")
    add("--report", type=Path, metavar="FILE", help="write every refused row and its reason to this CSV")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all went well, 1 when rows were refused, 2 when nothing could be understood."""
    try:
        sheet = read_sheet(args.file)
        mapping = propose(sheet, parse_asked(args.map), _fixed(args))
    except (SheetError, MappingError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"{args.file.name}: {len(sheet.rows)} rows. This is how the columns are read:")
    print("\n".join(mapping.lines()))

    from debo.embedded import open_hub  # noqa: PLC0415 - Django starts only once the sheet is understood

    # A fresh collaborative may be the first of a fresh hub; figures for one that is there need its hub.
    open_hub(may_make=bool(args.create_collaborative))
    from debo.exchange.collaborative import TargetError  # noqa: PLC0415
    from debo.ledger.errors import Refused  # noqa: PLC0415

    try:
        return _bring_in(args, sheet, mapping)
    except (TargetError, Refused) as refusal:
        print(refusal.values["words"] if isinstance(refusal, Refused) else refusal, file=sys.stderr)
        return 2


def _fixed(args: argparse.Namespace) -> dict[str, str]:
    return {name: getattr(args, name) for name in ("measure", "facility") if getattr(args, name)}


def _bring_in(args: argparse.Namespace, sheet: Sheet, mapping: ColumnMapping) -> int:
    """Everything in one transaction that is undone unless the person says yes: what is shown is what is
    done."""
    from django.db import transaction  # noqa: PLC0415

    from debo.exchange.plan import Choices, make_plan  # noqa: PLC0415
    from debo.exchange.writing import compare, write  # noqa: PLC0415

    with transaction.atomic():
        target, channel, author = _target(args, sheet, mapping)
        plan = make_plan(sheet, mapping, target, Choices(args.several, args.round))
        comparison = compare(plan, channel)
        print("\n".join(_summary(plan, comparison)))
        _report(args, plan)
        if not _agreed(args, comparison):
            transaction.set_rollback(True)
            print("Nothing was written. Give --write to write it.")
            return 1 if plan.refused else 0
        written = write(comparison, channel, author)
    print(f"Written: {written} entries." if written else "Nothing to write: the hub has all of it already.")
    return 1 if plan.refused else 0


def _target(args: argparse.Namespace, sheet: Sheet, mapping: ColumnMapping) -> tuple[Target, str, str]:
    from debo.exchange import collaborative as place  # noqa: PLC0415

    if args.create_collaborative:
        collaborative, author = place.make_collaborative(args.create_collaborative, args.author)
    else:
        collaborative = place.find_collaborative(args.collaborative)
        author = place.find_author(args.author, collaborative.channel)
    if args.create_facilities:
        made = place.make_facilities(_named(sheet, mapping, "facility"), collaborative, author)
        print(f"Facilities made: {made}")
    if args.create_measures:
        kind, unit = _kind(args, sheet, mapping), args.unit or _unit(mapping)
        made = place.make_measures(_named(sheet, mapping, "measure"), kind, unit, collaborative, author)
        print(f"Measures made: {made}, counted by {str(kind).replace('_', ' ')}, unit {unit}")
    return place.target_of(collaborative), collaborative.channel, author


def _named(sheet: Sheet, mapping: ColumnMapping, meaning: str) -> list[str]:
    """The measures or facilities a sheet names, in the order in which they come."""
    if meaning not in mapping.columns:
        return [mapping.fixed[meaning]]
    return list(dict.fromkeys(row.cells[mapping.columns[meaning]] for row in sheet.rows))


def _kind(args: argparse.Namespace, sheet: Sheet, mapping: ColumnMapping) -> Any:
    from debo.exchange.cells import guess_kind  # noqa: PLC0415
    from debo.periods import Kind  # noqa: PLC0415

    if args.period_kind:
        return Kind(args.period_kind)
    texts = list(mapping.periods) or [row.cells[mapping.columns["period"]] for row in sheet.rows]
    return guess_kind(texts) or Kind.GREGORIAN_MONTH


def _unit(mapping: ColumnMapping) -> str:
    """A share when there is a denominator, a count when there is none, a ratio when only values are given."""
    if "numerator" in mapping.columns or (mapping.periods and mapping.wide == "numerator"):
        return "percent" if "denominator" in mapping.columns else "count"
    return "rate"


def _summary(plan: Plan, comparison: Comparison) -> list[str]:
    lines = [
        f"New: {len(comparison.new)}   changed: {len(comparison.changed)}   "
        f"already there: {comparison.unchanged}   blank: {plan.blank}   refused: {len(plan.refused)}"
    ]
    for one in plan.refused[:SHOWN_REFUSALS]:
        where = f"row {one.row}" + (f", column “{one.column}”" if one.column else "")
        lines.append(f"  refused: {where}: {one.reason}")
    if len(plan.refused) > SHOWN_REFUSALS:
        lines.append(f"  … and {len(plan.refused) - SHOWN_REFUSALS} more; --report FILE keeps them all")
    return lines


def _report(args: argparse.Namespace, plan: Plan) -> None:
    if args.report is None:
        return
    with args.report.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "column", "reason"])
        writer.writerows([one.row, one.column, one.reason] for one in plan.refused)
    print(f"Every refused row is in {args.report}.")


def _agreed(args: argparse.Namespace, comparison: Comparison) -> bool:
    if args.write:
        return True
    if not (comparison.new or comparison.changed) or not sys.stdin.isatty():
        return False
    return said_yes("Write this? (yes/no) ")


def said_yes(question: str) -> bool:
    """Ask the person; anything but a yes in one of the three languages is a no."""
    return _yes(input(question))


def _yes(answer: str, words: Sequence[str] = ("yes", "y", "አዎ", "eeyyee", "eeyyen")) -> bool:
    return answer.strip().casefold() in words
