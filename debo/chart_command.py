"""`debo chart`: a run chart or control chart of a sheet, with no database and in a fraction of a second."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

EPILOG: Final = """examples:
  debo chart births.csv
      guesses the columns, says which, and draws a run chart in the terminal
  debo chart births.csv --chart auto --html births.html
      chooses the chart, says why, and makes a page in three languages that needs no network
  debo chart semmelweis.csv --numerator deaths --denominator births --period date \\
      --chart p --parts 76 --mark 1847-06="Hand washing begins" --png semmelweis.png
      a P chart in two phases as a picture
  debo chart deaths.csv --chart t --events date
      days between rare events, from a list with one row for each
  debo chart posts.csv --chart funnel --series post --numerator visited --denominator births --svg funnel.svg
      facilities side by side within what chance alone would do, unnamed

The reading follows the Anhøj rules. --rules ihi asks the IHI rules instead; they call 37 in 100 charts of
mere noise unusual at 24 points. docs/charts.md says how everything is computed."""


def register(subparsers: Any) -> None:
    """Add `chart` to the debo command."""
    parser = subparsers.add_parser(
        "chart",
        help="draw a run chart or control chart of a sheet; needs no database",
        description="Draw run charts, control charts and funnel plots of CSV, XLSX and Parquet files. Needs"
        " no database.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `debo chart`."""
    parser.add_argument(
        "file",
        nargs="*",
        help=".csv, .xlsx or .parquet files with headings in the first row; - for stdin (CSV)",
    )
    columns = parser.add_argument_group("columns (guessed from the headings when left out)")
    columns.add_argument(
        "--period", metavar="COL", help="when: a month, week, date or number; rows are sorted by it"
    )
    columns.add_argument("--value", metavar="COL", help="a measured value or count")
    columns.add_argument("--numerator", metavar="COL", help="what is counted above the line")
    columns.add_argument("--denominator", metavar="COL", help="what is counted below the line")
    columns.add_argument(
        "--series",
        metavar="COL",
        action="append",
        default=[],
        help="one chart for each name in COL; may be repeated",
    )
    columns.add_argument(
        "--events", metavar="COL", help="the day of a rare event, one row each (with --chart t or g)"
    )
    chart = parser.add_argument_group("chart")
    chart.add_argument(
        "--chart",
        default="run",
        metavar="KIND",
        help="run (default), i, mr, xbar, s, t, p, pp, c, u, up, g, funnel; auto chooses one and says why",
    )
    chart.add_argument(
        "--measure",
        choices=("share", "rate", "count", "value", "values", "cases_between", "time_between"),
        help="what kind of measure it is (auto and funnel; guessed when left out)",
    )
    chart.add_argument("--freeze", type=int, metavar="N", help="the first N periods make the line for all")
    chart.add_argument("--parts", metavar="N,N", help="the last period of each phase, counted from 1")
    chart.add_argument("--exclude", metavar="N,N", help="periods left out of line, limits and runs")
    chart.add_argument("--centre", type=float, metavar="X", help="a line that is given, in the unit plotted")
    chart.add_argument(
        "--target", metavar="X|PERIOD=X,…", help="a target to draw, such as 90%% or 2021-01=80%%,2021-07=90%%"
    )
    chart.add_argument(
        "--rules",
        choices=("anhoej", "ihi", "we", "nelson", "nhs"),
        default="anhoej",
        help="whose rules: Anhøj (default), IHI, Western Electric, Nelson, NHS Making Data Count",
    )
    chart.add_argument("--direction", choices=("up", "down"), help="which way is better")
    chart.add_argument(
        "--screen-mr",
        action="store_true",
        help="leave out extreme moving ranges once (i, t, pp and up charts)",
    )
    output = parser.add_argument_group("output (a summary in the terminal when none is asked for)")
    output.add_argument("--json", action="store_true", help="print one object with a list of series")
    output.add_argument("--svg", metavar="FILE", help="draw it as SVG")
    output.add_argument("--png", metavar="FILE", help="draw it as PNG")
    output.add_argument("--html", metavar="FILE", help="one page with picture, words and table")
    output.add_argument(
        "--language", choices=("en", "am", "om"), default="en", help="of words and pictures; a page has all"
    )
    output.add_argument(
        "--named",
        action="store_true",
        help="name the facilities of a funnel: only where each has released its figures",
    )
    output.add_argument("--title", default="", help="the title of the drawing")
    output.add_argument(
        "--mark", metavar="PERIOD=TEXT", action="append", default=[], help="mark when something began"
    )
    parser.add_argument(
        "--jsonl", metavar="FILE", help="answer one request per line instead (docs/charts.md); - for stdin"
    )


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 0, or 2 with one clear sentence on stderr."""
    # Imported here, so that no other command waits for NumPy.
    from .chart_file import REFUSALS, chart_file  # noqa: PLC0415
    from .chart_lines import answer_lines  # noqa: PLC0415
    from .languages.saying import sayer  # noqa: PLC0415

    try:
        if args.jsonl:
            return answer_lines(args.jsonl, sys.stdout, sayer(args.language))
        return chart_file(args)
    except REFUSALS as refusal:
        print(f"debo chart: {refusal}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing is left to be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m debo.chart_command`, the same without the rest of debo."""
    parser = argparse.ArgumentParser(prog="debo")
    register(parser.add_subparsers(required=True))
    args = parser.parse_args(["chart", *(sys.argv[1:] if arguments is None else arguments)])
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
